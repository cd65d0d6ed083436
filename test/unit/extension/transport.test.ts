import type { HttpRequest } from '../../../client';
import { createTransport } from '../../../extension/shared/api/transport';
import { failureOf } from '../fake-ports';
import { setOnline } from './set-online';

const POST: HttpRequest = { method: 'POST', path: '/v1/chat/completions', body: { model: 'm' } };

let restore = () => {};
afterEach(() => {
	restore();
	jest.restoreAllMocks();
});

const send = () =>
	createTransport({
		baseUrl: 'https://api.example.com',
		apiKey: 'key',
		signal: new AbortController().signal,
	}).send(POST);

test('offline, fetch is not called, and the request is known not to have left', async () => {
	restore = setOnline(false);
	const fetch = jest.spyOn(globalThis, 'fetch');
	expect(await failureOf(send)).toMatchObject({
		code: 'connection',
		details: {
			sent: false,
			request: 'POST /v1/chat/completions',
			hint: 'Check the connection to the internet.',
		},
	});
	expect(fetch).not.toHaveBeenCalled();
});

test('a network that goes away under way may have taken the request with it', async () => {
	restore = setOnline(true);
	jest.spyOn(globalThis, 'fetch').mockImplementation(async () => {
		setOnline(false);
		throw new TypeError('Failed to fetch');
	});
	const error = await failureOf(send);
	expect(error.code).toBe('connection');
	expect(error.details.sent).toBeUndefined();
});

test('where nothing is known of a network, the request is sent', async () => {
	restore = setOnline(undefined);
	jest.spyOn(globalThis, 'fetch').mockResolvedValue(new Response('{}'));
	expect((await send()).status).toBe(200);
});
