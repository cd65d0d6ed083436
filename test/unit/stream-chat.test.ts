import fc from 'fast-check';
import {
	AimlApiError,
	cancelled,
	streamChat,
	streamOperation,
	type ChatCompletion,
	type ChatPart,
	type JsonObject,
	type StreamEvent,
} from '../../client';
import {
	connectionLost,
	failureOf,
	fakePorts,
	type FakePorts,
	type ScriptedAnswer,
	type ScriptedStep,
} from './fake-ports';

type Streamed = StreamEvent<ChatPart, ChatCompletion>;
type Done = Extract<Streamed, { type: 'done' }>;

const INPUT = { model: 'some/model', messages: [{ role: 'user', content: 'Hi' }] };
const HEADERS = { 'x-inference-id': 'inference-1' };
const STOP = chunk({}, { finish_reason: 'stop' });

function chunk(delta: JsonObject, choice: JsonObject = {}, more: JsonObject = {}): JsonObject {
	return {
		id: 'chatcmpl-1',
		object: 'chat.completion.chunk',
		choices: [{ index: 0, delta, finish_reason: null, ...choice }],
		usage: null,
		...more,
	};
}

function event(data: unknown): string {
	return `data: ${typeof data === 'string' ? data : JSON.stringify(data)}\n\n`;
}

function answer(...events: unknown[]): ScriptedAnswer {
	return { headers: HEADERS, chunks: [events.map(event).join('')] };
}

/** Reads to the end; what arrived before a failure is kept in `seen`. */
async function read(ports: FakePorts, seen: Streamed[] = []): Promise<Done> {
	for await (const part of streamOperation(ports, streamChat, INPUT)) seen.push(part);
	const done = seen.at(-1);
	if (done?.type !== 'done') throw new Error('The stream ended without its last event.');
	expect(seen.filter(({ type }) => type === 'done')).toHaveLength(1);
	return done;
}

async function parts(...steps: ScriptedStep[]): Promise<ChatPart[]> {
	const seen: Streamed[] = [];
	await read(fakePorts(steps), seen);
	return seen.filter((part): part is ChatPart => part.type !== 'done');
}

describe('the request', () => {
	test('asks for a stream and for the usage at its end', async () => {
		const ports = fakePorts([answer(chunk({ content: 'Hi' }), STOP)]);
		await read(ports);
		expect(ports.requests).toEqual([
			{
				method: 'POST',
				path: '/v1/chat/completions',
				body: { ...INPUT, stream: true, stream_options: { include_usage: true } },
			},
		]);
	});

	test('without messages is never sent', async () => {
		const ports = fakePorts([{}]);
		const stream = streamOperation(ports, streamChat, { model: 'm', messages: [] });
		expect((await failureOf(() => stream.next())).details.field).toBe('messages');
		expect(ports.requests).toHaveLength(0);
	});
});

