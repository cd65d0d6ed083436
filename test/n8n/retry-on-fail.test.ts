import type { IBinaryData, IDataObject, INodeExecutionData } from 'n8n-workflow';
import { startSandbox, type Fault, type Sandbox } from '../sandbox';
import { readBinary, runNode, type Credential } from './lib/node-harness';
import { ask, byId, draw, film, speak } from './lib/parameters';

let sandbox: Sandbox;
let credential: Credential;

beforeAll(async () => {
	sandbox = await startSandbox({ jobDuration: 300 });
	credential = { apiKey: sandbox.apiKey, baseUrl: sandbox.url };
});
afterAll(async () => await sandbox.close());
beforeEach(() => {
	sandbox.reset();
	sandbox.set({ jobDuration: 300, latency: 0 });
});

const CHAT = 'POST /v1/chat/completions';
const submissions = () => sandbox.requests.filter(({ method }) => method === 'POST');
const numbered = (count: number): INodeExecutionData[] =>
	Array.from({ length: count }, (_, number) => ({ json: { number } }));

it('goes on waiting for the job that an earlier try has paid for', async () => {
	sandbox.set({ jobDuration: 1500 });
	const { items, error } = await runNode(
		credential,
		film('A boat', { options: { maxWait: 0.7 } }),
		{
			tries: 4,
		},
	);
	expect(error).toBeUndefined();
	expect(items[0]!.json.status).toBe('completed');
	expect(submissions()).toHaveLength(1);
});

it('starts a job again that has failed', async () => {
	sandbox.addFault({ route: 'POST /v2/video/generations', kind: 'job-error' });
	const { items } = await runNode(credential, film('A boat'), { tries: 2 });
	expect(items[0]!.json.status).toBe('completed');
	expect(submissions()).toHaveLength(2);
});

it.each(['stopWorkflow', 'continueRegularOutput'] as const)(
	'pays for each item once, with On Error set to %s',
	async (onError) => {
		sandbox.addFault({ route: CHAT, kind: 500 });
		const { items, error } = await runNode(
			credential,
			ask('=Item {{ $json.number }}', { options: { concurrency: 1 } }),
			{ items: numbered(4), onError, tries: 2 },
		);
		expect(error).toBeUndefined();
		items.forEach(({ json }, number) => expect(json.text).toMatch(new RegExp(`Item ${number}`)));
		expect(items).toHaveLength(4);
		expect(submissions()).toHaveLength(5);
	},
);

it('keeps nothing of a run that has succeeded', async () => {
	const { run } = await runNode(credential, film('A boat'));
	expect(JSON.stringify(run.data.executionData?.contextData ?? {})).not.toContain('job');
});

it('notes a job in the execution itself, for when the user stops it', async () => {
	sandbox.addFault({ route: 'POST /v2/video/generations', kind: 'job-stuck' });
	const { run } = await runNode(credential, film('A boat'), { cancelAfter: 500 });
	expect(run.data.resultData.metadata?.aimlapi_jobs).toMatch(
		/^video:generate \S+:ltxv\/ltxv-2-fast$/,
	);
});

it.each<[string, IDataObject, number]>([
	['picture', draw('Cubes', { options: { extraBody: { num_images: 3 } } }), 3],
	[
		'mesh',
		{
			resource: 'model3d',
			operation: 'generate',
			model: byId('tencent/hunyuan-part'),
			media: {
				input: [{ parameter: 'mesh_url', source: 'url', url: 'https://files.example/a.glb' }],
			},
		},
		4,
	],
	['speech', speak('Hello'), 1],
])(
	'names the request and every %s that was paid for when one can not be fetched',
	async (_, parameters, files) => {
		sandbox.addFault({ route: 'GET /media', kind: 404 });
		const { error } = await runNode(credential, parameters);
		expect(new Set(error?.description?.match(/https?:\/\/\S+\.\w+/g)).size).toBe(files);
		expect(error?.message).toMatch(/request id/);
	},
);

it('fetches a job later from the error output', async () => {
	sandbox.set({ jobDuration: 900 });
	const late = await runNode(credential, film('A boat', { options: { maxWait: 0.2 } }), {
		onError: 'continueErrorOutput',
	});
	const { items } = await runNode(
		credential,
		{
			resource: 'job',
			operation: 'wait',
			job: '={{ $json.job ?? $json.error?.job }}',
			options: { pollInterval: 0.1 },
		},
		{ items: late.errorItems },
	);
	expect(items[0]!.json.status).toBe('completed');
	expect(submissions()).toHaveLength(1);
});

