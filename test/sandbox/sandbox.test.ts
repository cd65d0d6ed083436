import { startSandbox, type Fault, type Sandbox } from '.';

let sandbox: Sandbox;
beforeAll(async () => {
	sandbox = await startSandbox({ jobDuration: 400 });
});
afterAll(async () => await sandbox.close());
beforeEach(() => sandbox.reset());

const MESSAGES = [{ role: 'user', content: 'Hello there?' }];
const CHAT = { model: 'gpt-4o-mini', messages: MESSAGES };

function send(path: string, body?: object, headers: Record<string, string> = {}) {
	return fetch(sandbox.url + path, {
		method: body ? 'POST' : 'GET',
		headers: {
			authorization: `Bearer ${sandbox.apiKey}`,
			...(body && { 'content-type': 'application/json' }),
			...headers,
		},
		...(body && { body: JSON.stringify(body) }),
	});
}
/** Keeps the loud complaint of the media host out of the test report. */
function silenceErrors() {
	const { error } = console;
	console.error = () => {};
	return { restore: () => void (console.error = error) };
}

/** The fields the tests read. */
interface Body {
	id: string;
	status: string;
	error: unknown;
	video?: { url: string };
	current_balance: number;
	data: Array<{ url: string; info: { docsJson: string } }>;
	paths: object;
}
const json = async (response: Response) => (await response.json()) as Body;

/** Waits for what happens in the sandbox a moment after the client has left. */
async function until(condition: () => boolean): Promise<void> {
	for (let left = 200; left > 0 && !condition(); left--)
		await new Promise((resolve) => setTimeout(resolve, 10));
}

describe('keys, money and identity', () => {
	it('answers errors in the documented form', async () => {
		const response = await send('/v1/chat/completions', CHAT, { authorization: 'Bearer wrong' });
		expect(response.status).toBe(401);
		expect(await json(response)).toEqual({
			message: expect.stringMatching(/^This request requires a valid API key/),
			path: '/v1/chat/completions',
			requestId: expect.any(String),
			statusCode: 401,
			timestamp: expect.any(String),
		});
		const noCredit = { authorization: 'Bearer sandbox-no-credit' };
		expect((await send('/v1/chat/completions', CHAT, noCredit)).status).toBe(403);
		expect(await json(await send('/v2/billing', undefined, noCredit))).toMatchObject({
			current_balance: 0,
		});
	});

	it('charges what it says, in headers and body alike', async () => {
		const response = await send('/chat/completions', CHAT, { 'x-client-request-id': 'a.b' });
		const spent = Number(response.headers.get('x-aimlapi-usd-spent'));
		expect(response.headers.get('x-client-request-id')).toBe('a.b');
		expect(response.headers.get('x-inference-id')).toMatch(/^[0-9a-f-]{36}$/);
		expect(await json(response)).toMatchObject({ meta: { usage: { usd_spent: spent } } });
		const { current_balance } = await json(await send('/v2/billing'));
		expect(current_balance).toBeCloseTo(100 - spent, 9);
	});

	it('tells an unchanged catalogue apart, and filters it', async () => {
		const response = await send('/v1/models?include=all');
		const etag = response.headers.get('etag')!;
		expect(
			(await send('/v1/models?include=all', undefined, { 'if-none-match': etag })).status,
		).toBe(304);
		const found = await json(
			await send('/models?type=openai/IMAGE-generations&id=flux/schnell,gpt-4o'),
		);
		expect(found.data).toMatchObject([{ id: 'flux/schnell' }]);
		expect(found.data[0]).not.toHaveProperty('pricing');
		const { paths } = await json(await fetch(found.data[0]!.info.docsJson));
		expect(paths).toHaveProperty(['/v1/images/generations', 'post', 'requestBody', 'content']);
		const id = 'ltxv/ltxv-2-fast';
		expect(await json(await send(`/model/${id}`))).toMatchObject({ object: 'model', data: { id } });
		expect((await send('/model/nobody/nothing')).status).toBe(404);
	});
});

describe('media', () => {
	it('are on their own host, which refuses the key', async () => {
		const body = { model: 'flux/schnell', prompt: 'A cube', num_images: 2 };
		const { data } = await json(await send('/v1/images/generations', body));
		expect(data).toHaveLength(2);
		const { url } = data[0]!;
		expect(url.startsWith(sandbox.mediaUrl)).toBe(true);
		const response = await fetch(url);
		expect(response.headers.get('content-type')).toBe('image/png');
		const length = (await response.arrayBuffer()).byteLength;
		expect(response.headers.get('content-length')).toBe(String(length));
		const complaints = silenceErrors();
		const refused = await fetch(url, { headers: { authorization: 'Bearer x' } });
		complaints.restore();
		expect(refused.status).toBe(403);
		expect(sandbox.mediaRequests).toMatchObject([{ status: 200 }, { status: 403 }]);
	});

	it('make a video in the documented steps, and charge it once it is done', async () => {
		const submitted = await json(
			await send('/v2/video/generations', { model: 'ltxv/ltxv-2-fast', prompt: 'A boat' }),
		);
		expect(submitted.status).toBe('queued');
		expect((await json(await send('/v2/billing'))).current_balance).toBe(100);
		const poll = `/v2/video/generations?generation_id=${encodeURIComponent(submitted.id)}`;
		const seen = new Set<string>();
		let body = await json(await send(poll));
		for (; !body.video; body = await json(await send(poll))) seen.add(body.status);
		expect([...seen]).toEqual(['queued', 'generating']);
		expect(body.status).toBe('completed');
		const part = await fetch(body.video.url, { headers: { range: 'bytes=4-7' } });
		expect([part.status, await part.text()]).toEqual([206, 'ftyp']);
		expect((await json(await send('/v2/billing'))).current_balance).toBeLessThan(100);
	});
});

