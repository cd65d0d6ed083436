import type { IDataObject } from 'n8n-workflow';
import { startSandbox, type Fault, type Sandbox } from '../sandbox';
import {
	type Credential,
	type NodeRun,
	readCatalogue,
	runNode,
	searchModels,
} from './lib/node-harness';
import { ask, byId, draw, film } from './lib/parameters';

let sandbox: Sandbox;
let credential: Credential;

beforeAll(async () => {
	sandbox = await startSandbox({ jobDuration: 300 });
	credential = { apiKey: sandbox.apiKey, baseUrl: sandbox.url };
	await readCatalogue(credential);
});
afterAll(async () => await sandbox.close());
beforeEach(() => {
	sandbox.reset();
	sandbox.set({ latency: 0, jobDuration: 300 });
});

const CHAT = 'POST /v1/chat/completions';
const SUBMIT = 'POST /v2/video/generations';
const CHECK = 'GET /v2/video/generations';
const ID = '[0-9a-f-]{36}';

/** Message and description: what the editor shows of an error. */
const shown = ({ error }: NodeRun) => `${error?.message} ${error?.description}`;
const count = (method: string) => sandbox.requests.filter((sent) => sent.method === method).length;

describe('bad input is refused before any request', () => {
	it.each<[string, IDataObject, RegExp]>([
		['an empty prompt', ask(' '), /^“Prompt” is required/],
		['no model', ask('Hi', { model: byId('') }), /^“[^”]+”( \(model\))? is required/],
		[
			'an empty message',
			ask('', {
				inputMode: 'messages',
				messages: {
					message: [
						{ role: 'user', content: '' },
						{ role: 'user', content: 'And?' },
					],
				},
			}),
			/^“Messages > Content” \(messages\[0\]\.content\) is empty/,
		],
		['a system prompt without a question', ask('', { systemPrompt: 'Be kind.' }), /^“Prompt” is/],
		[
			'only empty messages',
			ask('', { inputMode: 'json', messagesJson: '[{ "role": "user", "content": "" }]' }),
			/^“Messages \(JSON\)” \(messagesJson\) is required/,
		],
		[
			'a conversation without a message',
			ask('', { inputMode: 'messages', messages: { message: [] } }),
			/^“[^”]+”( \(messages\))? is required/,
		],
		[
			'an expression that fails, in a field that is read last',
			film('A boat', { waitForCompletion: "={{ $('Nope').item.json.x }}" }),
			/Nope|Referenced node/,
		],
		[
			'an unknown role',
			ask('', { inputMode: 'messages', messages: { message: [{ role: 'boss', content: 'x' }] } }),
			/^“Messages > Role” \(messages\[0\]\.role\) must be one of/,
		],
		[
			'broken messages JSON',
			ask('', { inputMode: 'json', messagesJson: '[{' }),
			/^“Messages \(JSON\)” \(messagesJson\) is not valid JSON/,
		],
		[
			'broken extra body',
			ask('Hi', { options: { extraBody: '{"a":' } }),
			/^“Options > Extra Body \(JSON\)” \(extraBody\) is not valid JSON/,
		],
		[
			'extra body that is no object',
			ask('Hi', { options: { extraBody: '[1]' } }),
			/^“Options > Extra Body \(JSON\)” \(extraBody\) must be a JSON object/,
		],
		[
			'a client request id the API would drop',
			ask('Hi', { options: { clientRequestId: 'a b' } }),
			/^“Options > Client Request ID” \(clientRequestId\) must be 1 to 128/,
		],
		['an empty image prompt', draw(''), /^“Prompt” is required/],
		['an empty video prompt', film(''), /^“Prompt” is required/],
		[
			'a negative wait',
			film('x', { options: { maxWait: -1 } }),
			/^“Options > Max Wait \(Seconds\)” \(maxWait\) must be a number of seconds/,
		],
		[
			'no concurrency',
			ask('Hi', { options: { concurrency: 0 } }),
			/^“Options > Concurrency” \(concurrency\) must be a whole number/,
		],
		[
			'an object as a prompt',
			ask('={{ { a: 1 } }}'),
			/^“Prompt” must be a text, but the expression gives an object/,
		],
		['a list as a prompt', draw('={{ ["a"] }}'), /^“Prompt” must be a text/],
		[
			'a stream nobody would read',
			draw('A cube', { options: { extraBody: { stream: true } } }),
			/^“stream” is not possible here/,
		],
		['no job', { resource: 'job', operation: 'get', job: '' }, /^“Job” must be the job/],
		[
			'a job of an unknown kind',
			{ resource: 'job', operation: 'get', job: { operation: 'tea:brew', id: '1' } },
			/^“Job” \(job\.operation\): “tea:brew” is none of .*video:generate/,
		],
	])('%s', async (_, parameters, message) => {
		const { error, status } = await runNode(credential, parameters);
		expect(status).toBe('error');
		expect(error?.message).toMatch(message);
		expect(error?.context.itemIndex ?? 0).toBe(0);
		expect(sandbox.requests).toHaveLength(0);
	});
});

