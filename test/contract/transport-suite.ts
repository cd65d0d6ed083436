import { setMaxListeners } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import {
	AimlApiError,
	callOperation,
	completeChat,
	type Clock,
	type HttpRequest,
	type StreamingTransport,
	type Transport,
} from '../../client';
import { startSandbox } from '../sandbox';
import { failureOf } from '../unit/fake-ports';
import { LoopbackServer } from './loopback-server';
import { describeStreaming } from './streaming-suite';

/** What a transport is bound to when it is made. */
export interface Binding {
	readonly signal: AbortSignal;
	/** Milliseconds. */
	readonly timeout: number;
}

/** One implementation of the client's `Transport` port. */
export interface Adapter {
	createTransport(
		baseUrl: string,
		apiKey: string,
		binding: Binding,
	): Transport | StreamingTransport;
	/** True when it can tell that a request never left: a browser's `fetch` can not. */
	readonly knowsUnsent: boolean;
}

export const KEY = 'secret-key-0123456789';
/** Milliseconds: long enough for any answer of these tests, short enough to fail fast. */
const PATIENCE = 10_000;
const GET: HttpRequest = { method: 'GET', path: '/v2/billing' };
const POST: HttpRequest = {
	method: 'POST',
	path: '/v1/chat/completions',
	body: { model: 'some/model', messages: [{ role: 'user', content: 'Grüße, 世界 😀 "\\' }] },
};