describe('an answer that is held', () => {
	const CHATS = 'POST /v1/chat/completions';

	it('waits until it is let go, and keeps no other waiting', async () => {
		const release = sandbox.hold(CHATS);
		const answer = send('/v1/chat/completions', CHAT);
		await until(() => sandbox.requests[0]?.body !== undefined);
		for (let time = 0; time < 3; time++) expect((await send('/v2/billing')).status).toBe(200);
		expect(sandbox.requests[0]!.status).toBeUndefined();
		release();
		expect((await answer).status).toBe(200);
		expect((await send('/v1/chat/completions', CHAT)).status).toBe(200);
	});

	it('has taken its fault before, and waits no longer than until the reset', async () => {
		sandbox.hold(CHATS);
		sandbox.addFault({ route: CHATS, kind: 503 });
		const answer = send('/v1/chat/completions', CHAT);
		await until(() => sandbox.requests[0]?.body !== undefined);
		sandbox.reset();
		expect((await answer).status).toBe(503);
	});
});

describe('faults', () => {
	const ask = () => send('/v1/chat/completions', CHAT);
	const fault = (kind: Fault['kind'], more: Partial<Fault> = {}) =>
		sandbox.addFault({ route: 'POST /v1/chat/completions', kind, ...more });

	it('answer with a status, as often as asked for', async () => {
		fault(429, { retryAfter: 2, times: 2 });
		for (let time = 0; time < 2; time++) {
			const response = await ask();
			expect([response.status, response.headers.get('retry-after')]).toEqual([429, '2']);
			expect(await json(response)).toMatchObject({ statusCode: '429' });
		}
		expect((await ask()).status).toBe(200);
	});

	it.each(['reset-before', 'reset-after'] as const)('drop the connection: %s', async (kind) => {
		fault(kind);
		await expect(ask()).rejects.toThrow('fetch failed');
		expect(sandbox.requests).toMatchObject([
			{ body: kind === 'reset-after' ? CHAT : undefined, closedEarly: false },
		]);
		expect(sandbox.requests[0]!.status).toBeUndefined();
	});

	it('cut the answer off, with and without a word', async () => {
		fault('truncated-connection');
		await expect((await ask()).text()).rejects.toThrow('terminated');
		fault('truncated-body');
		await expect((await ask()).json()).rejects.toThrow(/JSON/);
	});

	it('answer with nothing to read', async () => {
		fault('empty');
		expect(await json(await ask())).toEqual({});
		fault('empty-content');
		expect(await json(await ask())).toMatchObject({ choices: [{ message: { content: '' } }] });
		fault('html-502');
		expect(await (await ask()).text()).toMatch(/^<!DOCTYPE html>/);
	});

	it('quote the key in everything they can', async () => {
		fault('echo-key');
		const response = await ask();
		expect(response.status).toBe(400);
		expect(response.headers.get('x-inference-id')).toContain(sandbox.apiKey);
		expect(await json(response)).toMatchObject({
			message: `Refused: Bearer ${sandbox.apiKey}`,
		});
	});

	it('hang until the client leaves, which is noticed', async () => {
		fault('hang');
		const stop = AbortSignal.timeout(100);
		await expect(
			fetch(`${sandbox.url}/v1/chat/completions`, { method: 'POST', signal: stop }),
		).rejects.toThrow();
		await until(() => sandbox.requests[0]!.closedEarly);
		expect(sandbox.requests).toMatchObject([{ closedEarly: true }]);
	});

	it('redirect to the media host', async () => {
		fault('redirect');
		const response = await ask();
		expect(response.url.startsWith(sandbox.mediaUrl)).toBe(true);
		expect(sandbox.mediaRequests[0]!.headers).not.toHaveProperty('authorization');
	});

	it.each(['job-error', 'job-stuck'] as const)('spoil a job: %s', async (kind) => {
		sandbox.addFault({ route: '*', kind });
		const { id } = await json(
			await send('/v2/video/generations', { model: 'ltxv/ltxv-2-fast', prompt: 'A boat' }),
		);
		await new Promise((resolve) => setTimeout(resolve, 450));
		const poll = `/v2/video/generations?generation_id=${encodeURIComponent(id)}`;
		const body = await json(await send(poll));
		expect(body.status).toBe(kind === 'job-error' ? 'error' : 'generating');
		if (kind === 'job-error') expect(body.error).toMatchObject({ name: expect.any(String) });
	});
});