it.each<[string, IDataObject, Partial<Credential>, RegExp]>([
	['the base URL', ask('Hi'), { baseUrl: 'nowhere' }, /^“baseUrl” must be an http or https/],
	[
		'the concurrency',
		ask('Hi', { options: { concurrency: 0 } }),
		{},
		/^“Options > Concurrency” \(concurrency\) must be/,
	],
])('what is wrong with %s goes where On Error sends it', async (_, parameters, other, message) => {
	const onError = 'continueErrorOutput';
	const { errorItems } = await runNode({ ...credential, ...other }, parameters, { onError });
	expect(errorItems[0]!.json.error).toMatchObject({ message: expect.stringMatching(message) });
	expect(sandbox.requests).toHaveLength(0);
});

describe('what the API refuses is told with its own words, the request id and what to do', () => {
	it.each<[string, IDataObject, Partial<Credential>, RegExp]>([
		[
			'a wrong key',
			ask('Hi'),
			{ apiKey: 'wrong-key' },
			new RegExp(`requires a valid API key.*request id ${ID}.*Check the API key.*status 401`),
		],
		[
			'no credit',
			ask('Hi'),
			{ apiKey: 'sandbox-no-credit' },
			new RegExp(`run out of credits.*request id ${ID}.*Top up the balance.*status 403`),
		],
		[
			'an unknown model',
			ask('Hi', { model: byId('nobody/nothing') }),
			{},
			new RegExp(`nobody/nothing.*request id ${ID}.*Check the model id.*status 404`),
		],
		[
			'an invalid parameter',
			draw('A cube', { options: { extraBody: { num_images: 9 } } }),
			{},
			new RegExp(`num_images.*request id ${ID}.*status 400`),
		],
	])('%s', async (_, parameters, other, expected) => {
		const run = await runNode({ ...credential, ...other }, parameters);
		expect(shown(run)).toMatch(expected);
		expect(run.error?.httpCode).toMatch(/^4\d\d$/);
		expect(count('POST')).toBe(1);
	});

	it('a model that makes something else, with the name of the right operation', async () => {
		const image_url = 'https://files.example/a.png';
		const wrong = draw('A cube', { model: byId('triposr'), options: { extraBody: { image_url } } });
		const other = await startSandbox();
		const elsewhere = { apiKey: other.apiKey, baseUrl: other.url };
		// Neither a worker nor another process has the catalogue that the editor has read.
		for (const known of [false, true]) {
			if (known) await searchModels(elsewhere, wrong);
			const { error } = await runNode(elsewhere, wrong);
			expect(error?.message).toMatch(
				/^Image > Generate takes an image model, which “triposr” is not: .* is for 3D Model > Generate or Image > Edit\. The API answered: .*no image/,
			);
		}
		expect(other.requests.filter(({ method }) => method === 'POST')).toHaveLength(2);
		await other.close();
	});

	it('its own words also when the catalogue can not be read', async () => {
		const other = await startSandbox();
		other.addFault({ route: 'GET /v1/models', kind: 500, times: Infinity });
		const elsewhere = { apiKey: other.apiKey, baseUrl: other.url };
		const { error } = await runNode(elsewhere, ask('Hi', { model: byId('flux/schnell') }));
		expect(error?.message).toMatch(/^Model "flux\/schnell" not found/);
		await other.close();
	});

	it('with the request id once', async () => {
		const { error } = await runNode(credential, ask('Hi', { model: byId('nobody/nothing') }));
		const text = `${error?.message} ${error?.description}`;
		expect(text.match(/request id/g)).toHaveLength(1);
	});

	it('with words about the job where the job is unknown', async () => {
		const job = { operation: 'video:generate', id: 'abc' };
		const { error } = await runNode(credential, { resource: 'job', operation: 'get', job });
		expect(error?.message).toMatch(/^Generation "abc" not found$/);
		expect(error?.description).toMatch(/^The API knows no such job: check its ID/);
		expect(error?.description).toContain('job video:generate abc');
		expect(error?.description).not.toMatch(/model/);
	});

	it('a model of another operation, also when the catalogue was never read', async () => {
		const other = await startSandbox();
		const elsewhere = { apiKey: other.apiKey, baseUrl: other.url };
		const items = [{ json: {} }, { json: {} }];
		const wrong = ask('Hi', { model: byId('flux/schnell') });
		const run = await runNode(elsewhere, wrong, { items, onError: 'continueRegularOutput' });
		await other.close();
		for (const { json } of run.items)
			expect(json.error).toMatchObject({
				message: expect.stringMatching(
					/^“Model”: Chat > Complete takes a chat model, which “flux\/schnell” is not: choose one from the list\. “flux\/schnell” is for Image > Generate\.$/,
				),
			});
		expect(other.requests.map(({ path }) => path)).toEqual(['/v1/models']);
	});

	it('no model because the catalogue has changed, or is out of reach', async () => {
		const other = await startSandbox();
		const elsewhere = { apiKey: other.apiKey, baseUrl: other.url };
		const wrong = ask('Hi', { model: byId('flux/schnell') });
		other.addFault({ route: 'GET /v1/models', kind: 503, times: 2 });
		const unread = await runNode(elsewhere, wrong);
		await readCatalogue(elsewhere);
		// What was read still tells of images only.
		other.retire('flux/schnell');
		const retired = await runNode(elsewhere, wrong);
		await other.close();
		for (const { error } of [unread, retired])
			expect(error?.message).toMatch(/^Model "flux\/schnell" not found|API answered/);
	});
});