describe('an answer', () => {
	test('comes as it is written, thinking and text apart', async () => {
		const arrived = answer(
			chunk({ role: 'assistant', content: '' }),
			chunk({ content: null, reasoning_content: 'Hm, ' }),
			chunk({ reasoning: 'well.' }),
			chunk({ content: 'Good ' }),
			chunk({ content: [{ type: 'text', text: 'day' }] }),
			STOP,
			'[DONE]',
		);
		expect(await parts(arrived)).toEqual([
			{ type: 'reasoning', text: 'Hm, ' },
			{ type: 'reasoning', text: 'well.' },
			{ type: 'text', text: 'Good ' },
			{ type: 'text', text: 'day' },
		]);
		const { output } = await read(fakePorts([arrived]));
		expect(output).toMatchObject({
			text: 'Good day',
			reasoning: 'Hm, well.',
			finishReason: 'stop',
		});
	});

	test('keeps several choices apart, whose pieces come mixed', async () => {
		const piece = (index: number, content: string) => chunk({ content }, { index });
		const end = (index: number) => chunk({}, { index, finish_reason: 'stop' });
		const pieces = [piece(0, 'Good '), piece(1, 'Bon'), piece(0, 'day'), piece(1, 'jour'), end(0)];
		expect(await parts(answer(...pieces, end(1)))).toEqual([
			{ type: 'text', text: 'Good ' },
			{ type: 'text', text: 'day' },
		]);
		const { output } = await read(fakePorts([answer(...pieces, end(1))]));
		expect(output).toMatchObject({ text: 'Good day', choices: [{}, { text: 'Bonjour' }] });
		const cut = await failureOf(() => read(fakePorts([answer(...pieces)])));
		expect(cut).toMatchObject({ code: 'connection', details: { unreadable: true } });
	});

	test('is told with its usage and cost, which the last chunk brings', async () => {
		const usage = { prompt_tokens: 13, completion_tokens: 2, total_tokens: 15 };
		const meta = { usage: { credits_used: 30, usd_spent: 0.000015 } };
		const last = { id: 'chatcmpl-1', choices: [], usage, meta };
		const ports = fakePorts([answer(chunk({ content: 'Hi' }), STOP, last)]);
		const { output, call } = await read(ports);
		expect(output.finishReason).toBe('stop');
		expect(call).toMatchObject({
			model: 'some/model',
			inferenceId: 'inference-1',
			usage,
			costUsd: 0.000015,
			creditsUsed: 30,
			attempts: 1,
		});
	});

	test('keeps a usage that comes before the last chunk', async () => {
		const usage = { total_tokens: 264 };
		const arrived = answer(
			chunk({ content: 'Hi' }),
			chunk({ content: '' }, { finish_reason: 'stop' }, { id: '', usage }),
			{ id: '', choices: [{ index: 0, finish_reason: 'stop' }], usage: null },
		);
		expect((await read(fakePorts([arrived]))).call.usage).toEqual(usage);
	});

	test.each([
		['[DONE]', '[DONE]'],
		['the end of the connection', ''],
		['[DONE] that is cut', 'data: [DO'],
	])('ends at %s', async (_name, last) => {
		const end = last === '[DONE]' ? event(last) : last;
		const chunks = [event(chunk({ content: 'Hi' })), event(STOP), end];
		expect((await read(fakePorts([{ chunks }]))).output.text).toBe('Hi');
	});

	test('that goes on after [DONE] is not read further', async () => {
		const ports = fakePorts([
			answer(chunk({ content: 'Hi' }), STOP, '[DONE]', chunk({ content: '!' })),
		]);
		expect((await read(ports)).output.text).toBe('Hi');
		expect(ports.streamClosed).toBe(true);
	});

	test.each([
		['its reason to end', [chunk({ content: 'Hi' }), STOP]],
		['the whole text', [chunk({ content: 'Hi' }, { finish_reason: 'stop' })]],
		['[DONE]', [chunk({ content: 'Hi' }), '[DONE]']],
	])('whose last event, %s, has no blank line behind it is complete', async (_name, events) => {
		for (const ending of ['', '\n', '\r\n']) {
			const chunks = [events.map(event).join('').trimEnd() + ending];
			expect((await read(fakePorts([{ chunks }]))).output.text).toBe('Hi');
		}
	});

	test('that [DONE] ends without a reason is complete', async () => {
		const arrived = answer(chunk({ content: 'Good ' }), chunk({ content: 'day' }), '[DONE]');
		const { output } = await read(fakePorts([arrived]));
		expect(output.text).toBe('Good day');
		expect(output).not.toHaveProperty('finishReason');
	});

	test.each([null, 200, '200', ''])(
		'whose chunks tell statusCode %p is no failure',
		async (code) => {
			const told = chunk({ content: 'Hi' }, {}, { statusCode: code });
			expect((await read(fakePorts([answer(told, STOP)]))).output.text).toBe('Hi');
		},
	);

	test('of a model that gives its chunks no id and its own reason to end', async () => {
		const arrived = answer(
			chunk({ role: 'assistant', content: 'I ' }, {}, { id: 'msg_1' }),
			chunk({ role: 'assistant', content: 'think.' }, {}, { id: '' }),
			chunk({ content: '', refusal: null }, { finish_reason: 'end_turn' }, { id: '' }),
		);
		const { output } = await read(fakePorts([arrived]));
		expect(output).toMatchObject({ text: 'I think.', finishReason: 'end_turn' });
	});

	test('with keep-alives in between', async () => {
		const chunks = [': ping\n\n', event(chunk({ content: 'Hi' })), 'data:\n\n', event(STOP)];
		expect((await read(fakePorts([{ chunks }]))).output.text).toBe('Hi');
	});

	test('that is a refusal tells it', async () => {
		const arrived = answer(chunk({ refusal: 'I can not ' }), chunk({ refusal: 'say.' }), STOP);
		expect((await read(fakePorts([arrived]))).output.refusal).toBe('I can not say.');
	});

	test('that calls tools is not empty', async () => {
		const tools = chunk({ tool_calls: [{ index: 0, function: { name: 'f', arguments: '{}' } }] });
		const arrived = answer(tools, chunk({}, { finish_reason: 'tool_calls' }));
		expect((await read(fakePorts([arrived]))).output.finishReason).toBe('tool_calls');
	});

	test('whose citations come at the end', async () => {
		const citations = ['https://site.example'];
		const arrived = answer(chunk({ content: 'Hi' }), { ...STOP, citations });
		expect((await read(fakePorts([arrived]))).output.citations).toEqual(citations);
	});

	test('whose citations and id come at the beginning, and are left empty later', async () => {
		const told = { citations: ['https://site.example'], search_results: [{ url: 'x' }] };
		const left = { id: '', citations: [], search_results: null };
		const arrived = answer(chunk({ content: 'Hi' }, {}, told), { ...STOP, ...left });
		const { output } = await read(fakePorts([arrived]));
		expect(output.citations).toEqual(told.citations);
		expect(output.body).toMatchObject({ id: 'chatcmpl-1', ...told });
	});

	test('whose annotations come piece by piece', async () => {
		const annotation = (url: string) => ({ type: 'url_citation', url_citation: { url } });
		const arrived = answer(
			chunk({ content: 'Hi', annotations: [annotation('https://a.example')] }),
			chunk({ annotations: [annotation('https://b.example')] }),
			chunk({ annotations: null }, { finish_reason: 'stop' }),
		);
		expect((await read(fakePorts([arrived]))).output.citations).toEqual([
			annotation('https://a.example'),
			annotation('https://b.example'),
		]);
	});
});

