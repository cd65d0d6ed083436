import fc from 'fast-check';
import {
	AimlApiError,
	callOperation,
	completeChat,
	describeRequest,
	generateImage,
	generateVideo,
	getBalance,
	listModels,
	type HttpRequest,
	type JsonObject,
	type Operation,
} from '../../client';
import { failureOf, fakePorts, type ScriptedAnswer } from './fake-ports';

const CHAT = { model: 'some/model', messages: [{ role: 'user', content: 'Hi' }] };
const IMAGE = { model: 'some/model', prompt: 'a red cube' };

/** Every operation with an input that is good enough to be sent. */
const calls: Record<string, (answer: ScriptedAnswer) => Promise<unknown>> = {
	completeChat: (answer) => callOperation(fakePorts([answer]), completeChat, CHAT),
	generateImage: (answer) => callOperation(fakePorts([answer]), generateImage, IMAGE),
	startVideo: (answer) => callOperation(fakePorts([answer]), generateVideo.start, IMAGE),
	checkVideo: (answer) => callOperation(fakePorts([answer]), generateVideo.check, 'id'),
	listModels: (answer) => callOperation(fakePorts([answer]), listModels, {}),
	getBalance: (answer) => callOperation(fakePorts([answer]), getBalance, undefined),
	describeRequest: (answer) =>
		callOperation(fakePorts([answer]), describeRequest, { id: 'm', type: 't' }),
};
/** A check without a status is a job that still runs, not an empty success. */
const callsWithResult = Object.entries(calls).filter(([name]) => name !== 'checkVideo');

describe('the requests', () => {
	test.each<[string, HttpRequest, HttpRequest]>([
		[
			'chat',
			completeChat.request(CHAT),
			{ method: 'POST', path: '/v1/chat/completions', body: CHAT },
		],
		[
			'image',
			generateImage.request(IMAGE),
			{ method: 'POST', path: '/v1/images/generations', body: IMAGE },
		],
		[
			'video',
			generateVideo.start.request(IMAGE),
			{ method: 'POST', path: '/v2/video/generations', body: IMAGE },
		],
		[
			'video check, with an id of many parts',
			generateVideo.check.request('34:minimax/hailuo-2.3#1'),
			{
				method: 'GET',
				path: '/v2/video/generations',
				query: { generation_id: '34:minimax/hailuo-2.3#1' },
			},
		],
		['balance', getBalance.request(), { method: 'GET', path: '/v2/billing' }],
		[
			'models',
			listModels.request({}),
			{ method: 'GET', path: '/v1/models', query: { include: 'all' } },
		],
		[
			'models, known from before',
			listModels.request({ etag: 'W/"1"' }),
			{
				method: 'GET',
				path: '/v1/models',
				query: { include: 'all' },
				headers: { 'if-none-match': 'W/"1"' },
			},
		],
	])('%s: exactly what is documented, nothing added', (_name, request, expected) => {
		expect(request).toEqual(expected);
	});

	test.each([
		['image', generateImage],
		['video', generateVideo.start],
	])('%s: an input image takes the place of the prompt', (_n, op) => {
		const body = { model: 'm', image_url: 'https://files.example/a.png' };
		expect(op.request(body).body).toEqual(body);
	});

	test('video: a story in several prompts takes the place of the prompt', () => {
		const body = { model: 'm', multi_prompt: ['A wave rises.', 'It breaks.'] };
		expect(generateVideo.start.request(body).body).toEqual(body);
	});
});

describe('a success without a result', () => {
	const nothing: Array<[string, ScriptedAnswer]> = [
		['{}', { body: {} }],
		['an empty body', { body: '' }],
		['an empty list', { body: [] }],
		['204', { status: 204 }],
		['empty lists', { body: { choices: [], images: [], data: null } }],
		['entries without content', { body: { choices: [{}], images: [{ url: '' }], id: '' } }],
		['entries that are null', { body: { choices: [null], images: [null], id: null } }],
		['values of a wrong type', { body: { choices: {}, data: {}, id: 7, current_balance: '5' } }],
	];
	const table = callsWithResult.flatMap(([name, call]) =>
		nothing.map(([what, answer]) => ({ name, what, call, answer })),
	);

	test.each(table)('$name: $what is a failure that names the request', async (row) => {
		const answer = { ...row.answer, headers: { 'x-inference-id': 'inference-1' } };
		const error = await failureOf(() => row.call(answer));
		expect(error.code).toBe('unexpected-response');
		expect(error.details).toMatchObject({ requestId: 'inference-1' });
		expect(error.details.request).toMatch(/^(GET|POST) \/\w/);
	});

	test.each([
		['no content', { content: '' }],
		['null', { content: null }],
		['blanks', { content: ' \n' }],
		['only thinking', { content: '', reasoning_content: 'Hm.' }],
		['parts without text', { content: [{ type: 'text', text: '' }] }],
		['no tools called', { content: null, tool_calls: [] }],
	])('chat: an answer of %s is told together with why it ended', async (_name, message) => {
		const body = { choices: [{ message, finish_reason: 'length' }] };
		const error = await failureOf(() => calls.completeChat!({ body }));
		expect(error.code).toBe('unexpected-response');
		expect(error.message).toContain('length');
	});
});

