import {
	cancelled,
	checkJob,
	DEFAULT_WAIT,
	generateVideo,
	mergeCalls,
	startJob,
	waitForJob,
	type Job,
	type JsonObject,
	type WaitOptions,
} from '../../client';
import {
	connectionLost,
	failureOf,
	fakePorts,
	START,
	timedOut,
	type FakePorts,
	type ScriptedStep,
} from './fake-ports';

const JOB: Job = { operation: 'video:generate', id: '349872:minimax/hailuo-2.3-fast' };
const QUEUED = { body: { id: JOB.id, status: 'queued' } };
const GENERATING = { body: { id: JOB.id, status: 'generating' } };
const URL = 'https://cdn.example/clip.mp4';
const COMPLETED = { body: { id: JOB.id, status: 'completed', video: { url: URL } } };
const FETCH_LATER = /Job > Get/;

function wait(ports: FakePorts, options?: WaitOptions) {
	return waitForJob(ports, generateVideo, JOB, options);
}

/** Virtual milliseconds since the beginning. */
function elapsed(ports: FakePorts): number {
	return ports.clock.now() - START;
}

describe('start', () => {
	const input = { model: 'some/model', prompt: 'a wave' };

	test('gives a reference that is plain JSON', async () => {
		const ports = fakePorts([
			{ headers: { 'x-inference-id': 'inference-1' }, body: { id: JOB.id, status: 'queued' } },
		]);
		const { job, call } = await startJob(ports, generateVideo, input);
		expect(job).toEqual({ ...JOB, startedAt: '2026-01-01T00:00:00.000Z' });
		expect(JSON.parse(JSON.stringify(job))).toEqual(job);
		expect(call).toMatchObject({ model: 'some/model', inferenceId: 'inference-1' });
	});

	test.each<[string, JsonObject]>([
		['generation_id alone', { generation_id: '282052359471184', status: 'queued' }],
		['generation_id beside an empty id', { id: '', generation_id: '282052359471184' }],
	])('takes the id from %s', async (_name, body) => {
		const { job } = await startJob(fakePorts([{ body }]), generateVideo, input);
		expect(job.id).toBe('282052359471184');
	});

	test('is sent once when the answer is lost: it may have been accepted', async () => {
		const ports = fakePorts([connectionLost(), { body: { id: 'second' } }]);
		expect((await failureOf(() => startJob(ports, generateVideo, input))).code).toBe('connection');
		expect(ports.requests).toHaveLength(1);
	});
});

describe('waiting', () => {
	test('asks first: a finished job costs no pause', async () => {
		const ports = fakePorts([COMPLETED]);
		const { output } = await wait(ports);
		expect(output).toEqual({ output: [{ url: URL, details: {} }], body: COMPLETED.body });
		expect(ports.sleeps).toEqual([]);
	});

	test('asks for the id as it is, whatever characters it has', async () => {
		const ports = fakePorts([COMPLETED]);
		await wait(ports);
		expect(ports.requests).toMatchObject([
			{ method: 'GET', path: '/v2/video/generations', query: { generation_id: JOB.id } },
		]);
	});

	test('asks soon, then less and less often, up to the poll interval', async () => {
		const ports = fakePorts([...Array<ScriptedStep>(6).fill(GENERATING), COMPLETED]);
		await wait(ports, { maxWait: 60_000, pollInterval: 4000 });
		expect(ports.sleeps).toEqual([1000, 1500, 2250, 3375, 4000, 4000]);
	});

	test('never pauses longer than the poll interval, not even at first', async () => {
		const ports = fakePorts([QUEUED, QUEUED, COMPLETED]);
		await wait(ports, { maxWait: 60_000, pollInterval: 200 });
		expect(ports.sleeps).toEqual([200, 200]);
	});

	test('does not ask without a pause, whatever interval is asked for', async () => {
		const ports = fakePorts([QUEUED, QUEUED, COMPLETED]);
		await wait(ports, { maxWait: 60_000, pollInterval: 0 });
		expect(ports.sleeps).toEqual([100, 100]);
	});

	test('by default for a quarter of an hour, at least every 15 s', async () => {
		const ports = fakePorts([GENERATING]);
		await failureOf(() => wait(ports));
		expect(elapsed(ports)).toBe(15 * 60_000);
		expect(Math.max(...ports.sleeps)).toBe(15_000);
		expect(DEFAULT_WAIT).toEqual({ maxWait: 900_000, pollInterval: 15_000 });
	});

	test.each(['queued', 'generating', 'waiting', 'active', 'in_review', '', undefined])(
		'status %p is a job that still runs',
		async (status) => {
			const ports = fakePorts([{ body: { id: JOB.id, status } }, COMPLETED]);
			await wait(ports);
			expect(ports.requests).toHaveLength(2);
		},
	);

	test.each<[string, JsonObject]>([
		['completed', { status: 'completed', video: { url: URL } }],
		['succeeded', { status: 'succeeded', video: { url: URL, duration: 5 } }],
		['in capitals', { status: 'COMPLETED', video: { url: URL } }],
		['a list of addresses', { status: 'completed', video: [URL] }],
		['beside an empty error', { status: 'completed', video: { url: URL }, error: null }],
	])('a result that is %s is read', async (_name, body) => {
		const { output } = await wait(fakePorts([{ body }]));
		expect(output.output[0]!.url).toBe(URL);
		expect(output.body).toEqual(body);
	});

	test('tells the cost of the last check and the duration of the whole wait', async () => {
		const ports = fakePorts([
			{ ...QUEUED, delay: 100 },
			{ ...COMPLETED, delay: 200, headers: { 'x-aimlapi-usd-spent': '0.35' } },
		]);
		const { call } = await wait(ports);
		expect(call).toMatchObject({ costUsd: 0.35, durationMs: 1300 });
	});
});

