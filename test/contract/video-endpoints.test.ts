import {
	generateVideoAt,
	OLDER_VIDEO_ENDPOINTS,
	startJob,
	waitForJob,
	type JsonObject,
} from '../../client';
import { failureOf, fakePorts } from '../unit/fake-ports';

const VIDEO = { url: 'https://files.example/clip.mp4' };
const table = OLDER_VIDEO_ENDPOINTS.map((endpoint, index) => ({
	...endpoint,
	operation: generateVideoAt[index]!,
}));

/** The documented answers of these endpoints, at the end of a generation. */
const RESULTS: ReadonlyArray<readonly [string, JsonObject]> = [
	['completed', { status: 'completed', video: VIDEO }],
	['succeeded', { status: 'succeeded', video: VIDEO }],
	['a list of addresses', { status: 'completed', video: [VIDEO.url] }],
	['state in place of status', { state: 'completed', video: VIDEO }],
];

describe.each(table)('$path', ({ path, takesModel, operation }) => {
	const body = { ...(takesModel && { model: 'some/model' }), prompt: 'A boat' };

	test.each(RESULTS)('is submitted to and asked at the same place: %s', async (_name, result) => {
		const ports = fakePorts([
			{ body: { generation_id: '7', status: 'queued' } },
			{ body: { id: '7', status: 'generating' } },
			{ body: { id: '7', ...result } },
		]);
		const { job } = await startJob(ports, operation, body);
		expect(job).toMatchObject({ operation: `video:generate${path}`, id: '7' });
		const { output } = await waitForJob(ports, operation, job);
		expect(output.output.url).toBe(VIDEO.url);
		expect(ports.requests[0]).toEqual({ method: 'POST', path, body });
		expect(ports.requests[2]).toMatchObject({ method: 'GET', path, query: { generation_id: '7' } });
	});

	test('tells a failure', async () => {
		const error = { name: 'Failed', message: 'Too scary.' };
		const ports = fakePorts([{ body: { id: '7', status: 'error', error } }]);
		const job = { operation: operation.name, id: '7' };
		const failure = await failureOf(() => waitForJob(ports, operation, job));
		expect(failure.message).toContain('Too scary.');
	});

	test('asks for what it can not do without', () => {
		const required = takesModel ? /^model: / : /^prompt: /;
		expect(() => operation.start.request({})).toThrow(required);
	});
});
