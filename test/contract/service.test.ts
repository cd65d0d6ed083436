import {
	ACCOUNT,
	ASSISTANT,
	API_KEY,
	BATCH,
	callOperation,
	FILE,
	getBatch,
	MODEL,
	readPages,
	uploadFile,
	type Endpoint,
} from '../../client';
import { failureOf, fakePorts } from '../unit/fake-ports';

const rows = (count: number, from = 0) =>
	Array.from({ length: count }, (_, index) => ({ id: `row-${from + index}` }));

test('a ledger is read along its cursor, a log along its offset, a list along its last id', async () => {
	for (const [endpoint, more, next] of [
		[
			ACCOUNT.getTransactions,
			{ pagination: { next_cursor: 'c1', has_more: true } },
			{ cursor: 'c1' },
		],
		[
			ACCOUNT.getLogs,
			{ pagination: { limit: 100, offset: 0, total: 130, has_more: true } },
			{ offset: 100 },
		],
		[ASSISTANT.getMany, { has_more: true, last_id: 'row-99' }, { after: 'row-99' }],
	] as const) {
		const end = { has_more: false, pagination: { next_cursor: null, has_more: false } };
		const ports = fakePorts([
			{ body: { data: rows(100), ...more } },
			{ body: { data: rows(30, 100), ...end } },
		]);
		const input = { ids: { fileId: '1' }, query: { order: 'desc' } };
		const { output } = await readPages(ports, endpoint, input);
		expect(output).toEqual(rows(130));
		expect(ports.requests.map(({ query }) => query)).toEqual([
			{ order: 'desc', limit: 100 },
			{ order: 'desc', limit: 100, ...next },
		]);
	}
});

test('no more rows are read than are wanted, and a list that never ends is left', async () => {
	const endless = { data: rows(100), pagination: { has_more: true, next_cursor: 'c' } };
	const ports = fakePorts([{ body: endless }]);
	const { output } = await readPages(ports, ACCOUNT.getTransactions, {}, 150);
	expect(output).toHaveLength(150);
	expect(ports.requests.map(({ query }) => query!.limit)).toEqual([100, 50]);
	const empty = fakePorts([{ body: { ...endless, data: [] } }]);
	expect((await readPages(empty, ACCOUNT.getTransactions, {})).output).toEqual([]);
});

test.each<[Endpoint, Record<string, string>, string]>([
	[MODEL.get, { id: 'a/b#c' }, '/model/a/b%23c'],
	[API_KEY.update, { prefix: 'abcd1234' }, '/v1/keys/abcd1234'],
	[BATCH.cancel, { batchId: 'msgbatch_1' }, '/v1/batches/cancel/msgbatch_1'],
	[FILE.delete, { fileId: 'file-1' }, '/files/file-1'],
])('ids go into the path: %#', (endpoint, ids, path) => {
	expect(endpoint.request({ ids }).path).toBe(path);
	expect(() => endpoint.request({})).toThrow(/^\w+: is required/);
});

const batch = {
	id: 'kgTRCVoAz4GwrHWIOFZjg',
	type: 'message_batch',
	processing_status: 'in_progress',
	request_counts: { processing: 2, succeeded: 0, errored: 0, canceled: 0, expired: 0 },
	results_url: null,
};
const result = (custom_id: string) => ({ custom_id, result: { type: 'succeeded', message: {} } });

test.each<[string, string, unknown]>([
	['it runs', '{"id":"1","status":"generating"}', { status: 'generating' }],
	['it is cancelled', JSON.stringify({ ...batch, status: 'cancelled' }), { status: 'cancelled' }],
	['the batch alone', JSON.stringify(batch), { status: 'in_progress' }],
	['one result', JSON.stringify(result('a')), { status: 'ended', results: [result('a')] }],
	[
		'results in lines',
		`${JSON.stringify(result('a'))}\n${JSON.stringify(result('b'))}\n`,
		{ status: 'ended', results: [result('a'), result('b')] },
	],
])('a batch: %s', async (_, body, expected) => {
	const { output } = await callOperation(fakePorts([{ body }]), getBatch, '1');
	expect(output).toMatchObject(expected as object);
});

test.each([`${JSON.stringify(result('a'))}\n{"custom_id":"b","resu`, '', '{}', 'Bad Gateway'])(
	'%j is no batch',
	async (body) => {
		const error = await failureOf(() => callOperation(fakePorts([{ body }]), getBatch, '1'));
		expect(error.code).toBe('unexpected-response');
	},
);

test('a file goes out as a form', async () => {
	const file = { bytes: new Uint8Array([1]), fileName: 'a.pdf', mimeType: 'application/pdf' };
	const ports = fakePorts([{ body: { id: 'file-1' } }]);
	const { output } = await callOperation(ports, uploadFile, { file, purpose: 'assistants' });
	expect(output).toEqual({ id: 'file-1' });
	expect(ports.requests[0]).toEqual({
		method: 'POST',
		path: '/v1/files',
		multipart: [
			{ name: 'purpose', value: 'assistants' },
			{ name: 'file', value: file },
		],
	});
});

test('a list whose next page is the same again has an end', async () => {
	const body = { data: [{ id: 'a' }], has_more: true, last_id: 'a' };
	const ports = fakePorts([{ body }]);
	const error = await failureOf(() => readPages(ports, ASSISTANT.getMany, {}));
	expect(error).toMatchObject({ code: 'unexpected-response' });
	expect(ports.requests).toHaveLength(2);
});

test('what was not deleted is no success', async () => {
	const ports = fakePorts([{ body: { id: 'x', deleted: false } }]);
	const input = { ids: { fileId: 'x' } };
	const error = await failureOf(() => callOperation(ports, FILE.delete, input));
	expect(error).toMatchObject({ code: 'unexpected-response' });
});