describe('what was answered and paid for is not asked for again', () => {
	it.each([
		['a fixed prompt', 'A clock'],
		['a prompt that changes with the time', '={{ "A clock at " + $now.toMillis() }}'],
	])('when the file can not be fetched, with %s', async (_, prompt) => {
		sandbox.addFault({ route: 'GET /media', kind: 403 });
		const { items, error } = await runNode(credential, draw(prompt), { tries: 2 });
		expect(error).toBeUndefined();
		expect((await readBinary(items[0]!)).toString('latin1', 1, 4)).toBe('PNG');
		expect(items[0]!.json.call).toMatchObject({ costUsd: expect.any(Number) });
		expect(submissions()).toHaveLength(1);
	});

	it('when what belongs to a search can not be fetched', async () => {
		sandbox.addFault({ route: 'GET /v1/bagoodex/links', kind: 400 });
		const search = { resource: 'search', operation: 'findLinks', query: 'Oslo' };
		const model = byId('bagoodex/bagoodex-search-v1');
		const { error } = await runNode(credential, { ...search, model }, { tries: 2 });
		expect(error).toBeUndefined();
		expect(submissions()).toHaveLength(1);
	});

	it('when it is not the JSON that was wanted, which the error says', async () => {
		const parameters = ask('Count to one hundred', {
			responseFormat: 'json_object',
			options: { extraBody: { max_tokens: 2 } },
		});
		const { error } = await runNode(credential, parameters, { tries: 3 });
		expect(error?.message).toMatch(/asked for as JSON/);
		expect(error?.description).toMatch(/Retry On Fail reads the same answer again/);
		expect(submissions()).toHaveLength(1);
	});

	describe('when it was for all items, and one of them fails', () => {
		const embed = {
			resource: 'embedding',
			operation: 'create',
			model: byId('text-embedding-3-small'),
			input: '={{ $json.number === 3 ? "" : "Text " + $json.number }}',
			batch: true,
		};

		it('on each further try', async () => {
			// The blank text is met while the answer for the others is still on its way.
			sandbox.set({ latency: 200 });
			const { error } = await runNode(credential, embed, { items: numbered(60), tries: 4 });
			expect(error?.message).toMatch(/^“Input” is required and is empty/);
			expect(submissions()).toHaveLength(1);
		});

		it('in an execution that a person retries', async () => {
			sandbox.set({ latency: 200 });
			const failed = await runNode(credential, embed, { items: numbered(60) });
			const again = await runNode(credential, embed, { items: numbered(60), retryOf: failed });
			expect(again.error?.message).toMatch(/^“Input” is required and is empty/);
			expect(submissions()).toHaveLength(1);
		});
	});

	it.each([
		['at all', 'truncated-body', /not valid JSON/],
		['because it is empty', 'empty-content', /answer is empty/],
		['to its end', 'stream-cut', /stopped before its end|broke/],
	] as const)(
		'when it can not be read %s, before a person starts another execution',
		async (_, kind, message) => {
			const extraBody = { stream: kind === 'stream-cut' };
			sandbox.addFault({ route: CHAT, kind });
			const failed = await runNode(credential, ask('Hi', { options: { extraBody } }), { tries: 3 });
			expect(failed.error?.message).toMatch(message);
			expect(failed.error?.description).toMatch(/a new execution|Retry On Fail does not/);
			expect(submissions()).toHaveLength(1);
			const again = await runNode(credential, ask('Hi', { options: { extraBody } }), {
				retryOf: failed,
			});
			expect(again.error).toBeUndefined();
			expect(submissions()).toHaveLength(2);
		},
	);
});

describe('a failure that the API reports in its answer is asked about again', () => {
	it.each<[string, Fault, IDataObject]>([
		[
			'a stream',
			{ route: CHAT, kind: 'stream-error' },
			ask('Hi', { options: { extraBody: { stream: true } } }),
		],
		[
			'a response',
			{ route: 'POST /v1/responses', kind: 'job-error' },
			{
				resource: 'chat',
				operation: 'respond',
				model: byId('openai/gpt-5-mini-2025-08-07'),
				input: 'Hi',
			},
		],
	])('of %s', async (_, fault, parameters) => {
		sandbox.addFault(fault);
		const { error } = await runNode(credential, parameters, { tries: 2 });
		expect(error).toBeUndefined();
		expect(submissions()).toHaveLength(2);
	});

	it('of a streamed run', async () => {
		const assistant = { resource: 'assistant', operation: 'create', model: 'gpt-4o' };
		const { items } = await runNode(credential, assistant);
		sandbox.addFault({ route: 'POST /threads/runs', kind: 'job-error' });
		const question = {
			resource: 'run',
			operation: 'createThreadAndRun',
			assistantId: items[0]!.json.id as string,
			thread: '{"messages": [{"role": "user", "content": "Hi"}]}',
			streamEvents: true,
		};
		const { error } = await runNode(credential, question, { tries: 2 });
		expect(error).toBeUndefined();
		expect(submissions().filter(({ path }) => path.endsWith('/runs'))).toHaveLength(2);
	});
});

