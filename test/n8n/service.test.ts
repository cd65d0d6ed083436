import type { IDataObject } from 'n8n-workflow';
import { startSandbox, type Sandbox } from '../sandbox';
import { runNode, type Credential } from './lib/node-harness';
import { ask } from './lib/parameters';

let sandbox: Sandbox;
let credential: Credential;

beforeAll(async () => {
	sandbox = await startSandbox({ jobDuration: 200 });
	credential = { apiKey: sandbox.apiKey, baseUrl: sandbox.url };
});
afterAll(async () => await sandbox.close());
beforeEach(() => sandbox.reset());

const run = async (resource: string, operation: string, more: IDataObject = {}) => {
	const { items, error } = await runNode(credential, { resource, operation, ...more });
	return { items, error, json: items[0]?.json as IDataObject };
};
const last = () => sandbox.requests.at(-1)!;

describe('account', () => {
	beforeEach(async () => {
		for (const prompt of ['One', 'Two', 'Three']) await runNode(credential, ask(prompt));
	});

	it('tells the balance in three ways', async () => {
		expect((await run('account', 'getBalance')).json.current_balance).toBeLessThan(100);
		expect((await run('account', 'getBalance', { detail: 'topUp' })).json).toMatchObject({
			autotopup_settings: { is_enabled: false },
		});
		const credits = (await run('account', 'getBalance', { detail: 'credits' })).json.balance;
		expect(credits).toBeGreaterThan(190_000_000);
	});

	it('lists transactions, all or up to a limit', async () => {
		const all = await run('account', 'getTransactions', { returnAll: true });
		expect(all.items.map(({ json }) => json.type)).toEqual([
			'MODEL_USAGE',
			'MODEL_USAGE',
			'MODEL_USAGE',
			'INIT',
		]);
		const some = await run('account', 'getTransactions', {
			limit: 2,
			additionalFields: { direction: 'CHARGE' },
		});
		expect(some.items).toHaveLength(2);
		expect(last().query).toEqual({ direction: 'CHARGE', limit: '2' });
	});

	it('tells the usage, grouped when asked to', async () => {
		expect((await run('account', 'getUsage', { period: '7d' })).json).toMatchObject({
			requests: 3,
			currency: 'USD',
		});
		expect(last()).toMatchObject({ path: '/v2/usage', query: { period: '7d' } });
		const start = '2026-01-01T00:00:00.000Z';
		await run('account', 'getUsage', { additionalFields: { start } });
		expect(last().query).toEqual({ start });
		const zone = await run('account', 'getUsage', { additionalFields: { tz: 'Europe/Oslo' } });
		expect(zone.error?.message).toMatch(/^“Additional Fields > Time Zone” \(tz\) needs Group By/);
		const detail = await run('account', 'getUsage', { additionalFields: { groupBy: 'day,model' } });
		expect(detail.json.models).toMatchObject([{ model: 'gpt-4o-mini', requests: 3 }]);
		expect(last()).toMatchObject({ path: '/v2/usage/detail', query: { group_by: 'day,model' } });
	});

	it('lists the logs, and refuses a limit that is none', async () => {
		const { items } = await run('account', 'getLogs', { returnAll: true });
		expect(items).toHaveLength(3);
		expect(items[0]!.json).toMatchObject({
			model: 'gpt-4o-mini',
			cost: { usd: expect.any(Number) },
		});
		const { error } = await run('account', 'getLogs', { limit: 0 });
		expect(error?.message).toMatch(/^“Limit” must be a whole number/);
	});
});

describe('model', () => {
	it('reads one model by an id with a slash', async () => {
		const { json } = await run('model', 'get', { id: 'flux/schnell' });
		expect(last()).toMatchObject({ path: '/model/flux/schnell', query: { include: 'all' } });
		expect(json).toMatchObject({ id: 'flux/schnell', pricing: expect.any(Object) });
		expect((await run('model', 'get', { id: 'nobody/nothing' })).error?.message).toMatch(
			/not found/,
		);
	});

	it('reads the metrics of several models', async () => {
		const { items } = await run('model', 'getMetrics', { modelIds: 'gpt-4o, flux/schnell' });
		const aliases = new Set(items.map(({ json }) => json.alias));
		expect(aliases).toEqual(new Set(['gpt-4o', 'flux/schnell']));
	});

	it.each([
		['get', { id: ' ' }, /^“Model ID” \(id\) is required/],
		['get', { id: '../v1/keys' }, /^“Model ID” \(id\): “..\/v1\/keys” is no id/],
		['getMetrics', { modelIds: ' , ' }, /^“Model IDs” \(modelIds\) is required/],
	])('%s refuses %j', async (operation, parameters, message) => {
		const { error } = await run('model', operation, parameters);
		expect(error?.message).toMatch(message);
		expect(sandbox.requests).toHaveLength(0);
	});
});

it.each(['5 USD', 'NaN', -1, null])('apiKey: a limit of %j makes no key', async (threshold) => {
	const { error } = await run('apiKey', 'create', { name: 'Newsletter', threshold });
	expect(error?.message).toMatch(/^“Spending Limit \(USD\)” \(threshold\) must be an amount/);
	expect(sandbox.requests).toHaveLength(0);
});