describe('a check that fails for a passing reason is one more check', () => {
	test.each<[string, ScriptedStep]>([
		['502 with an HTML page', { status: 502, body: '<html>Bad Gateway</html>' }],
		['503', { status: 503 }],
		['429', { status: 429 }],
		['408', { status: 408 }],
		['429 that asks for a pause', { status: 429, headers: { 'retry-after': '3' } }],
		[
			'429 that asks for more patience than a request has',
			{
				status: 429,
				headers: { 'retry-after': '90' },
			},
		],
		['a success that is no JSON', { body: '<html>Maintenance</html>' }],
		['a body cut in the middle', { body: '{"id":"349872:mini' }],
		['an empty body', { body: '' }],
		['a connection that broke', connectionLost()],
		['a refused connection', connectionLost({ sent: false })],
		['a timeout', timedOut()],
	])('%s', async (_name, step) => {
		const ports = fakePorts([GENERATING, step, GENERATING, COMPLETED]);
		const { output } = await wait(ports);
		expect(output.output[0]!.url).toBe(URL);
	});

	test('also when it fails for minutes', async () => {
		const outage = Array<ScriptedStep>(20).fill({ status: 503 });
		const { output } = await wait(fakePorts([QUEUED, ...outage, COMPLETED]));
		expect(output.output[0]!.url).toBe(URL);
	});

	test('also when it is not found, in the first minute after its start only', async () => {
		const startedAt = new Date(START).toISOString();
		const unknown = [{ status: 404 }, { status: 404 }, COMPLETED];
		const { output } = await waitForJob(fakePorts(unknown), generateVideo, { ...JOB, startedAt });
		expect(output.output[0]!.url).toBe(URL);
		const ports = fakePorts([{ status: 404 }]);
		const error = await failureOf(() => waitForJob(ports, generateVideo, { ...JOB, startedAt }));
		expect(error).toMatchObject({ code: 'not-found' });
		expect(elapsed(ports)).toBeGreaterThanOrEqual(60_000);
	});

	test('and the API is obeyed when it asks for a longer pause', async () => {
		const ports = fakePorts([{ status: 429, headers: { 'retry-after': '20' } }, COMPLETED]);
		await wait(ports);
		expect(elapsed(ports)).toBe(20_000);
	});
});

