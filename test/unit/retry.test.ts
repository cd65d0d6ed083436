import { callOperation, cancelled, type JsonObject, type Operation } from '../../client';
import {
	connectionLost,
	failureOf,
	fakePorts,
	timedOut,
	type FakePorts,
	type ScriptedStep,
} from './fake-ports';

/** A free read and a paid request, with nothing of their own that could fail. */
const read: Operation<void, JsonObject> = {
	name: 'test:read',
	modelTypes: [],
	request: () => ({ method: 'GET', path: '/read' }),
	parse: ({ body }) => body,
};
const pay: Operation<void, JsonObject> = {
	name: 'test:pay',
	modelTypes: [],
	request: () => ({ method: 'POST', path: '/pay', body: { model: 'm' } }),
	parse: ({ body }) => body,
};

const HTML_502 = '<html><head><title>502 Bad Gateway</title></head><body>nginx</body></html>';
const DONE: ScriptedStep = { body: { done: true } };
const ALL_ATTEMPTS = 5;

const failures: Record<string, { step: ScriptedStep; code: string; read: number; pay: number }> = {
	'429': answer(429, 'rate-limited', { read: ALL_ATTEMPTS, pay: ALL_ATTEMPTS }),
	'500': answer(500, 'server-error', { read: ALL_ATTEMPTS, pay: 1 }),
	'502 with an HTML body': {
		step: { status: 502, body: HTML_502 },
		code: 'server-error',
		read: ALL_ATTEMPTS,
		pay: 1,
	},
	'503': answer(503, 'server-error', { read: ALL_ATTEMPTS, pay: 1 }),
	'504': answer(504, 'server-error', { read: ALL_ATTEMPTS, pay: 1 }),
	'a refused connection': {
		step: connectionLost({ sent: false }),
		code: 'connection',
		read: ALL_ATTEMPTS,
		pay: ALL_ATTEMPTS,
	},
	'a connection that broke, who knows when': {
		step: connectionLost(),
		code: 'connection',
		read: ALL_ATTEMPTS,
		pay: 1,
	},
	'a timeout': { step: timedOut(), code: 'timeout', read: ALL_ATTEMPTS, pay: 1 },
	'a stop by the user': { step: cancelled(), code: 'cancelled', read: 1, pay: 1 },
	'400': answer(400, 'bad-request', { read: 1, pay: 1 }),
	'401': answer(401, 'unauthorized', { read: 1, pay: 1 }),
	'402': answer(402, 'out-of-credit', { read: 1, pay: 1 }),
	'403': answer(403, 'forbidden', { read: 1, pay: 1 }),
	'404': answer(404, 'not-found', { read: 1, pay: 1 }),
	'422': answer(422, 'bad-request', { read: 1, pay: 1 }),
	'a redirect': answer(307, 'unexpected-response', { read: 1, pay: 1 }),
	'a 304 nobody asked for': answer(304, 'unexpected-response', { read: 1, pay: 1 }),
	'a body cut in the middle': {
		step: { body: '{"done":tr' },
		code: 'unexpected-response',
		read: 1,
		pay: 1,
	},
};

function answer(status: number, code: string, attempts: { read: number; pay: number }) {
	return { step: { status, body: { message: 'No.' } }, code, ...attempts };
}

const table = Object.entries(failures).flatMap(([name, { step, code, ...attempts }]) => [
	{ name, kind: 'read', operation: read, step, code, attempts: attempts.read },
	{ name, kind: 'paid request', operation: pay, step, code, attempts: attempts.pay },
]);

describe('a failure that stays', () => {
	test.each(table)(
		'$name: a $kind is sent $attempts times and ends in $code',
		async ({ operation, step, code, attempts }) => {
			const ports = fakePorts([step]);
			const error = await failureOf(() => callOperation(ports, operation, undefined));
			expect(error.code).toBe(code);
			expect(ports.requests).toHaveLength(attempts);
			expect(ports.sleeps).toHaveLength(attempts - 1);
			expect(error.details.attempts ?? 1).toBe(attempts);
			expect(error.details.request).toBe(operation === read ? 'GET /read' : 'POST /pay');
		},
	);
});