it('apiKey: a key is created, listed, changed and deleted', async () => {
	const created = await run('apiKey', 'create', {
		name: 'Newsletter',
		threshold: 5,
		retention: 'month',
		additionalFields: { scopes: ['model:chat'] },
	});
	expect(last().body).toEqual({
		name: 'Newsletter',
		scopes: ['model:chat'],
		limit: { retention: 'month', threshold: 5 },
	});
	const { prefix, key } = created.json as { prefix: string; key: string };
	expect(key.startsWith(prefix)).toBe(true);
	expect((await run('apiKey', 'getMany')).items.map(({ json }) => json.prefix)).toEqual([prefix]);
	const updated = await run('apiKey', 'update', { prefix, additionalFields: { disabled: true } });
	expect(last()).toMatchObject({ method: 'PATCH', body: { disabled: true } });
	expect(updated.json).toMatchObject({ disabled: true, name: 'Newsletter' });
	expect((await run('apiKey', 'get')).json.prefix).toBe('sandbox-');
	expect((await run('apiKey', 'delete', { prefix })).json).toMatchObject({ prefix, deleted: true });
	expect((await run('apiKey', 'delete', { prefix: ' ' })).error?.message).toMatch(
		/^“Key Prefix” \(prefix\) is required/,
	);
});

it('model: filters by what models take, make and can do', async () => {
	const filters = { inputModalities: 'Image', outputModalities: 'video, 3d' };
	const { items } = await run('model', 'getMany', { filters, returnAll: true, simplify: false });
	const kinds = items.map(({ json }) => json.modalities as { input: string[]; output: string[] });
	expect(kinds.length).toBeGreaterThan(1);
	for (const { input, output } of kinds) {
		expect(input).toContain('image');
		expect(output.some((kind) => kind === 'video' || kind === '3d')).toBe(true);
	}
	const capability = (await run('model', 'getMany', { simplify: false, returnAll: true })).items
		.map(({ json }) => json.capabilities as string[])
		.find(({ length }) => length > 0)![0]!;
	const able = await run('model', 'getMany', { filters: { capabilities: capability } });
	expect(able.items.length).toBeGreaterThan(0);
	for (const { json } of able.items) expect(json.capabilities).toContain(capability);
});

it('model: a filter whose expression gives nothing filters nothing', async () => {
	const { items, error } = await run('model', 'getMany', {
		filters: { search: '={{ null }}', type: '={{ null }}' },
		limit: 3,
	});
	expect(error).toBeUndefined();
	expect(items).toHaveLength(3);
});

it('file: a file is uploaded, looked at and deleted', async () => {
	const data = Buffer.from([0, 255, 1]).toString('base64');
	const item = {
		json: {},
		binary: { data: { data, mimeType: 'application/pdf', fileName: 'a.pdf' } },
	};
	const parameters = { resource: 'file', operation: 'upload', purpose: 'assistants' };
	const { items, error } = await runNode(credential, parameters, { items: [item] });
	expect(error).toBeUndefined();
	expect(items[0]!.json).toMatchObject({ bytes: 3, filename: 'a.pdf', purpose: 'assistants' });
	const fileId = items[0]!.json.id as string;
	expect((await run('file', 'get', { fileId })).json).toMatchObject({ id: fileId, bytes: 3 });
	expect((await run('file', 'delete', { fileId })).json).toMatchObject({
		id: fileId,
		deleted: true,
	});
	expect((await run('file', 'get', { fileId })).error?.message).toMatch(/No file found/);
	const missing = await runNode(credential, { ...parameters, binaryPropertyName: 'other' });
	expect(missing.error?.message).toMatch(
		/^“Input Data Field Name” \(binaryPropertyName\): The item has no/,
	);
});

describe('batch', () => {
	const params = { model: 'anthropic/claude-haiku-4.5', max_tokens: 10 };
	const requests = ['One', 'Two'].map((content) => ({
		custom_id: content,
		params: { ...params, messages: [{ role: 'user', content }] },
	}));

	it('gives its status while it runs, and then an item for each result', async () => {
		const batchId = (await run('batch', 'create', { requests: JSON.stringify(requests) })).json
			.id as string;
		expect(last().body).toEqual({ requests });
		expect((await run('batch', 'get', { batchId })).json).toMatchObject({ status: 'generating' });
		await new Promise((resolve) => setTimeout(resolve, 250));
		const { items } = await run('batch', 'get', { batchId });
		expect(items.map(({ json }) => json)).toMatchObject([
			{ custom_id: 'One', status: 'ended', text: expect.stringContaining('One') },
			{ custom_id: 'Two', result: { type: 'succeeded' } },
		]);
		const { error } = await run('batch', 'cancel', { batchId });
		expect(error?.message).toMatch(
			/cannot be canceled because it has already finished.*request id/,
		);
	});

	it('is cancelled', async () => {
		const batchId = (await run('batch', 'create', { requests: requests as never })).json
			.id as string;
		expect((await run('batch', 'cancel', { batchId })).json).toMatchObject({
			processing_status: 'canceling',
		});
		expect((await run('batch', 'get', { batchId })).json).toMatchObject({ status: 'cancelled' });
	});

	it.each([
		['', /^“Requests \(JSON\)” \(requests\) is required/],
		['{}', /^“Requests \(JSON\)” \(requests\) must be a list/],
		[
			'[{"custom_id": "a"}]',
			/^“Requests \(JSON\)” \(requests\[0\]\) must have a custom_id and params/,
		],
	])('refuses the requests %s', async (given, message) => {
		const { error } = await run('batch', 'create', { requests: given });
		expect(error?.message).toMatch(message);
		expect(sandbox.requests).toHaveLength(0);
	});
});

it.each<[string, IDataObject]>([
	['create', { name: 'Newsletter' }],
	['getMany', {}],
	['update', { prefix: 'abcd1234', additionalFields: { name: 'News' } }],
	['delete', { prefix: 'abcd1234' }],
])('apiKey:%s with a regular key says that a management key is needed', async (operation, more) => {
	const regular = { ...credential, apiKey: 'sandbox-regular' };
	const { error } = await runNode(regular, { resource: 'apiKey', operation, ...more });
	expect(error?.httpCode).toBe('403');
	expect(error?.description).toMatch(/^This needs a management key/);
});
