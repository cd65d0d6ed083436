import { FaultQueue, matchesRoute, parseFault } from './faults';

describe('parseFault', () => {
	it.each([
		[
			'POST /v1/chat/completions=503x2',
			{ route: 'POST /v1/chat/completions', kind: 503, times: 2 },
		],
		['*=html-502', { route: '*', kind: 'html-502' }],
		['/media=404x*', { route: '/media', kind: 404, times: Infinity }],
		['GET *=reset-afterx3', { route: 'GET *', kind: 'reset-after', times: 3 }],
		['*=429,retryAfter=1.5', { route: '*', kind: 429, retryAfter: 1.5 }],
		[
			'POST /v2/video=job-errorx2,message=a=b',
			{ route: 'POST /v2/video', kind: 'job-error', times: 2, message: 'a=b' },
		],
		['*=stream-cut,after=7', { route: '*', kind: 'stream-cut', after: 7 }],
	])('reads %s', (text, fault) => expect(parseFault(text)).toEqual(fault));

	it.each([
		['503', /names no route/],
		['chat=503', /names no route/],
		['*=', /no kind of fault/],
		['*=200', /no kind of fault/],
		['*=explode', /use a status/],
		['*=503,colour=red', /no setting/],
	])('refuses %s', (text, problem) => expect(() => parseFault(text)).toThrow(problem));
});

describe('matchesRoute', () => {
	it.each([
		['*', 'GET', '/v2/billing', true],
		['*', 'GET', '/media/x.png', false],
		['/media', 'GET', '/media/x.png', true],
		['POST *', 'GET', '/v1/models', false],
		['POST /v1/chat', 'POST', '/v1/chat/completions', true],
		['POST /v1/chat', 'POST', '/chat/completions', true],
		['POST /chat', 'POST', '/v1/chat/completions', true],
		['GET /v2/video', 'POST', '/v2/video/generations', false],
	])('%s for %s %s: %s', (route, method, path, expected) =>
		expect(matchesRoute(route, method, path)).toBe(expected),
	);
});

describe('FaultQueue', () => {
	it('gives each fault as often as it says, in order', () => {
		const queue = new FaultQueue();
		queue.add({ route: '*', kind: 500, times: 2 });
		queue.add({ route: '*', kind: 503 });
		const taken = [1, 2, 3, 4].map(() => queue.takeForRequest('GET', '/x')?.kind);
		expect(taken).toEqual([500, 500, 503, undefined]);
	});

	it('keeps the faults of streams and jobs for the route that can make them happen', () => {
		const queue = new FaultQueue();
		queue.add({ route: '*', kind: 'job-error' });
		expect(queue.takeForRequest('POST', '/v2/video/generations')).toBeUndefined();
		expect(queue.takeForRoute('POST', '/v2/video/generations', 'stream-cut')).toBeUndefined();
		const taken = queue.takeForRoute('POST', '/v2/video/generations', 'job-error', 'job-stuck');
		expect(taken?.kind).toBe('job-error');
	});
});