describe('a paid request is sent again only when that can not pay twice', () => {
	it.each<[string, Fault, number, RegExp]>([
		['500', { route: CHAT, kind: 500 }, 1, new RegExp(`request id ${ID}.*status 500`)],
		['502 with an HTML page', { route: CHAT, kind: 'html-502' }, 1, /Bad Gateway.*status 502/i],
		['503', { route: CHAT, kind: 503 }, 1, new RegExp(`request id ${ID}.*status 503`)],
		['504', { route: CHAT, kind: 504 }, 1, new RegExp(`request id ${ID}.*status 504`)],
		[
			'a connection that breaks before the request is read',
			{ route: CHAT, kind: 'reset-before' },
			1,
			/connection broke.*may have been carried out and paid for.*POST \/v1\/chat\/completions/,
		],
		[
			'a connection that breaks after the request was sent',
			{ route: CHAT, kind: 'reset-after' },
			1,
			/connection broke.*may have been carried out and paid for/,
		],
		[
			'an answer whose end is missing',
			{ route: CHAT, kind: 'truncated-connection' },
			1,
			/connection broke.*may have been carried out/,
		],
		[
			'JSON that is cut off',
			{ route: CHAT, kind: 'truncated-body' },
			1,
			new RegExp(`not valid JSON.*request id ${ID}`),
		],
		[
			'a success with nothing in it',
			{ route: CHAT, kind: 'empty' },
			1,
			new RegExp(`holds no message.*request id ${ID}.*The answer was: {}`),
		],
		[
			'an empty text',
			{ route: CHAT, kind: 'empty-content' },
			1,
			new RegExp(`answer is empty.*request id ${ID}`),
		],
		['a redirect to another host', { route: CHAT, kind: 'redirect' }, 1, /status 302/],
	])('%s', async (_, fault, requests, expected) => {
		sandbox.addFault({ ...fault, times: 9 });
		const run = await runNode(credential, ask('Hi'));
		expect(run.status).toBe('error');
		expect(shown(run)).toMatch(expected);
		expect(sandbox.requests).toHaveLength(requests);
		expect(JSON.stringify(sandbox.mediaRequests)).not.toContain(sandbox.apiKey);
	});

	it('obeys Retry-After on 429 and goes on', async () => {
		sandbox.addFault({ route: CHAT, kind: 429, retryAfter: 1 });
		const { items } = await runNode(credential, ask('Hi'));
		expect(items[0]!.json.call).toMatchObject({ attempts: 2 });
		const [first, second] = sandbox.requests;
		expect(second!.at - first!.at).toBeGreaterThanOrEqual(950);
	});

	it('tries a 429 without Retry-After again', async () => {
		sandbox.addFault({ route: CHAT, kind: 429 });
		const { items } = await runNode(credential, ask('Hi'));
		expect(items[0]!.json.call).toMatchObject({ attempts: 2 });
	});

	it('does not wait for an hour', async () => {
		sandbox.addFault({ route: CHAT, kind: 429, retryAfter: 3600 });
		const run = await runNode(credential, ask('Hi'));
		expect(shown(run)).toMatch(new RegExp(`request id ${ID}.*fewer requests.*status 429`));
		expect(sandbox.requests).toHaveLength(1);
	});

	it('says when nothing was sent', async () => {
		const run = await runNode({ ...credential, baseUrl: 'http://127.0.0.1:1' }, ask('Hi'));
		expect(shown(run)).toMatch(/could not be reached.*Check the Base URL/);
	});

	it('ends a request that takes too long', async () => {
		sandbox.addFault({ route: CHAT, kind: 'hang' });
		const run = await runNode(credential, ask('Hi', { options: { timeout: 1 } }));
		expect(shown(run)).toMatch(/No answer arrived in time.*paid for.*Timeout/);
		expect(sandbox.requests).toHaveLength(1);
	});
});