describe('the parts of a long text', () => {
	/** About 20 000 characters: five parts of 4096 at most. */
	const text = Array.from(
		{ length: 400 },
		(_, n) => `This is sentence number ${n} of a long text.`,
	);
	const long = speak(text.join(' '), { model: byId('deepgram/aura-2') });
	const spoken = () => submissions().map(({ body }) => (body as { text: string }).text);

	it('that were spoken are kept for the next try, though they came as bytes', async () => {
		const whole = await runNode(credential, long);
		const parts = spoken().length;
		expect(parts).toBeGreaterThan(4);
		sandbox.reset();
		sandbox.addFault({ route: 'POST /v1/tts', kind: 500 });
		const { items, error } = await runNode(credential, long, { tries: 2 });
		expect(error).toBeUndefined();
		expect(spoken()).toHaveLength(parts + 1);
		expect(new Set(spoken()).size).toBe(parts);
		expect(await readBinary(items[0]!)).toEqual(await readBinary(whole.items[0]!));
	});

	it('that were spoken are in the error', async () => {
		sandbox.addFault({ route: 'POST /v1/tts', kind: 500 });
		const { items } = await runNode(credential, long, { onError: 'continueRegularOutput' });
		const { paid } = items[0]!.json.error as unknown as {
			paid: Array<{ part: number; binary: IBinaryData }>;
		};
		expect(paid.length).toBe(spoken().length - 1);
		const sound = await readBinary({ json: {}, binary: { data: paid[0]!.binary } });
		expect(sound.toString('latin1', 0, 4)).toBe('RIFF');
	});
});

describe('a paid request whose end nobody knows is not sent again by itself', () => {
	it.each([
		['it took too long', 'hang', /No answer arrived in time/],
		['the connection broke', 'reset-after', /closed unexpectedly|connection broke/],
		['a proxy gave up waiting for it', 'html-502', /502 Bad Gateway/],
	] as const)('when %s', async (_, kind, expected) => {
		sandbox.addFault({ route: 'POST /v2/video/generations', kind, times: 3 });
		const { error } = await runNode(credential, film('A boat', { options: { timeout: 1 } }), {
			tries: 3,
		});
		expect(error?.message).toMatch(expected);
		expect(error?.description).toMatch(/may have been carried out and paid for/);
		expect(submissions()).toHaveLength(1);
	});

	it('but what changes or removes a record is, for it costs nothing', async () => {
		sandbox.addFault({ route: 'DELETE /v1/keys', kind: 'reset-after' });
		const remove = { resource: 'apiKey', operation: 'delete', prefix: 'nothing1' };
		const failed = await runNode(credential, remove);
		expect(failed.error?.description).toMatch(/^Try again\. /);
		sandbox.addFault({ route: 'DELETE /v1/keys', kind: 'reset-after' });
		await runNode(credential, remove, { tries: 2 });
		expect(sandbox.requests).toHaveLength(3);
	});

	it('but is when it provably was not carried out', async () => {
		sandbox.addFault({ route: CHAT, kind: 429, retryAfter: 90 });
		const { error } = await runNode(credential, ask('Hi'), { tries: 2 });
		expect(error).toBeUndefined();
		expect(submissions()).toHaveLength(2);
	});
});

it('pays for nothing more once an item has failed', async () => {
	// The others are still reading the description of the model when the first one is refused.
	sandbox.set({ latency: 300 });
	const speech = speak('Hello', { model: byId('deepgram/aura-2') });
	const { error } = await runNode(
		credential,
		{ ...speech, text: '={{ $json.number === 0 ? "" : "Hello" }}', voice: 'asteria' },
		{ items: numbered(4) },
	);
	expect(error?.message).toMatch(/^“Text” is required/);
	expect(submissions()).toHaveLength(0);
});

describe('a job that the API does not know', () => {
	const CHECK = 'GET /v2/video/generations';

	it('is waited for as long as it may only not be known everywhere yet', async () => {
		sandbox.addFault({ route: CHECK, kind: 404, times: 2 });
		const { items, error } = await runNode(credential, film('A boat'), { tries: 2 });
		expect(error).toBeUndefined();
		expect(items[0]!.json.status).toBe('completed');
		expect(submissions()).toHaveLength(1);
	});

	it('is started again when it is older', async () => {
		const late = await runNode(credential, film('A boat', { options: { maxWait: 0.1 } }));
		const { contextData } = late.run.data.executionData!;
		const startedAt = /(?<="startedAt":")[^"]+/;
		const kept = JSON.stringify(contextData).replace(startedAt, '2020-01-01T00:00:00.000Z');
		late.run.data.executionData!.contextData = JSON.parse(kept) as typeof contextData;
		sandbox.addFault({ route: CHECK, kind: 404 });
		const { items, error } = await runNode(
			credential,
			film('A boat', { options: { maxWait: 0.1 } }),
			{
				retryOf: late,
				tries: 9,
			},
		);
		expect(error).toBeUndefined();
		expect(items[0]!.json.status).toBe('completed');
		expect(submissions()).toHaveLength(2);
	});
});

it('notes every one of many jobs', async () => {
	const boats = film('Boat', { waitForCompletion: false });
	const { run } = await runNode(credential, boats, { items: numbered(16) });
	const notes = Object.values(run.data.resultData.metadata ?? {});
	expect(notes.join().match(/[0-9a-f-]{36}:/g)).toHaveLength(16);
	expect(Math.max(...notes.map(({ length }) => length))).toBeLessThan(256);
});