describe('an answer that comes whole, as JSON', () => {
	const usage = { total_tokens: 15 };
	const message = { role: 'assistant', content: 'Good day', reasoning_content: 'Hm.' };
	const whole = (body: JsonObject | string, type = 'application/json; charset=utf-8') => ({
		headers: { ...HEADERS, 'content-type': type },
		body,
	});
	const completion = { choices: [{ message, finish_reason: 'stop' }], usage };

	test.each(['application/json', 'application/json; charset=utf-8', 'Application/problem+json'])(
		'of type %s is read like any other',
		async (type) => {
			const seen: Streamed[] = [];
			const { output, call } = await read(fakePorts([whole(completion, type)]), seen);
			expect(seen.slice(0, -1)).toEqual([
				{ type: 'reasoning', text: 'Hm.' },
				{ type: 'text', text: 'Good day' },
			]);
			expect(output).toMatchObject({ text: 'Good day', finishReason: 'stop' });
			expect(call).toMatchObject({ usage, inferenceId: 'inference-1', attempts: 1 });
		},
	);

	test.each<[string, JsonObject | string, AimlApiError['code']]>([
		['a failure', { error: { message: 'Overloaded.' } }, 'server-error'],
		["the API's own failure", { message: 'No.', statusCode: 403 }, 'forbidden'],
		['no message', {}, 'unexpected-response'],
		['an empty message', { choices: [{ message: { content: '' } }] }, 'unexpected-response'],
		['half of it', '{"choices":[{"mess', 'unexpected-response'],
	])('with %s is an error with the ids', async (_name, body, code) => {
		const seen: Streamed[] = [];
		const ports = fakePorts([whole(body)]);
		const error = await failureOf(() => read(ports, seen));
		expect(error).toMatchObject({
			code,
			details: { request: 'POST /v1/chat/completions', requestId: 'inference-1' },
		});
		expect(seen).toEqual([]);
		expect(ports.requests).toHaveLength(1);
	});
});

