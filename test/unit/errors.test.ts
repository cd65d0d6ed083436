import {
	AimlApiError,
	callOperation,
	cancelled,
	completeChat,
	errorFromJSON,
	errorFromResponse,
	generateVideo,
	getBalance,
	invalidInput,
	isAimlApiError,
	startJob,
	type HttpRequest,
	type JsonObject,
} from '../../client';
import { failureOf, fakePorts } from './fake-ports';

const REQUEST: HttpRequest = {
	method: 'POST',
	path: '/v1/chat/completions',
	query: { generation_id: 'secret-looking' },
};
const CHAT = { model: 'm', messages: [{ role: 'user', content: 'Hi' }] };

function errorOf(
	status: number,
	body: JsonObject | string,
	headers: Record<string, string> = {},
): AimlApiError {
	const text = typeof body === 'string' ? body : JSON.stringify(body);
	return errorFromResponse(REQUEST, { status, headers, text: () => text });
}

/** The error body as the API documents it. */
function documented(statusCode: number | string, message: string): JsonObject {
	return {
		message,
		path: '/v1/chat/completions',
		requestId: '798b860e-98c2-4e8e-8c50-550bcfc2eccc',
		statusCode,
		timestamp: '2025-03-11T07:13:27.813Z',
	};
}

describe('documented errors', () => {
	test.each([
		{
			status: 400,
			message: "Body validation error\nInvalid enum value. Expected 'a' | 'b', received 'c'",
			code: 'bad-request',
		},
		{
			status: 400,
			message: "Unsupported value: 'messages[0].role' does not support 'system' with this model.",
			code: 'bad-request',
		},
		{
			status: 401,
			message:
				'This request requires a valid API key. You can create a new API key on the Billing page: https://aimlapi.com/app/keys',
			code: 'unauthorized',
			hint: /API key/,
		},
		{
			status: 403,
			message: "You've run out of credits. Please top up to continue.",
			code: 'out-of-credit',
			hint: /[Tt]op up/,
		},
		{
			status: 403,
			message: 'You have exhausted the available [plan.rule:api_token] resource limit.',
			code: 'out-of-credit',
			hint: /[Tt]op up/,
		},
		{
			status: 403,
			message: 'The key lacks the scope model:video.',
			code: 'forbidden',
			hint: /scopes/,
		},
		{
			status: 403,
			message: 'Country, region, or territory not supported',
			code: 'forbidden',
			hint: /key/,
		},
		{ status: 404, message: 'Model nope/nothing not found', code: 'not-found', hint: /model id/ },
		{
			status: 429,
			message: "Free-tier limit: You've reached your free limit for the hour.",
			code: 'rate-limited',
			hint: /fewer requests/,
		},
		{ status: 500, message: 'Internal server error', code: 'server-error', hint: /later/ },
		{ status: 504, message: 'Generation timeout', code: 'server-error', hint: /later/ },
	])('$status "$message" is $code', ({ status, message, code, hint }) => {
		const error = errorOf(status, documented(status, message));
		expect(error.code).toBe(code);
		expect(error.message).toBe(message);
		expect(error.details.requestId).toBe('798b860e-98c2-4e8e-8c50-550bcfc2eccc');
		expect(error.details.status).toBe(status);
		if (hint) expect(error.details.hint).toMatch(hint);
	});

	test('a statusCode that is a text changes nothing: the HTTP status decides', () => {
		const error = errorOf(429, documented('429', 'Too Many Requests'));
		expect(error).toMatchObject({ code: 'rate-limited', details: { status: 429 } });
	});

	test("a provider's error inside the message is unpacked, whatever its status stands before it", () => {
		const inner = JSON.stringify({
			type: 'error',
			error: { type: 'invalid_request_error', message: 'The batch has already finished.' },
			request_id: 'req_011',
		});
		const error = errorOf(400, documented(400, `400 ${inner}`));
		expect(error.message).toBe('400 The batch has already finished.');
	});

	test.each([
		['braces that are no JSON', 'Use {model} instead of {id}'],
		['JSON without a message', 'Refused: {"code":7}'],
	])('a message with %s stays as it is', (_name, message) => {
		expect(errorOf(400, documented(400, message)).message).toBe(message);
	});

	test.each<[string, JsonObject, string]>([
		["OpenAI's shape", { error: { message: 'No such model', type: 'x' } }, 'No such model'],
		['an error that is a text', { error: 'No such model' }, 'No such model'],
		['a list of messages', { message: ['a is wrong', 7, '', 'b too'] }, 'a is wrong; b too'],
		['a list inside an error', { error: { message: ['a', 'b'] } }, 'a; b'],
		['an empty list beside an error', { message: [], error: 'Bad Request' }, 'Bad Request'],
		['an empty message beside an error', { message: '', error: 'Bad Request' }, 'Bad Request'],
	])('%s is understood', (_name, body, message) => {
		expect(errorOf(400, body).message).toBe(message);
	});
});

