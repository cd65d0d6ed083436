import { setTimeout as pause } from 'node:timers/promises';
import type { HttpRequest, StreamingHttpResponse, StreamingTransport } from '../../client';
import type { LoopbackServer } from './loopback-server';
import type { Binding, FailureOf } from './transport-suite';

const REQUEST: HttpRequest = {
	method: 'POST',
	path: '/v1/chat/completions',
	body: { model: 'some/model', stream: true },
};

/** The rules of `StreamingTransport.stream`, for adapters that have it. */
export function describeStreaming(
	server: () => LoopbackServer,
	create: (binding?: Partial<Binding>) => StreamingTransport,
	fail: FailureOf,
): void {
	const readAll = async ({ chunks }: StreamingHttpResponse, seen: string[] = []) => {
		for await (const chunk of chunks) seen.push(chunk);
		return seen.join('');
	};

	describe('a streamed answer', () => {
		test('is handed out while it arrives', async () => {
			let finish = () => undefined as unknown;
			server().answer = (response) => {
				response.writeHead(200, { 'content-type': 'text/event-stream' });
				response.write('data: first\n\n');
				finish = () => response.end('data: second\n\n');
			};
			const response = await create().stream(REQUEST);
			expect(response.headers['content-type']).toBe('text/event-stream');
			const seen: string[] = [];
			for await (const chunk of response.chunks) {
				// The rest is written only once the beginning was read.
				if (seen.push(chunk) === 1) finish();
			}
			expect(seen.join('')).toBe('data: first\n\ndata: second\n\n');
		});

		test('has whole characters, wherever it was cut', async () => {
			const text = 'data: {"content":"ü世界😀"}\n\n';
			server().answer = (response) => {
				void (async () => {
					for (const byte of Buffer.from(text)) {
						response.write(Buffer.of(byte));
						await pause(0);
					}
					response.end();
				})();
			};
			const seen: string[] = [];
			expect(await readAll(await create().stream(REQUEST), seen)).toBe(text);
			expect(seen.join('')).not.toContain('\uFFFD');
		});

		test.each([400, 401, 429, 503])('of status %d resolves like any other', async (status) => {
			server().answer = (response) => {
				response.writeHead(status, { 'Retry-After': '7' });
				response.end('{"message":"No."}');
			};
			const response = await create().stream(REQUEST);
			expect(response).toMatchObject({ status, headers: { 'retry-after': '7' } });
			expect(await readAll(response)).toBe('{"message":"No."}');
		});

		test('that breaks gives what arrived and then the error', async () => {
			server().answer = (response) => {
				response.write('data: first\n\n', () => setTimeout(() => response.destroy(), 20));
			};
			const seen: string[] = [];
			const response = await create().stream(REQUEST);
			const error = await fail(() => readAll(response, seen));
			expect(error.code).toBe('connection');
			expect(seen.join('')).toBe('data: first\n\n');
		});

		test('that quotes the key has it hidden, wherever it was cut', async () => {
			server().answer = (response, { headers }) => {
				void (async () => {
					for (const byte of Buffer.from(`data: ${headers.authorization}\n\n`)) {
						response.write(Buffer.of(byte));
						await pause(0);
					}
					response.end();
				})();
			};
			expect(await readAll(await create().stream(REQUEST))).toBe('data: Bearer •••\n\n');
		});

		test('that falls silent ends in a timeout', async () => {
			server().answer = (response) => response.write('data: first\n\n');
			const response = await create({ timeout: 200 }).stream(REQUEST);
			const startedAt = performance.now();
			expect((await fail(() => readAll(response))).code).toBe('timeout');
			expect(performance.now() - startedAt).toBeLessThan(2000);
			await server().received[0]!.abandoned;
		});

		test('that is slow but never silent has no end set', async () => {
			server().answer = (response) => {
				let count = 0;
				const timer = setInterval(() => {
					response.write('.');
					if (++count < 8) return;
					clearInterval(timer);
					response.end();
				}, 100);
			};
			expect(await readAll(await create({ timeout: 600 }).stream(REQUEST))).toBe('........');
		});

		test('that the user stops ends at once, for the server too', async () => {
			server().answer = (response) => response.write('data: first\n\n');
			const controller = new AbortController();
			const response = await create({ signal: controller.signal }).stream(REQUEST);
			const failure = fail(() => readAll(response));
			await pause(30);
			controller.abort();
			expect((await failure).code).toBe('cancelled');
			await server().received[0]!.abandoned;
		});

		test('that is not read to its end closes the connection', async () => {
			server().answer = (response) => response.write('data: first\n\n');
			const { chunks } = await create().stream(REQUEST);
			for await (const chunk of chunks) {
				expect(chunk).toBe('data: first\n\n');
				break;
			}
			await server().received[0]!.abandoned;
		});
	});
}
