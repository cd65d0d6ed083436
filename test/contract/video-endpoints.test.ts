import {
	callOperation,
	checkJob,
	extendVideo,
	generateVideoAt,
	OLDER_VIDEO_ENDPOINTS,
	startJob,
	uploadVideoImage,
	VIDEO_LISTS,
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
	['assets in place of video', { state: 'completed', assets: { video: VIDEO.url } }],
];

/** Where a video of an endpoint is asked for, when not where it was submitted. */
const ASKED: Readonly<Record<string, object>> = {
	'/v1/video/generations': { path: '/v2/video/generations', query: { generation_id: '7' } },
	'/v1/luma-ai/generations': { path: '/v1/luma-ai/generation', query: { 'ids[0]': '7' } },
};

describe.each(table)('$path', ({ path, takesModel, promptField = 'prompt', operation }) => {
	const body = { ...(takesModel && { model: 'some/model' }), [promptField]: 'A boat' };

	test.each(RESULTS)(
		'is submitted to, and asked where it is documented: %s',
		async (_name, result) => {
			const ports = fakePorts([
				{ body: { generation_id: '7', status: 'queued' } },
				{ body: { id: '7', status: 'generating' } },
				{ body: { id: '7', ...result } },
			]);
			const { job } = await startJob(ports, operation, body);
			expect(job).toMatchObject({ operation: `video:generate${path}`, id: '7' });
			const { output } = await waitForJob(ports, operation, job);
			expect(output.output).toMatchObject([VIDEO]);
			expect(ports.requests[0]).toEqual({ method: 'POST', path, body });
			expect(ports.requests[2]).toMatchObject({
				method: 'GET',
				...(ASKED[path] ?? { path, query: { generation_id: '7' } }),
			});
		},
	);

	test('tells a failure', async () => {
		const error = { name: 'Failed', message: 'Too scary.' };
		const ports = fakePorts([{ body: { id: '7', status: 'error', error } }]);
		const job = { operation: operation.name, id: '7' };
		const failure = await failureOf(() => waitForJob(ports, operation, job));
		expect(failure.message).toContain('Too scary.');
	});

	test('asks for what it can not do without', () => {
		const required = takesModel ? 'model' : promptField;
		expect(() => operation.start.request({})).toThrow(new RegExp(`^${required}: `));
	});
});

describe('several videos', () => {
	const find = (path: string) => table.find((row) => row.path === path)!.operation;
	const second = find('/v2/generate/video/luma-ai/generation');
	const first = find('/v1/luma-ai/generations');

	test('are asked for together by their ids', () => {
		expect(second.check.request('7, 8')).toMatchObject({
			path: '/v2/generate/video/luma-ai/generations',
			query: { 'generation_ids[]': ['7', '8'] },
		});
		expect(first.check.request('7,8')).toMatchObject({
			path: '/v1/luma-ai/generation',
			query: { 'ids[0]': '7', 'ids[1]': '8' },
		});
	});

	test('are there when all have ended', async () => {
		const done = { id: '7', state: 'completed', assets: { video: VIDEO.url } };
		const job = { operation: second.name, id: '7,8' };
		const check = async (other: JsonObject) =>
			(await checkJob(fakePorts([{ body: [done, other] }]), second, job)).output;
		expect(await check({ id: '8', state: 'dreaming' })).toMatchObject({ status: 'running' });
		expect(await check({ ...done, id: '8' })).toMatchObject({ output: [VIDEO, VIDEO] });
		const failed = { id: '8', state: 'failed', failure_reason: 'Too scary.' };
		expect(await check(failed)).toMatchObject({ status: 'completed', output: [VIDEO] });
	});

	test('of which nothing is told are no result', async () => {
		const job = { operation: first.name, id: '7' };
		for (const body of [[], {}]) {
			const error = await failureOf(() => checkJob(fakePorts([{ body }]), first, job));
			expect(error.message).toContain('tells of no generation');
			expect(error.details.job).toEqual(job);
		}
	});
});

test('an extension is a job that is asked for like the video it extends', async () => {
	const ports = fakePorts([
		{ body: { id: '8' } },
		{ body: [{ id: '8', state: 'failed', failure_reason: 'Too scary.' }] },
	]);
	const input = { ids: { taskId: 'a:b/c' }, body: { user_prompt: 'On' } };
	const { job } = await startJob(ports, extendVideo, input);
	const failure = await failureOf(() => waitForJob(ports, extendVideo, job));
	expect(failure.message).toContain('Too scary.');
	expect(failure.details.job).toEqual(job);
	expect(ports.requests).toMatchObject([
		{ method: 'POST', path: '/v1/luma-ai/generations/a%3Ab%2Fc/extend', body: input.body },
		{ method: 'GET', path: '/v1/luma-ai/generation', query: { 'ids[0]': '8' } },
	]);
});

test.each(Object.values(VIDEO_LISTS))('a list is read from where it stands: %#', async (list) => {
	const read = async (body: JsonObject | readonly unknown[]) =>
		(await callOperation(fakePorts([{ body }]), list, undefined)).output;
	expect(await read(['Static', 'Zoom In'])).toEqual([{ name: 'Static' }, { name: 'Zoom In' }]);
	expect(await read({ data: [{ id: '7' }] })).toEqual([{ id: '7' }]);
	expect((await failureOf(() => read({}))).message).toContain('holds no list');
});

test('an uploaded image is answered by something', async () => {
	const input = { body: { url: 'https://files.example/a.png' } };
	const answer = { url: 'https://files.example/b.png' };
	const { output } = await callOperation(fakePorts([{ body: answer }]), uploadVideoImage, input);
	expect(output).toEqual(answer);
	const error = await failureOf(() =>
		callOperation(fakePorts([{ body: {} }]), uploadVideoImage, input),
	);
	expect(error.code).toBe('unexpected-response');
});