describe('bodies of proxies', () => {
	test('a server error is told apart from that of a proxy, which says nothing about the API', () => {
		expect(errorOf(504, documented(504, 'Generation timeout')).details.byProxy).toBeUndefined();
		for (const body of ['<html><h1>504 Gateway Time-out</h1></html>', '', { message: 'Timeout' }])
			expect(errorOf(504, body).details.byProxy).toBe(true);
		expect(errorOf(404, '<html></html>').details.byProxy).toBeUndefined();
	});

	test('an HTML page becomes one readable line', () => {
		const page = `<!DOCTYPE html><html><head><title>502 Bad Gateway</title>
			<style>body { color: red }</style><script>alert("x < y")</script></head>
			<body>\n<h1>Bad   Gateway</h1>\n<p>nginx</p></body></html>`;
		expect(errorOf(502, page).message).toBe('502 Bad Gateway Bad Gateway nginx');
	});

	test('a long page is cut', () => {
		expect(errorOf(503, `<p>${'long '.repeat(5000)}</p>`).message.length).toBeLessThanOrEqual(300);
	});

	test.each(['<script', '<style>', '<', '<a ', ' '])('many %j take no time', (text) => {
		const before = process.cpuUsage();
		errorOf(502, text.repeat(40_000));
		expect(process.cpuUsage(before).user).toBeLessThan(500_000);
	});

	test('styles longer than what is read are no words', () => {
		const page = `<title>Bad Gateway</title><style>${'a { color: red }'.repeat(2000)}</style>`;
		expect(errorOf(502, page).message).toBe('Bad Gateway');
	});

	test.each([
		['an empty body', ''],
		['a page without text', '<html></html>'],
	])('%s still tells the status', (_name, body) => {
		expect(errorOf(503, body).message).toContain('503');
	});

	test.each(['null', '7', '[]', '"text"'])('JSON that is no object, %s, is no crash', (body) => {
		expect(errorOf(500, body).code).toBe('server-error');
	});
});

describe('the request id', () => {
	test('comes from the body first', () => {
		const error = errorOf(500, { message: 'x', requestId: 'body-id' }, { 'x-inference-id': 'h' });
		expect(error.details.requestId).toBe('body-id');
	});

	test('else from the x-inference-id header', () => {
		expect(errorOf(502, '<p>x</p>', { 'x-inference-id': 'header-id' }).describe()).toContain(
			'header-id',
		);
	});

	test('is told for a success without a result, with the beginning of the body', async () => {
		const ports = fakePorts([
			{ headers: { 'x-inference-id': 'header-id' }, body: { choices: [], note: 'kept' } },
		]);
		const error = await failureOf(() => callOperation(ports, completeChat, CHAT));
		expect(error.code).toBe('unexpected-response');
		expect(error.describe()).toContain('header-id');
		expect(error.details.body).toContain('kept');
	});
});