describe('a body that is cut or foreign', () => {
	const table = Object.entries(calls).flatMap(([name, call]) =>
		['{"choices":[{"mess', '<html>Welcome</html>', 'null', '"text"', '7'].map((body) => ({
			name,
			body,
			call,
		})),
	);

	test.each(table)('$name: $body is a failure that keeps the body', async ({ call, body }) => {
		const error = await failureOf(() => call({ body }));
		expect(error.code).toBe('unexpected-response');
		expect(error.details.body).toBe(body);
	});

	test('of which only the beginning is kept', async () => {
		const error = await failureOf(() => calls.getBalance!({ body: 'x'.repeat(100_000) }));
		expect(error.details.body!.length).toBeLessThanOrEqual(2000);
	});
});

/** Any JSON value, often of a kind that nobody expects there. */
const value = fc.oneof(
	fc.constantFrom(null, '', 'completed', 'error', 0, true, 'data:;base64,x', {}, []),
	fc.array(fc.oneof(fc.constant(null), fc.jsonValue({ maxDepth: 1 })), { maxLength: 2 }),
	fc.record({ url: fc.jsonValue({ maxDepth: 0 }), usage: fc.jsonValue({ maxDepth: 1 }) }),
	fc.jsonValue({ maxDepth: 2 }),
);
/** Objects with some of these fields. */
const objectOf = (...names: string[]) =>
	fc.record(Object.fromEntries(names.map((name) => [name, value])), { requiredKeys: [] });
const choices = fc.tuple(
	fc.oneof(
		value,
		fc.record({
			message: objectOf(
				...['content', 'refusal', 'tool_calls', 'annotations', 'audio'],
				...['reasoning', 'reasoning_content', 'reasoning_details'],
			),
			finish_reason: value,
		}),
	),
);
const property = fc.oneof(
	value,
	objectOf('type', 'anyOf', 'oneOf', 'enum', 'const', 'default', '$ref'),
);
const post = fc.record({
	requestBody: fc.record({
		content: fc.record({
			json: fc.record({
				schema: fc.oneof(
					value,
					fc.record({ required: value, properties: fc.oneof(value, fc.record({ it: property })) }),
				),
			}),
		}),
	}),
});
const paths = fc.oneof(value, fc.record({ '/a': fc.oneof(value, fc.record({ post })) }));
const anyBody = fc
	.tuple(
		objectOf('id', 'generation_id', 'status', 'video', 'error', 'data', 'images', 'meta', 'usage'),
		objectOf('current_balance', 'currency', 'citations', 'search_results'),
		fc.oneof(fc.record({ choices }), objectOf('choices')),
		fc.oneof(fc.record({ paths }), objectOf('paths')),
	)
	.map((parts): JsonObject => Object.assign({}, ...parts));

describe('a body of any shape', () => {
	test.each(Object.entries(calls))('%s: gives a result or our own error', async (_name, call) => {
		await fc.assert(
			fc.asyncProperty(anyBody, async (body) => {
				const result = await call({ body }).catch((error: unknown) => error);
				if (result instanceof Error) expect(result).toBeInstanceOf(AimlApiError);
			}),
			{ numRuns: 300 },
		);
	});
});

describe('what a call cost', () => {
	const echo: Operation<void, JsonObject> = {
		name: 'test:echo',
		modelTypes: [],
		request: () => ({ method: 'POST', path: '/echo', body: { model: 'some/model' } }),
		parse: ({ body }) => body,
	};
	const callOf = async (answer: ScriptedAnswer) =>
		(await callOperation(fakePorts([answer]), echo, undefined)).call;

	test('is in the headers', async () => {
		const headers = {
			'x-inference-id': 'inference-1',
			'x-aimlapi-usd-spent': '0.001287',
			'x-aimlapi-credits-used': '2574',
		};
		expect(await callOf({ headers, body: { meta: { usage: { usd_spent: 9 } } } })).toEqual({
			model: 'some/model',
			inferenceId: 'inference-1',
			costUsd: 0.001287,
			creditsUsed: 2574,
			attempts: 1,
			durationMs: 0,
		});
	});

	test('else in meta.usage, beside the usage in tokens', async () => {
		const usage = { prompt_tokens: 13, completion_tokens: 2, total_tokens: 15 };
		const meta = { usage: { credits_used: 2574, usd_spent: 0.001287 } };
		expect(await callOf({ body: { usage, meta } })).toMatchObject({
			usage,
			costUsd: 0.001287,
			creditsUsed: 2574,
		});
	});

	test('of nothing is nothing, not unknown', async () => {
		const headers = { 'x-aimlapi-usd-spent': '0', 'x-aimlapi-credits-used': '0' };
		expect(await callOf({ headers })).toMatchObject({ costUsd: 0, creditsUsed: 0 });
	});

	test.each<[string, JsonObject]>([
		['older answers, which only tell tokens_used', { meta: { usage: { tokens_used: 44100 } } }],
		['meta null', { meta: null, usage: null }],
		['meta.usage null', { meta: { usage: null } }],
		['what is no number', { meta: { usage: { usd_spent: 'free', credits_used: null } } }],
	])('is absent, never zero or NaN, for %s', async (_name, body) => {
		const call = await callOf({ body, headers: { 'x-aimlapi-usd-spent': '' } });
		expect(Object.keys(call).sort()).toEqual(['attempts', 'durationMs', 'model']);
	});
});