/** The rules of the `Transport` port, proven against a real server. */
export function describeTransport(name: string, adapter: Adapter): void {
	describe(`transport of ${name}`, () => {
		let server: LoopbackServer;
		let other: LoopbackServer;
		beforeAll(async () => {
			server = await LoopbackServer.start();
			other = await LoopbackServer.start();
		});
		afterAll(async () => {
			await Promise.all([server.stop(), other.stop()]);
		});
		beforeEach(() => {
			server.reset();
			other.reset();
		});

		const create = (binding: Partial<Binding> = {}, baseUrl = server.baseUrl) =>
			adapter.createTransport(baseUrl, KEY, { ...unbound(), ...binding });
		const fail = async (action: () => unknown) => {
			const error = await failureOf(action);
			expect(`${JSON.stringify(error)} ${error.stack}`).not.toContain(KEY);
			return error;
		};

		describe('an answer', () => {
			test.each([200, 201, 400, 401, 403, 404, 422, 429, 500, 502, 503, 504])(
				'of status %d resolves with its headers and its body',
				async (status) => {
					server.answer = (response) => {
						response.writeHead(status, { 'X-Inference-Id': 'inference-1', 'Retry-After': '7' });
						response.end('{"message":"Grüße"}');
					};
					const response = await create().send(POST);
					expect(response.status).toBe(status);
					expect(response.headers).toMatchObject({
						'x-inference-id': 'inference-1',
						'retry-after': '7',
					});
					expect(response.text()).toBe('{"message":"Grüße"}');
					expect(server.received).toHaveLength(1);
				},
			);

			test.each([204, 304])('of status %d resolves without a body', async (status) => {
				server.answer = (response) => {
					response.writeHead(status, { ETag: 'W/"1"' });
					response.end();
				};
				const request = { ...GET, headers: { 'if-none-match': 'W/"1"' } };
				const response = await create().send(request);
				expect(response).toMatchObject({ status, headers: { etag: 'W/"1"' } });
				expect(response.text()).toBe('');
				expect(server.received[0]!.headers['if-none-match']).toBe('W/"1"');
			});

			test('that is no JSON is handed on as it is', async () => {
				server.answer = (response) => {
					response.setHeader('content-type', 'text/html');
					response.end('<html>Bad Gateway</html>');
				};
				expect((await create().send(GET)).text()).toBe('<html>Bad Gateway</html>');
			});

			test('whose characters are cut between pieces comes out whole', async () => {
				const text = JSON.stringify({ content: 'ü世界😀'.repeat(3) });
				server.answer = (response) => {
					void (async () => {
						for (const byte of Buffer.from(text)) {
							response.write(Buffer.of(byte));
							await pause(0);
						}
						response.end();
					})();
				};
				expect((await create().send(GET)).text()).toBe(text);
			});

			test('that is compressed is asked for and unpacked', async () => {
				const text = JSON.stringify({ content: 'ü'.repeat(5000) });
				server.answer = (response) => {
					response.setHeader('content-encoding', 'gzip');
					response.end(gzipSync(text));
				};
				expect((await create().send(GET)).text()).toBe(text);
				expect(server.received[0]!.headers['accept-encoding']).toMatch(/gzip/);
			});

			test('of several megabytes, such as a picture in base64, arrives whole', async () => {
				const text = JSON.stringify({ b64_json: 'iVBORw0KGgo'.repeat(400_000) });
				server.answer = (response) => response.end(text);
				expect((await create().send(GET)).text() === text).toBe(true);
			});

			test('goes to the request it belongs to', async () => {
				server.answer = (response, { url }) => {
					setTimeout(() => response.end(url), 30 - Number(url.slice(-2)));
				};
				const transport = create();
				const paths = Array.from({ length: 20 }, (_, index) => `/${index + 10}`);
				const texts = await Promise.all(
					paths.map(async (path) => (await transport.send({ method: 'GET', path })).text()),
				);
				expect(texts).toEqual(paths);
			});
		});

		describe('a request', () => {
			test('carries its body as JSON in UTF-8', async () => {
				await create().send(POST);
				const [request] = server.received;
				expect(request).toMatchObject({ method: 'POST', url: '/v1/chat/completions' });
				expect(request!.headers['content-type']).toMatch(/^application\/json(;|$)/);
				expect(JSON.parse(request!.body)).toEqual(POST.body);
			});

			test.each(['GET', 'DELETE'] as const)('%s without a body sends none', async (method) => {
				await create().send({ method, path: '/files/1' });
				expect(server.received[0]).toMatchObject({ method, url: '/files/1', body: '' });
			});

			test('carries its query, whatever characters are in it', async () => {
				const id = '34:minimax/hailuo 2.3#1?a=b&c=ü+%2F';
				await create().send({
					...GET,
					query: { generation_id: id, limit: 5, details: true, absent: undefined },
				});
				const { url } = server.received[0]!;
				expect(Object.fromEntries(new URL(url, 'http://host').searchParams)).toEqual({
					generation_id: id,
					limit: '5',
					details: 'true',
				});
				expect(url).toMatch(/^\/v2\/billing\?[\x21-\x7e]+$/);
			});

			test('carries its own headers', async () => {
				await create().send({ ...GET, headers: { 'x-client-request-id': 'a.b:c-d_1' } });
				expect(server.received[0]!.headers['x-client-request-id']).toBe('a.b:c-d_1');
			});

			test('carries the key as a bearer token and nowhere else', async () => {
				await create().send(POST);
				const [{ headers, url, body } = server.received[0]!] = server.received;
				expect(headers.authorization).toBe(`Bearer ${KEY}`);
				const { authorization: _authorization, ...rest } = headers;
				expect(JSON.stringify([rest, url, body])).not.toContain(KEY);
			});

			test.each([301, 302, 307, 308])('is not repeated elsewhere after a %d', async (status) => {
				server.answer = (response) => {
					response.writeHead(status, { location: `${other.baseUrl}/stolen` });
					response.end();
				};
				const outcome = await create()
					.send(POST)
					.then(({ status }) => status)
					.catch((error: unknown) => error);
				if (typeof outcome === 'number') expect(outcome).toBe(status);
				else expect(outcome).toMatchObject({ code: 'connection' });
				expect(other.received).toEqual([]);
				expect(server.received).toHaveLength(1);
			});
		});

		describe('no answer', () => {
			test('because the connection is refused', async () => {
				const gone = await LoopbackServer.start();
				const { baseUrl } = gone;
				await gone.stop();
				const error = await fail(() => create({}, baseUrl).send(POST));
				expect(error).toMatchObject({
					code: 'connection',
					details: { request: 'POST /v1/chat/completions' },
				});
				if (adapter.knowsUnsent) expect(error.details.sent).toBe(false);
				else expect(error.details.sent).toBeUndefined();
			});

			test.each([
				[200, 60_000],
				[PATIENCE, 200],
			])(
				'in time: of the patience of %d ms and of %d ms the smaller counts',
				async (own, asked) => {
					server.answer = () => undefined;
					const startedAt = performance.now();
					const error = await fail(() => create({ timeout: own }).send({ ...GET, timeout: asked }));
					expect(error.code).toBe('timeout');
					expect(performance.now() - startedAt).toBeLessThan(2000);
				},
			);

			test('because the connection is reset: it may have been sent, and is not sent again', async () => {
				server.answer = (response) => response.socket!.resetAndDestroy();
				const error = await fail(() => create().send(POST));
				expect(error.code).toBe('connection');
				expect(error.details.sent).not.toBe(false);
				expect(server.received).toHaveLength(1);
			});

			test.each<[string, Record<string, string>]>([
				['shorter than announced', { 'content-length': '1000' }],
				['cut between two chunks', {}],
			])('because the body is %s', async (_name, headers) => {
				server.answer = (response) => {
					response.writeHead(200, headers);
					response.write('{"choices":[', () => setTimeout(() => response.destroy(), 20));
				};
				const error = await fail(() => create().send(POST));
				expect(error.code).toBe('connection');
				expect(error.details.sent).not.toBe(false);
			});

			test.each<[string, LoopbackServer['answer']]>([
				['is silent', () => undefined],
				[
					'falls silent in the middle',
					(response) => {
						response.writeHead(200, { 'content-length': '1000' });
						response.write('{"choices":[');
					},
				],
			])('in time because the server %s', async (_name, answer) => {
				server.answer = answer;
				const startedAt = performance.now();
				const error = await fail(() => create({ timeout: 200 }).send(POST));
				const duration = performance.now() - startedAt;
				expect(error.code).toBe('timeout');
				expect(error.details.sent).not.toBe(false);
				expect(duration).toBeGreaterThan(150);
				expect(duration).toBeLessThan(2000);
				await server.received[0]!.abandoned;
			});
		});

		describe('a stop by the user', () => {
			test.each<[string, LoopbackServer['answer']]>([
				['while the server thinks', () => undefined],
				[
					'in the middle of the body',
					(response) => {
						response.writeHead(200, { 'content-length': '1000' });
						response.write('{"choices":[');
					},
				],
			])('%s ends the call and the connection at once', async (_name, answer) => {
				server.answer = answer;
				const controller = new AbortController();
				const arrived = server.next();
				const failure = fail(() => create({ signal: controller.signal }).send(POST));
				const { abandoned } = await arrived;
				await pause(30);
				const stoppedAt = performance.now();
				controller.abort();
				expect((await failure).code).toBe('cancelled');
				await abandoned;
				expect(performance.now() - stoppedAt).toBeLessThan(1000);
			});

			test('before the call sends nothing', async () => {
				const error = await fail(() => create({ signal: AbortSignal.abort() }).send(POST));
				expect(error.code).toBe('cancelled');
				expect(server.received).toEqual([]);
			});
		});

		describe('a server that quotes the key it was sent', () => {
			test('has it hidden in text and headers', async () => {
				server.answer = (response, { headers }) => {
					response.writeHead(400, { 'x-inference-id': `id of ${KEY}` });
					response.end(JSON.stringify({ message: `Refused: ${headers.authorization}` }));
				};
				const { status, headers, text } = await create().send(POST);
				expect(status).toBe(400);
				expect(text()).toBe('{"message":"Refused: Bearer •••"}');
				expect(headers['x-inference-id']).toBe('id of •••');
			});

			test('puts it into no error', async () => {
				const sandbox = await startSandbox({ apiKey: KEY });
				const transport = create({}, sandbox.url);
				const clock: Clock = { now: () => Date.now(), sleep: async () => undefined };
				sandbox.addFault({ route: '*', kind: 'echo-key' });
				const failure = failureOf(() =>
					callOperation({ transport, clock }, completeChat, POST.body!),
				);
				const error = await failure.finally(async () => await sandbox.close());
				expect(error).toMatchObject({ code: 'bad-request', message: 'Refused: Bearer •••' });
				expect(`${error.describe()} ${JSON.stringify(error)} ${error.stack}`).not.toContain(KEY);
			});
		});

		if ('stream' in adapter.createTransport('http://127.0.0.1', KEY, unbound()))
			describeStreaming(
				() => server,
				(binding) => create(binding) as StreamingTransport,
				fail,
			);
	});
}

/** A signal nobody aborts, which many requests may listen to at once. */
function unbound(): Binding {
	const { signal } = new AbortController();
	setMaxListeners(0, signal);
	return { signal, timeout: PATIENCE };
}

/** Fails unless the promise rejects with the client's error. */
export type FailureOf = (action: () => unknown) => Promise<AimlApiError>;