describe('describe()', () => {
	test('tells what happened, where, and what to do', () => {
		const error = errorOf(401, documented(401, 'This request requires a valid API key.'));
		expect(error.describe()).toBe(
			'This request requires a valid API key. [POST /v1/chat/completions, status 401, ' +
				`request id 798b860e-98c2-4e8e-8c50-550bcfc2eccc] ${error.details.hint}`,
		);
		expect(error.details.hint).toMatch(/API key/);
	});

	test('names the job and the attempts', () => {
		const error = errorOf(503, documented(503, 'Service unavailable')).with({
			attempts: 5,
			job: { operation: 'video:generate', id: '1:a/b' },
		});
		expect(error.describe()).toContain('job video:generate 1:a/b');
		expect(error.describe()).toContain('5 attempts');
	});

	test('leaves out what is not known', () => {
		expect(new AimlApiError('connection', 'Lost.').describe()).toBe('Lost.');
		const once = cancelled().with({ attempts: 1 });
		expect(once.describe()).toBe(once.message);
	});

	test('keeps the query, which carries ids, out of it', () => {
		expect(errorOf(500, 'x').describe()).not.toContain('secret-looking');
	});
});

describe('with()', () => {
	test('what is known stays, what is not known is added', () => {
		const error = new AimlApiError('timeout', 'Late.', { hint: 'first', requestId: undefined });
		const more = error.with({ hint: 'second', requestId: 'id', attempts: 2 });
		expect(more.details).toEqual({ hint: 'first', requestId: 'id', attempts: 2 });
		expect(more).toMatchObject({ code: 'timeout', message: 'Late.' });
		expect(error.details).not.toHaveProperty('attempts');
	});

	test('a bad request, which has no advice of its own, takes the advice it is given', () => {
		const error = errorOf(400, documented(400, 'Query validation error!')).with({ hint: 'Later.' });
		expect(error.describe()).toMatch(/Later\.$/);
	});
});

describe('travelling', () => {
	test('an error survives JSON, e.g. a message between two pages', () => {
		const error = errorOf(429, documented('429', 'Too Many Requests'), { 'retry-after': '9' }).with(
			{
				job: { operation: 'video:generate', id: '1', startedAt: '2026-01-01T00:00:00.000Z' },
			},
		);
		const restored = errorFromJSON(JSON.parse(JSON.stringify(error)) as JsonObject);
		expect(restored.toJSON()).toEqual(error.toJSON());
		expect(restored.describe()).toBe(error.describe());
		expect(isAimlApiError(restored)).toBe(true);
	});

	test('is recognised across copies of the module, and nothing else is', () => {
		const copy = Object.assign(new Error('x'), { name: 'AimlApiError', code: 'timeout' });
		expect(isAimlApiError(copy)).toBe(true);
		expect(isAimlApiError(new Error('x'))).toBe(false);
		expect(isAimlApiError({ name: 'AimlApiError', code: 'timeout' })).toBe(false);
		expect(isAimlApiError(undefined)).toBe(false);
	});
});

describe('a refusal before anything is sent', () => {
	const idle = fakePorts([{}]);

	test('names the field', () => {
		expect(invalidInput('model', 'is required.')).toMatchObject({
			code: 'invalid-input',
			message: 'model: is required.',
			details: { field: 'model' },
		});
	});

	test.each<[string, () => Promise<unknown>, string]>([
		['chat without a model', () => callOperation(idle, completeChat, { messages: [1] }), 'model'],
		['chat without messages', () => callOperation(idle, completeChat, { model: 'm' }), 'messages'],
		['a video without a prompt', () => startJob(idle, generateVideo, { model: 'm' }), 'prompt'],
	])('%s costs no request', async (_name, action, field) => {
		const error = await failureOf(action);
		expect(error).toMatchObject({ code: 'invalid-input', details: { field } });
		expect(idle.requests).toHaveLength(0);
	});
});

test('a key that is refused is told in the words of the API', async () => {
	const ports = fakePorts([{ status: 401, body: documented(401, 'Wrong key.') }]);
	const error = await failureOf(() => callOperation(ports, getBalance, undefined));
	expect(error.describe()).toMatch(/^Wrong key\. \[GET \/v2\/billing, status 401, request id 798/);
});
