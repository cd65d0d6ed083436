import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { HttpRequest } from '../../client';
import { createPorts, noResponse, readBaseUrl } from '../../nodes/shared/transport';
import { failureOf } from '../unit/fake-ports';
import { LoopbackServer } from './loopback-server';
import { createContext } from './n8n-context';
import { describeTransport, KEY } from './transport-suite';

describeTransport('the node (n8n request helper)', {
	createTransport: (baseUrl, apiKey, { signal, timeout }) =>
		createPorts(createContext({ apiKey, baseUrl }, signal), baseUrl, { timeout }).transport,
	knowsUnsent: true,
});

const GET: HttpRequest = { method: 'GET', path: '/v2/billing' };
const POST: HttpRequest = { method: 'POST', path: '/v1/chat/completions', body: {} };
const PAID = /may have been carried out and paid for/;

const contextOf = (baseUrl: string, signal = new AbortController().signal) =>
	createContext({ apiKey: KEY, baseUrl }, signal);
const send = async (baseUrl: string, request = POST) =>
	await createPorts(contextOf(baseUrl), baseUrl).transport.send(request);

describe('the base URL', () => {
	test.each([
		['https://api.aimlapi.com', 'https://api.aimlapi.com'],
		[' https://api.aimlapi.com/ ', 'https://api.aimlapi.com'],
		['https://api.aimlapi.com/v1/', 'https://api.aimlapi.com'],
		['http://127.0.0.1:4010', 'http://127.0.0.1:4010'],
		['https://proxy.example/aiml/v1', 'https://proxy.example/aiml'],
	])('%j is %s', async (given, read) => {
		expect(await readBaseUrl(contextOf(given))).toBe(read);
	});

	test.each([
		'',
		'api.aimlapi.com',
		'127.0.0.1:4010',
		'ftp://api.aimlapi.com',
		'file:///etc/passwd',
		'https://',
		'https://user:password@api.aimlapi.com',
		'https://api.aimlapi.com?a=b',
	])('%j is refused by name', async (given) => {
		const error = await failureOf(() => readBaseUrl(contextOf(given)));
		expect(error).toMatchObject({ code: 'invalid-input', details: { field: 'baseUrl' } });
		expect(JSON.stringify(error)).not.toContain('password');
	});
});

describe('a request that was never sent says so, with the code of the system', () => {
	const folder = join(__dirname, '../fixtures/tls');

	test('because the certificate is not trusted', async () => {
		const server = createServer({
			key: readFileSync(join(folder, 'key.pem')),
			cert: readFileSync(join(folder, 'cert.pem')),
		});
		await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
		const { port } = server.address() as AddressInfo;
		const error = await failureOf(() => send(`https://127.0.0.1:${port}`)).finally(() =>
			server.close(),
		);
		expect(error).toMatchObject({ code: 'connection', details: { sent: false } });
		expect(error.details.hint).toMatch(
			/\((DEPTH_ZERO_SELF_SIGNED_CERT|CERT_[A-Z_]+|ERR_TLS_[A-Z_]+)\)/,
		);
		expect(JSON.stringify(error)).not.toContain(KEY);
	});

	test('because the server speaks no TLS', async () => {
		const server = await LoopbackServer.start();
		const error = await failureOf(() => send(server.baseUrl.replace('http', 'https')));
		await server.stop();
		expect(error).toMatchObject({ code: 'connection', details: { sent: false } });
		expect(error.details.hint).toMatch(/\((EPROTO|ERR_SSL_WRONG_VERSION_NUMBER)\)/);
		expect(server.received).toEqual([]);
	});

	test('because the address is none', async () => {
		const error = await failureOf(() => send('https://[nowhere'));
		expect(error).toMatchObject({ code: 'connection', details: { sent: false } });
		expect(error.details.hint).toContain('(ERR_INVALID_URL)');
		expect(JSON.stringify(error)).not.toContain(KEY);
	});

	const system = (code: string, syscall?: string) =>
		Object.assign(new Error('wrapped'), {
			cause: Object.assign(new Error(code), { code, syscall }),
		});

	test.each<[Error, false | undefined]>([
		[system('EHOSTUNREACH', 'connect'), false],
		[system('ENETUNREACH', 'connect'), false],
		[system('EHOSTUNREACH', 'read'), undefined],
		[system('ENETUNREACH', 'write'), undefined],
		[system('EHOSTUNREACH'), undefined],
		[system('ECONNRESET', 'read'), undefined],
		[system('ERR_SSL_DECRYPTION_FAILED_OR_BAD_RECORD_MAC'), undefined],
		[system('CERT_HAS_EXPIRED'), false],
		[system('ERR_TLS_CERT_ALTNAME_INVALID'), false],
		[system('UNABLE_TO_VERIFY_LEAF_SIGNATURE'), false],
		[
			Object.assign(new AggregateError([Object.assign(new Error('one'), { syscall: 'connect' })]), {
				code: 'ENETUNREACH',
			}),
			false,
		],
	])('%#: only where the system says so', (cause, sent) => {
		expect(noResponse(cause, POST, false, false).details.sent).toBe(sent);
	});
});

describe('a stop by the user', () => {
	const stopped = async (request: HttpRequest) => {
		const server = await LoopbackServer.start();
		server.answer = () => undefined;
		const controller = new AbortController();
		const arrived = server.next();
		const ports = createPorts(contextOf(server.baseUrl, controller.signal), server.baseUrl);
		const failure = failureOf(() => ports.transport.send(request));
		await arrived;
		controller.abort();
		const error = await failure;
		await server.stop();
		expect(error.code).toBe('cancelled');
		return error;
	};

	test('in the middle of what may be paid for says so', async () => {
		expect((await stopped(POST)).describe()).toMatch(PAID);
	});

	test('in the middle of a read says nothing of the kind', async () => {
		expect((await stopped(GET)).describe()).not.toMatch(PAID);
	});

	test('before anything is sent says nothing of the kind', async () => {
		const ports = createPorts(
			contextOf('http://127.0.0.1:1', AbortSignal.abort()),
			'http://127.0.0.1:1',
		);
		const error = await failureOf(() => ports.transport.send(POST));
		expect(error).toMatchObject({
			code: 'cancelled',
			details: { request: 'POST /v1/chat/completions' },
		});
		expect(error.describe()).not.toMatch(PAID);
	});
});
