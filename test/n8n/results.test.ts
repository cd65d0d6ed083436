import { startSandbox, type Sandbox } from '../sandbox';
import {
	type Credential,
	readBinary,
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
beforeEach(() => sandbox.reset());

const sentBody = () => sandbox.requests[0]?.body;

describe('chat: complete', () => {
	it('sends exactly what was set and returns the text with what the call cost', async () => {
		const { items, error } = await runNode(
			credential,
			ask('What is the capital of France?', { systemPrompt: 'Answer in one word.' }),
		);
		expect(error).toBeUndefined();
		expect(sentBody()).toEqual({
			model: 'gpt-4o-mini',
			messages: [
				{ role: 'system', content: 'Answer in one word.' },
				{ role: 'user', content: 'What is the capital of France?' },
			],
		});
		expect(items).toHaveLength(1);
		expect(items[0]!.pairedItem).toEqual({ item: 0 });
		expect(items[0]!.json).toEqual({
			text: expect.stringContaining('France'),
			finishReason: 'stop',
			call: {
				model: 'gpt-4o-mini',
				inferenceId: expect.any(String),
				costUsd: expect.any(Number),
				creditsUsed: expect.any(Number),
				usage: expect.objectContaining({ total_tokens: expect.any(Number) }),
				attempts: 1,
				durationMs: expect.any(Number),
			},
		});
		const { costUsd, creditsUsed } = items[0]!.json.call as Record<string, number>;
		expect(costUsd).toBeGreaterThan(0);
		expect(creditsUsed).toBeCloseTo(costUsd! * 2_000_000, 0);
	});

	it('returns the raw body when asked to', async () => {
		const { items } = await runNode(credential, ask('Hello', { simplify: false }));
		expect(items[0]!.json).toMatchObject({
			object: 'chat.completion',
			choices: [{ message: { role: 'assistant' } }],
			call: { model: 'gpt-4o-mini' },
		});
	});

	it('takes a conversation message by message or as JSON', async () => {
		const conversation = [
			{ role: 'user', content: 'My name is Ada.' },
			{ role: 'assistant', content: 'Hello Ada.' },
			{ role: 'user', content: 'What is my name?' },
		];
		await runNode(
			credential,
			ask('', { inputMode: 'messages', messages: { message: conversation } }),
		);
		await runNode(credential, ask('', { inputMode: 'json', messagesJson: conversation }));
		await runNode(
			credential,
			ask('', { inputMode: 'json', messagesJson: JSON.stringify(conversation) }),
		);
		const sent = sandbox.requests.map(({ body }) => (body as { messages: unknown }).messages);
		expect(sent).toEqual([conversation, conversation, conversation]);
	});

	it('merges Extra Body last, where null removes a field and a required field counts as given', async () => {
		const messages = [{ role: 'user', content: 'From extra body' }];
		const { error } = await runNode(
			credential,
			ask('', { options: { extraBody: { temperature: 0.2, messages, model: 'openai/gpt-4o' } } }),
		);
		expect(error).toBeUndefined();
		expect(sentBody()).toEqual({ model: 'openai/gpt-4o', messages, temperature: 0.2 });

		const removed = await runNode(
			credential,
			ask('Hello', { options: { extraBody: '{ "messages": null }' } }),
		);
		expect(removed.error?.message).toMatch(/^“[^”]+”( \(messages\))? is required/);
		expect(sandbox.requests).toHaveLength(1);
	});

	it('takes messages from Extra Body also where its own are empty', async () => {
		const messages = [{ role: 'user', content: 'From extra body' }];
		const { error } = await runNode(
			credential,
			ask('', {
				inputMode: 'messages',
				messages: { message: [{ role: 'user', content: '' }] },
				options: { extraBody: { messages } },
			}),
		);
		expect(error).toBeUndefined();
		expect(sentBody()).toMatchObject({ messages });
	});

	it('sends a client request id to find the call again', async () => {
		await runNode(credential, ask('Hello', { options: { clientRequestId: 'order-4711' } }));
		expect(sandbox.requests[0]!.headers['x-client-request-id']).toBe('order-4711');
	});

	it.each(['/', '/v1', '/v1/'])('accepts a base URL that ends in %s', async (ending) => {
		const { error } = await runNode({ ...credential, baseUrl: sandbox.url + ending }, ask('Hello'));
		expect(error).toBeUndefined();
		expect(sandbox.requests[0]!.path).toBe('/v1/chat/completions');
	});
});

describe('image: generate', () => {
	it('delivers a picture as binary and as URL', async () => {
		const { items, error } = await runNode(credential, draw('A red cube'));
		expect(error).toBeUndefined();
		expect(sentBody()).toEqual({ model: 'flux/schnell', prompt: 'A red cube' });
		const [item] = items;
		expect(item!.json).toMatchObject({
			url: expect.stringContaining(sandbox.mediaUrl),
			images: [{ mimeType: 'image/png', fileName: 'image-1.png', binaryProperty: 'data' }],
			call: { model: 'flux/schnell', costUsd: expect.any(Number) },
		});
		expect(item!.binary!.data).toMatchObject({
			mimeType: 'image/png',
			fileName: 'image-1.png',
			fileExtension: 'png',
		});
		const bytes = await readBinary(item!);
		expect(bytes.subarray(1, 4).toString()).toBe('PNG');
		expect(bytes.length).toBeGreaterThan(1000);
	});

	it('delivers several pictures of one request in one item', async () => {
		const { items } = await runNode(
			credential,
			draw('Three cubes', { options: { binaryProperty: 'picture', extraBody: { num_images: 3 } } }),
		);
		expect(items).toHaveLength(1);
		expect(Object.keys(items[0]!.binary!)).toEqual(['picture', 'picture2', 'picture3']);
		expect(items[0]!.json.images).toHaveLength(3);
	});

	it('reads pictures that come as bytes', async () => {
		const { items, error } = await runNode(
			credential,
			draw('A blue cube', {
				model: byId('openai/gpt-image-1'),
				options: { extraBody: { response_format: 'b64_json' } },
			}),
		);
		expect(error).toBeUndefined();
		expect((await readBinary(items[0]!)).subarray(1, 4).toString()).toBe('PNG');
	});

	it('never shows the key to the host of the pictures', async () => {
		await runNode(credential, draw('A red cube'));
		expect(sandbox.mediaRequests).toHaveLength(1);
		expect(JSON.stringify(sandbox.mediaRequests)).not.toContain(sandbox.apiKey);
	});
});

describe('video: generate and job', () => {
	it('waits and delivers a clip as binary and as URL', async () => {
		const { items, error } = await runNode(credential, film('A paper boat'));
		expect(error).toBeUndefined();
		const [item] = items;
		expect(item!.json).toMatchObject({
			status: 'completed',
			url: expect.stringContaining(sandbox.mediaUrl),
			mimeType: 'video/mp4',
			job: {
				operation: 'video:generate',
				id: expect.any(String),
				startedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
			},
			call: { model: 'ltxv/ltxv-2-fast', costUsd: expect.any(Number) },
		});
		expect(item!.binary!.data).toMatchObject({ mimeType: 'video/mp4', fileName: 'video.mp4' });
		expect((await readBinary(item!)).subarray(4, 8).toString()).toBe('ftyp');
		const submissions = sandbox.requests.filter(({ method }) => method === 'POST');
		expect(submissions).toHaveLength(1);
	});

	it('returns the job at once when told not to wait, and fetches it later', async () => {
		const started = await runNode(credential, film('A boat', { waitForCompletion: false }));
		expect(started.items[0]!.json).toMatchObject({ expectedCostUsd: expect.any(Number) });
		expect(started.items[0]!.json.call).not.toHaveProperty('costUsd');
		const { job } = started.items[0]!.json;
		expect(job).toMatchObject({ operation: 'video:generate', id: expect.any(String) });
		expect(started.items[0]!.binary).toBeUndefined();
		expect(sandbox.requests).toHaveLength(1);

		const input = { items: [{ json: { job } as never }] };
		const running = await runNode(
			credential,
			{ resource: 'job', operation: 'get', job: '={{ $json.job }}' },
			input,
		);
		expect(running.items[0]!.json).toMatchObject({
			status: expect.stringMatching(/queued|generating/),
			job,
		});

		const finished = await runNode(
			credential,
			{
				resource: 'job',
				operation: 'wait',
				job: '={{ $json.job }}',
				options: { pollInterval: 0.1 },
			},
			input,
		);
		expect(finished.items[0]!.json).toMatchObject({ status: 'completed', job });
		expect(finished.items[0]!.binary!.data!.mimeType).toBe('video/mp4');

		const byItsId = await runNode(credential, {
			resource: 'job',
			operation: 'get',
			job: (job as { id: string }).id,
			jobOperation: 'video:generate',
		});
		expect(byItsId.items[0]!.json).toMatchObject({ status: 'completed' });
	});
});

describe('video: generate at an older endpoint', () => {
	it.each([
		['kling', { model: 'ltxv/ltxv-2-fast', prompt: 'A paper boat' }],
		['luma-ai', { prompt: 'A paper boat' }],
	])('submits to %s and asks there, also later', async (vendor, body) => {
		const path = `/v2/generate/video/${vendor}/generation`;
		const { items, error } = await runNode(
			credential,
			film('A paper boat', { options: { endpoint: path } }),
		);
		expect(error).toBeUndefined();
		expect(sentBody()).toEqual(body);
		expect(new Set(sandbox.requests.map((request) => request.path))).toEqual(new Set([path]));
		const { job } = items[0]!.json;
		expect(job).toMatchObject({ operation: `video:generate${path}` });
		const again = await runNode(
			credential,
			{ resource: 'job', operation: 'get', job: '={{ $json.job }}' },
			{ items: [{ json: { job } as never }] },
		);
		expect(again.items[0]!.binary!.data!.mimeType).toBe('video/mp4');
		expect(sandbox.requests.at(-1)!.path).toBe(path);
	});

	it('refuses any other path', async () => {
		const { error } = await runNode(credential, film('A boat', { options: { endpoint: '/v1/x' } }));
		expect(error?.message).toMatch(/^“Options > Endpoint” \(endpoint\): “\/v1\/x” is no endpoint/);
		expect(sandbox.requests).toHaveLength(0);
	});
});

describe('account and models', () => {
	it('tells the balance', async () => {
		const { items } = await runNode(credential, { resource: 'account', operation: 'getBalance' });
		expect(items[0]!.json).toMatchObject({ current_balance: expect.any(Number), currency: 'USD' });
	});

	it('lists models with a filter and a limit', async () => {
		const { items } = await runNode(credential, {
			resource: 'model',
			operation: 'getMany',
			returnAll: false,
			limit: 3,
			filters: { type: 'openai/image-generations', search: 'flux' },
		});
		expect(items).toHaveLength(3);
		for (const { json } of items) {
			expect(json).toMatchObject({ type: 'openai/image-generations' });
			expect(JSON.stringify(json).toLowerCase()).toContain('flux');
		}
	});
});

describe('model picker', () => {
	it.each([
		['chat', 'complete', 'openai/chat-completions'],
		['image', 'generate', 'openai/image-generations'],
		['video', 'generate', 'internal/video-generations/submit'],
	])('offers %s:%s the models that fit, described', async (resource, operation, type) => {
		const { results } = await searchModels(credential, { resource, operation });
		const all = await runNode(credential, {
			resource: 'model',
			operation: 'getMany',
			returnAll: true,
			filters: { type },
		});
		const meshes = ['tencent/hunyuan-part', 'triposr'];
		const others = all.items
			.map(({ json }) => json.id)
			.filter((id) => !meshes.includes(String(id)));
		expect(results.map(({ value }) => value)).toEqual(others);
		expect(results.length).toBeGreaterThan(10);
		for (const { name, value } of results)
			expect(name).toMatch(new RegExp(`^${String(value).replace(/\W/g, '\\$&')} · .*\\$`));
	});

	it('searches by every word', async () => {
		const { results } = await searchModels(
			credential,
			{ resource: 'chat', operation: 'complete' },
			'gpt-4o mini',
		);
		expect(results.map(({ value }) => String(value))).toContainEqual(
			expect.stringContaining('gpt-4o-mini'),
		);
		expect(results.length).toBeLessThan(10);
	});

	it('is empty, not broken, when the catalogue is out of reach', async () => {
		const unreachable = { ...credential, baseUrl: 'http://127.0.0.1:1' };
		const { results } = await searchModels(unreachable, {
			resource: 'chat',
			operation: 'complete',
		});
		expect(results).toEqual([]);
	});
});

it('delivers every video of an answer that holds several', async () => {
	const { items, error } = await runNode(
		credential,
		film('A boat', {
			model: byId('gen3a_turbo'),
			options: { extraBody: { image_url: 'https://files.example/a.png' } },
		}),
	);
	expect(error).toBeUndefined();
	const { url, files } = items[0]!.json;
	expect(files).toEqual([
		{ url, mimeType: 'video/mp4', fileName: 'video-1.mp4', binaryProperty: 'data' },
		{ url, mimeType: 'video/mp4', fileName: 'video-2.mp4', binaryProperty: 'data2' },
	]);
	expect(await readBinary(items[0]!, 'data2')).toEqual(await readBinary(items[0]!));
});
