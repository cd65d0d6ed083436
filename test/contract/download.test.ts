import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { loadMedia } from '../../nodes/shared/binary';
import { download } from '../../nodes/shared/download';
import { createPorts } from '../../nodes/shared/transport';
import { failureOf } from '../unit/fake-ports';
import { createContext } from './n8n-context';

let server: Server;
let url: string;
let requests: number;
/** Answers the requests in turn; the last one those that follow. */
let answers: RequestListener[];

beforeEach(async () => {
	requests = 0;
	server = createServer((request, response) => {
		const answer = answers[Math.min(requests++, answers.length - 1)]!;
		answer(request, response);
	});
	await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
	url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/clip.mp4`;
});
afterEach(() => {
	server.closeAllConnections();
	server.close();
});

const context = createContext({ apiKey: 'key', baseUrl: '' }, new AbortController().signal);
const ports = createPorts(context, '', { timeout: 2000 });
const load = async (media: object = { url }) =>
	await loadMedia(context, ports, { details: {}, ...media });

const whole: RequestListener = (_, response) =>
	response.writeHead(200, { 'content-type': 'video/mp4' }).end('whole');
const slow: RequestListener = (_, response) => {
	response.writeHead(200, { 'content-type': 'video/mp4' });
	for (const [index, piece] of ['s', 'l', 'o', 'w'].entries())
		setTimeout(() => response.write(piece), index * 600);
	setTimeout(() => response.end(), 2400);
};
const silent: RequestListener = () => {};
const stalled: RequestListener = (_, response) => {
	response.writeHead(200, { 'content-type': 'video/mp4', 'content-length': '100' });
	response.write('half');
};
const page: RequestListener = (_, response) =>
	response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end('<p>Sign in</p>');

test.each([
	['before it begins', silent],
	['in the middle', stalled],
])('a download that stands still %s is begun anew', async (_, answer) => {
	answers = [answer, whole];
	expect(Buffer.from((await load()).bytes).toString()).toBe('whole');
	expect(requests).toBe(2);
});

test('one that goes on slowly is waited for', async () => {
	answers = [slow];
	expect(Buffer.from((await load()).bytes).toString()).toBe('slow');
	expect(requests).toBe(1);
});

test('a web page is no file', async () => {
	answers = [page];
	const error = await failureOf(() => load());
	expect(error.message).toMatch(/could not be downloaded: A web page came/);
	expect(error.details.hint).toContain(url);
	expect(requests).toBe(1);
});

test('what fails on this side is named, and not downloaded again', async () => {
	answers = [whole];
	const full = Object.assign(new Error('ENOSPC: no space left on device'), { code: 'ENOSPC' });
	const error = await failureOf(() =>
		download(context, ports, url, async () => await Promise.reject(full)),
	);
	expect(error).toMatchObject({ code: 'not-stored' });
	expect(error.message).toMatch(/could not be stored: ENOSPC: no space left/);
	expect(error.details.hint).toContain(url);
	expect(requests).toBe(1);
});

test.each([
	['bytes', { bytes: new Uint8Array() }],
	['base64', { base64: '====' }],
])('an answer with empty %s is no file', async (_, media) => {
	const error = await failureOf(() => load(media));
	expect(error).toMatchObject({ code: 'unexpected-response' });
});