describe('a failure that passes', () => {
	const passing = table.filter(({ attempts }) => attempts > 1);

	test.each(passing)('$name: a $kind succeeds at the second attempt', async (row) => {
		const ports = fakePorts([row.step, DONE]);
		const { output, call } = await callOperation(ports, row.operation, undefined);
		expect(output).toEqual({ done: true });
		expect(call.attempts).toBe(2);
		expect(ports.requests[1]).toEqual(ports.requests[0]);
	});

	test('the time of all attempts and pauses counts', async () => {
		const ports = fakePorts([
			{ status: 429, headers: { 'retry-after': '2' }, delay: 300 },
			{ ...DONE, delay: 400 },
		]);
		const { call } = await callOperation(ports, read, undefined);
		expect(call.durationMs).toBe(2700);
	});
});

describe('pauses', () => {
	test('grow as 0.5, 1, 2, 4 s with up to half as much again', async () => {
		const seen: number[][] = [[], [], [], []];
		for (let run = 0; run < 200; run++) {
			const ports = fakePorts([{ status: 429 }]);
			await failureOf(() => callOperation(ports, read, undefined));
			ports.sleeps.forEach((pause, index) => seen[index]!.push(pause));
		}
		seen.forEach((pauses, index) => {
			const base = 500 * 2 ** index;
			expect(Math.min(...pauses)).toBeGreaterThanOrEqual(base);
			expect(Math.max(...pauses)).toBeLessThanOrEqual(base * 1.5);
			// Spread over the range, so that items that failed together do not come back together.
			expect(Math.min(...pauses)).toBeLessThan(base * 1.1);
			expect(Math.max(...pauses)).toBeGreaterThan(base * 1.4);
		});
	});

	test.each([
		['1', 1000],
		['0', 0],
		['2.5', 2500],
		['60', 60_000],
	])('obey a Retry-After of %s seconds', async (header, expected) => {
		const ports = fakePorts([{ status: 429, headers: { 'retry-after': header } }, DONE]);
		await callOperation(ports, pay, undefined);
		expect(ports.sleeps).toEqual([expected]);
	});

	test('obey a Retry-After that is a date', async () => {
		const date = new Date(Date.now() + 20_000).toUTCString();
		const ports = fakePorts([{ status: 429, headers: { 'retry-after': date } }, DONE]);
		await callOperation(ports, read, undefined);
		expect(ports.sleeps[0]).toBeGreaterThan(17_000);
		expect(ports.sleeps[0]).toBeLessThanOrEqual(20_000);
	});

	test('a date that has passed means now', async () => {
		const date = new Date(Date.now() - 60_000).toUTCString();
		const ports = fakePorts([{ status: 429, headers: { 'retry-after': date } }, DONE]);
		await callOperation(ports, read, undefined);
		expect(ports.sleeps).toEqual([0]);
	});

	test('ignore a Retry-After that means nothing', async () => {
		const ports = fakePorts([{ status: 429, headers: { 'retry-after': 'soon' } }, DONE]);
		await callOperation(ports, read, undefined);
		expect(ports.sleeps[0]).toBeGreaterThanOrEqual(500);
		expect(ports.sleeps[0]).toBeLessThanOrEqual(750);
	});

	test('also obey the Retry-After of a 503 where it may be tried again', async () => {
		const ports = fakePorts([{ status: 503, headers: { 'retry-after': '7' } }, DONE]);
		await callOperation(ports, read, undefined);
		expect(ports.sleeps).toEqual([7000]);
	});

	test('a Retry-After of more than a minute is not waited for but told', async () => {
		const ports = fakePorts([{ status: 429, headers: { 'retry-after': '3600' } }]);
		const error = await failureOf(() => callOperation(ports, pay, undefined));
		expect(ports.sleeps).toEqual([]);
		expect(error).toMatchObject({ code: 'rate-limited', details: { retryAfter: 3600 } });
		expect(error.describe()).toContain('3600 s');
	});

	test('a stop during a pause ends the call without a further request', async () => {
		const ports: FakePorts = fakePorts([{ status: 429 }], { cancelAt: 1 });
		const error = await failureOf(() => callOperation(ports, pay, undefined));
		expect(error.code).toBe('cancelled');
		expect(ports.requests).toHaveLength(1);
	});
});

test('a foreign error, such as a bug in an adapter, is passed on as it is', async () => {
	const bug = new TypeError('x is not a function');
	const ports = fakePorts([DONE]);
	const broken = { ...ports, transport: { ...ports.transport, send: () => Promise.reject(bug) } };
	await expect(callOperation(broken, read, undefined)).rejects.toBe(bug);
});