describe('the deadline', () => {
	const options = { maxWait: 10_000, pollInterval: 4000 };

	test('ends the wait with the job and how to fetch it later', async () => {
		const ports = fakePorts([GENERATING]);
		const error = await failureOf(() => wait(ports, options));
		expect(error).toMatchObject({ code: 'job-timeout', details: { job: JOB } });
		expect(error.message).toContain('10 s');
		expect(error.describe()).toContain(JOB.id);
		expect(error.describe()).toMatch(FETCH_LATER);
	});

	test('is met exactly: the last pause is what is left, and then it asks once more', async () => {
		const ports = fakePorts([GENERATING]);
		await failureOf(() => wait(ports, options));
		expect(ports.sleeps).toEqual([1000, 1500, 2250, 3375, 1875]);
		expect(ports.requests).toHaveLength(6);
	});

	test('a job finished at the last check is no failure', async () => {
		const ports = fakePorts([...Array<ScriptedStep>(5).fill(GENERATING), COMPLETED]);
		await expect(wait(ports, options)).resolves.toMatchObject({
			output: { output: [{ url: URL }] },
		});
	});

	test.each<[string, ScriptedStep]>([
		['503', { status: 503, body: { message: 'Service unavailable' } }],
		[
			'429 with a long Retry-After',
			{
				status: 429,
				headers: { 'retry-after': '50' },
				body: { message: 'Service unavailable' },
			},
		],
	])('holds while every check ends in %s, and the last failure is told', async (_name, step) => {
		const ports = fakePorts([step]);
		const error = await failureOf(() => wait(ports, options));
		expect(error.code).toBe('job-timeout');
		expect(error.message).toContain('Service unavailable');
		expect(error.describe()).toContain(JOB.id);
		expect(error.describe()).toMatch(FETCH_LATER);
		expect(elapsed(ports)).toBe(10_000);
	});

	test('a failure that passed is not told', async () => {
		const ports = fakePorts([{ status: 503, body: { message: 'Unavailable' } }, GENERATING]);
		const error = await failureOf(() => wait(ports, options));
		expect(error.message).not.toContain('Unavailable');
		expect(error.details.status).toBeUndefined();
	});

	test('counts slow answers', async () => {
		const ports = fakePorts([{ ...GENERATING, delay: 7000 }]);
		await failureOf(() => wait(ports, options));
		expect(ports.requests).toHaveLength(2);
	});

	test.each([10_000, 60_000])('of %d ms bounds a check that hangs, too', async (maxWait) => {
		const ports = fakePorts([GENERATING, { ...GENERATING, delay: Infinity }]);
		const error = await failureOf(() => wait(ports, { maxWait, pollInterval: 4000 }));
		expect(error).toMatchObject({ code: 'job-timeout', details: { job: JOB } });
		expect(error.describe()).toMatch(FETCH_LATER);
		expect(elapsed(ports)).toBe(maxWait);
	});

	test('leaves the last check enough time to find the job finished', async () => {
		const ports = fakePorts([GENERATING, { ...COMPLETED, delay: 3000 }]);
		const { output } = await wait(ports, { maxWait: 1000, pollInterval: 4000 });
		expect(output.output[0]!.url).toBe(URL);
		const stuck = fakePorts([GENERATING, { ...COMPLETED, delay: Infinity }]);
		await failureOf(() => wait(stuck, { maxWait: 1000, pollInterval: 4000 }));
		expect(elapsed(stuck)).toBe(6000);
	});

	test('of nothing means: ask once', async () => {
		const ports = fakePorts([GENERATING]);
		const error = await failureOf(() => wait(ports, { maxWait: 0, pollInterval: 4000 }));
		expect(error.code).toBe('job-timeout');
		expect(ports.requests).toHaveLength(1);
	});
});