describe('a job that was paid for is never lost', () => {
	it.each<[string, Fault]>([
		['502 with an HTML page', { route: CHECK, kind: 'html-502', times: 3 }],
		['429', { route: CHECK, kind: 429 }],
		['a broken connection', { route: CHECK, kind: 'reset-after', times: 2 }],
		['JSON that is cut off', { route: CHECK, kind: 'truncated-body', times: 2 }],
	])('a check that meets %s is only one more check', async (_, fault) => {
		sandbox.addFault(fault);
		const { items, error } = await runNode(credential, film('A boat'));
		expect(error).toBeUndefined();
		expect(items[0]!.json.status).toBe('completed');
		expect(count('POST')).toBe(1);
	});

	it('names the reason and the job when the generation fails', async () => {
		sandbox.addFault({ route: SUBMIT, kind: 'job-error', message: 'The picture was too scary' });
		const run = await runNode(credential, film('A boat'));
		expect(shown(run)).toMatch(
			/generation failed: .*too scary.*\(job \S+:ltxv\/ltxv-2-fast\).*not charged/,
		);
	});

	it('names the job when it outlives its deadline, and Job > Get finishes it', async () => {
		sandbox.set({ jobDuration: 1500 });
		const run = await runNode(credential, film('A boat', { options: { maxWait: 0.5 } }));
		expect(shown(run)).toMatch(/not finished after 1 s|not finished after 0.5 s/);
		const id = /\(job (\S+)\)/.exec(run.error!.message)![1]!;
		expect(shown(run)).toContain('Job > Get');
		const finished = await runNode(credential, {
			resource: 'job',
			operation: 'wait',
			job: id,
			jobOperation: 'video:generate',
			options: { pollInterval: 0.1 },
		});
		expect(finished.items[0]!.json.status).toBe('completed');
		expect(count('POST')).toBe(1);
	});

	it('names the job when the user stops the execution', async () => {
		sandbox.addFault({ route: SUBMIT, kind: 'job-stuck' });
		const startedAt = Date.now();
		const run = await runNode(credential, film('A boat'), { cancelAfter: 500 });
		expect(run.status).toBe('canceled');
		expect(shown(run)).toMatch(/canceled.*\(job \S+\).*Job > Get/);
		expect(Date.now() - startedAt).toBeLessThan(3000);
		const requests = sandbox.requests.length;
		await new Promise((resolve) => setTimeout(resolve, 600));
		expect(sandbox.requests).toHaveLength(requests);
	});

	it('names the URL when a finished file can not be fetched', async () => {
		sandbox.addFault({ route: 'GET /media', kind: 404, times: 9 });
		const run = await runNode(credential, film('A boat'));
		expect(shown(run)).toMatch(
			/generated, but could not be downloaded.*\(job .*fetch it from http/,
		);
	});

	it('tries a download again that meets a passing fault', async () => {
		sandbox.addFault({ route: 'GET /media', kind: 503 });
		const { items, error } = await runNode(credential, draw('A cube'));
		expect(error).toBeUndefined();
		expect(items[0]!.binary!.data!.mimeType).toBe('image/png');
		expect(count('POST')).toBe(1);
	});
});

it('stops a request in flight when the user stops the execution', async () => {
	sandbox.addFault({ route: CHAT, kind: 'hang' });
	const startedAt = Date.now();
	const { status } = await runNode(credential, ask('Hi'), { cancelAfter: 300 });
	expect(status).toBe('canceled');
	expect(Date.now() - startedAt).toBeLessThan(2000);
	await new Promise((resolve) => setTimeout(resolve, 100));
	expect(sandbox.requests[0]!.closedEarly).toBe(true);
});

it('shows the key in no output and no error', async () => {
	sandbox.addFault({ route: CHAT, kind: 500 });
	const runs = [
		await runNode(credential, ask('Hi')),
		await runNode(credential, ask('Hi', { simplify: false })),
		await runNode(credential, draw('A cube')),
		await runNode(credential, film('A boat')),
		await runNode({ ...credential, baseUrl: 'http://127.0.0.1:1' }, ask('Hi')),
	];
	for (const { run } of runs) expect(JSON.stringify(run)).not.toContain(sandbox.apiKey);
});