describe('a stream that breaks', () => {
	const begun = [event(chunk({ content: 'Half ' })), event(chunk({ content: 'an answer' }))];

	test.each<[string, Array<string | AimlApiError>, string]>([
		['ends in the middle', begun, 'connection'],
		['ends in the middle of an event', [...begun, 'data: {"choices":[{"del'], 'connection'],
		['loses its connection', [...begun, connectionLost()], 'connection'],
		['is stopped by the user', [...begun, cancelled()], 'cancelled'],
		['holds no JSON', [...begun, event('{"choices":[{"del')], 'unexpected-response'],
		['holds JSON that is no object', [...begun, event('null')], 'unexpected-response'],
	])('%s: what arrived is given, then an error with the ids', async (_name, chunks, code) => {
		const seen: Streamed[] = [];
		const ports = fakePorts([{ headers: HEADERS, chunks }]);
		const error = await failureOf(() => read(ports, seen));
		expect(seen).toEqual([
			{ type: 'text', text: 'Half ' },
			{ type: 'text', text: 'an answer' },
		]);
		expect(error).toMatchObject({
			code,
			details: { request: 'POST /v1/chat/completions', requestId: 'inference-1' },
		});
		expect(ports.requests).toHaveLength(1);
	});

	test.each<[string, string, string, string]>([
		[
			"OpenAI's shape",
			event({ error: { message: 'The model is overloaded.', type: 'overloaded_error' } }),
			'The model is overloaded.',
			'server-error',
		],
		['a text', event({ error: 'Overloaded.' }), 'Overloaded.', 'server-error'],
		[
			"the API's own error body",
			event({ message: "You've run out of credits.", requestId: 'r-1', statusCode: 403 }),
			"You've run out of credits.",
			'out-of-credit',
		],
		[
			'an event named error',
			`event: error\n${event({ message: 'Generation timeout' })}`,
			'Generation timeout',
			'server-error',
		],
		[
			"a provider's error as JSON in the message",
			event({ error: { message: '529 {"error":{"message":"Overloaded"}}' } }),
			'529 Overloaded',
			'server-error',
		],
	])('reports a failure as %s', async (_name, failure, message, code) => {
		const seen: Streamed[] = [];
		const ports = fakePorts([{ headers: HEADERS, chunks: [...begun, failure, event(STOP)] }]);
		const error = await failureOf(() => read(ports, seen));
		expect(seen).toHaveLength(2);
		expect(error).toMatchObject({ code, message });
		expect(error.describe()).toMatch(/POST \/v1\/chat\/completions.*request id (inference-1|r-1)/);
	});

	test.each<[string, unknown[]]>([
		['nothing but its end', [STOP]],
		['only thinking', [chunk({ reasoning_content: 'Hm.' }), STOP]],
		['blanks', [chunk({ content: ' \n' }), STOP]],
		['no tool', [chunk({ tool_calls: [] }), STOP]],
		['nothing but [DONE]', ['[DONE]']],
	])('holds %s: an empty success is a failure', async (_name, events) => {
		const error = await failureOf(() => read(fakePorts([answer(...events)])));
		expect(error.code).toBe('unexpected-response');
		expect(error.message).toMatch(/finish reason: (stop|not told)/);
		expect(error.details.requestId).toBe('inference-1');
	});

	test('holds nothing at all', async () => {
		const error = await failureOf(() => read(fakePorts([{ headers: HEADERS, body: '' }])));
		expect(error).toMatchObject({ code: 'connection', details: { requestId: 'inference-1' } });
	});
});

describe('opening', () => {
	const done = answer(chunk({ content: 'Hi' }), STOP);

	test('is tried again where it can not pay twice', async () => {
		const ports = fakePorts([
			{ status: 429, headers: { 'retry-after': '2' } },
			connectionLost({ sent: false }),
			done,
		]);
		expect((await read(ports)).call.attempts).toBe(3);
		expect(ports.sleeps[0]).toBe(2000);
	});

	test.each<[string, ScriptedStep, string]>([
		['a server error', { status: 503, body: { message: 'Service unavailable' } }, 'server-error'],
		['a broken connection', connectionLost(), 'connection'],
	])('is not tried again after %s', async (_name, step, code) => {
		const ports = fakePorts([step, done]);
		expect((await failureOf(() => read(ports))).code).toBe(code);
		expect(ports.requests).toHaveLength(1);
	});

	test('that is refused tells the words of the API, however they are cut', async () => {
		const body = JSON.stringify({ message: 'Überprüfe den Schlüssel', requestId: 'r-1' });
		const ports = fakePorts([{ status: 401, chunks: [...body] }]);
		const error = await failureOf(() => read(ports));
		expect(error).toMatchObject({
			code: 'unauthorized',
			message: 'Überprüfe den Schlüssel',
			details: { requestId: 'r-1', status: 401 },
		});
	});
});

test('a reader that stops early closes the stream', async () => {
	const ports = fakePorts([answer(chunk({ content: 'a' }), chunk({ content: 'b' }), STOP)]);
	for await (const part of streamOperation(ports, streamChat, INPUT))
		if (part.type === 'text') break;
	expect(ports.streamClosed).toBe(true);
});

test('events of any shape give parts or our own error', async () => {
	const anyEvent = fc.oneof(
		fc.jsonValue({ maxDepth: 2 }),
		fc
			.record({
				delta: fc.jsonValue({ maxDepth: 1 }),
				finish_reason: fc.jsonValue({ maxDepth: 0 }),
			})
			.map((choice) => ({ choices: [choice] })),
		fc
			.record({
				content: fc.oneof(fc.constant([null]), fc.jsonValue({ maxDepth: 1 })),
				reasoning_details: fc.oneof(fc.constant([null]), fc.jsonValue({ maxDepth: 1 })),
				tool_calls: fc.jsonValue({ maxDepth: 1 }),
			})
			.map((delta) => ({ choices: [{ delta, finish_reason: 'stop' }] })),
		fc.record({ error: fc.jsonValue({ maxDepth: 1 }), meta: fc.jsonValue({ maxDepth: 1 }) }),
	);
	await fc.assert(
		fc.asyncProperty(fc.array(anyEvent, { maxLength: 3 }), async (events) => {
			const result = await read(fakePorts([answer(...events)])).catch((error: unknown) => error);
			if (result instanceof Error) expect(result).toBeInstanceOf(AimlApiError);
		}),
		{ numRuns: 500 },
	);
});