describe('a job that fails', () => {
	test.each<[string, JsonObject, RegExp]>([
		[
			'with a name and a message',
			{ status: 'error', error: { name: 'ContentPolicy', message: 'The prompt was refused.' } },
			/ContentPolicy: The prompt was refused\./,
		],
		['with a message only', { status: 'error', error: { message: 'Refused.' } }, /: Refused\./],
		['with a text', { status: 'failed', error: 'Refused.' }, /: Refused\./],
		['without a reason', { status: 'error', error: null }, /no reason/],
	])('%s ends at once with the reason and the id', async (_name, body, reason) => {
		const ports = fakePorts([
			GENERATING,
			{ body, headers: { 'x-inference-id': 'inference-9' } },
			COMPLETED,
		]);
		const error = await failureOf(() => wait(ports));
		expect(error).toMatchObject({ code: 'job-failed', details: { job: JOB } });
		expect(error.message).toMatch(reason);
		expect(error.describe()).toContain(JOB.id);
		expect(error.describe()).toContain('inference-9');
		expect(ports.requests).toHaveLength(2);
	});

	test.each<[string, JsonObject]>([
		['no video', { status: 'completed' }],
		['null', { status: 'completed', video: null }],
		['an empty address', { status: 'completed', video: { url: '' } }],
		['an empty list', { status: 'completed', video: [] }],
	])('completed with %s ends at once, not after the deadline', async (_name, body) => {
		const ports = fakePorts([{ body, headers: { 'x-inference-id': 'inference-9' } }]);
		const error = await failureOf(() => wait(ports));
		expect(error).toMatchObject({ code: 'unexpected-response', details: { job: JOB } });
		expect(error.details.body).toBe(JSON.stringify(body));
		expect(error.describe()).toContain('inference-9');
		expect(ports.requests).toHaveLength(1);
	});
});

describe('a check that fails for good', () => {
	test.each([
		[400, 'bad-request'],
		[401, 'unauthorized'],
		[403, 'forbidden'],
		[404, 'not-found'],
		[307, 'unexpected-response'],
	])('%d ends the wait at once and names the job', async (status, code) => {
		const ports = fakePorts([GENERATING, { status, body: { message: 'No.' } }, COMPLETED]);
		const error = await failureOf(() => wait(ports));
		expect(error).toMatchObject({ code, details: { job: JOB, status } });
		expect(error.describe()).toContain(`job video:generate ${JOB.id}`);
		expect(ports.requests).toHaveLength(2);
	});

	test.each([400, 401])('%d does not make the job forgotten', async (status) => {
		const ports = fakePorts([{ status, body: { message: 'No.' } }]);
		expect((await failureOf(() => wait(ports))).describe()).toMatch(FETCH_LATER);
	});

	test('one check alone tries again and then names the job', async () => {
		const ports = fakePorts([{ status: 503 }]);
		const error = await failureOf(() => checkJob(ports, generateVideo, JOB));
		expect(error).toMatchObject({ code: 'server-error', details: { job: JOB, attempts: 5 } });
		expect(error.describe()).toMatch(FETCH_LATER);
	});

	test('one check alone tells a job that still runs', async () => {
		const { output } = await checkJob(fakePorts([GENERATING]), generateVideo, JOB);
		expect(output).toEqual({ status: 'running', body: GENERATING.body });
	});
});

describe('a stop by the user', () => {
	test('during a pause ends the wait and names the job', async () => {
		const ports = fakePorts([GENERATING], { cancelAt: 2000 });
		const error = await failureOf(() => wait(ports));
		expect(error).toMatchObject({ code: 'cancelled', details: { job: JOB } });
		expect(error.describe()).toMatch(FETCH_LATER);
		expect(ports.requests).toHaveLength(2);
	});

	test('in the middle of a check ends the wait and names the job', async () => {
		const ports = fakePorts([GENERATING, cancelled(), COMPLETED]);
		const error = await failureOf(() => wait(ports));
		expect(error).toMatchObject({ code: 'cancelled', details: { job: JOB } });
		expect(error.describe()).toMatch(FETCH_LATER);
		expect(ports.requests).toHaveLength(2);
	});
});

describe('the cost of submission and wait together', () => {
	const start = {
		model: 'some/model',
		inferenceId: 'start',
		costUsd: 0.1,
		creditsUsed: 200_000,
		attempts: 1,
		durationMs: 300,
	};

	test('is what the end tells, under the id of the start', () => {
		const end = { inferenceId: 'end', costUsd: 0.35, attempts: 1, durationMs: 5000 };
		expect(mergeCalls(start, end)).toEqual({ ...start, costUsd: 0.35, durationMs: 5300 });
	});

	test('is what the start told when the end tells nothing', () => {
		const end = { attempts: 1, durationMs: 5000 };
		expect(mergeCalls(start, end)).toEqual({ ...start, durationMs: 5300 });
	});
});
