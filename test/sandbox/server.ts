import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { ApiError, errorBody } from './errors';
import { Exchange } from './exchange';
import { applyFault } from './fault-effects';
import { listen } from './listen';
import { answerMedia } from './media-server';
import type { Sandbox, SandboxOptions } from './options';
import { readBody, startRecording } from './record';
import { findRoute } from './routes';
import { State } from './state';

/** Starts the API and its media host on 127.0.0.1. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
	const state = new State(options);
	const media = await listen(options.mediaPort ?? 0, options.tls, (request, response) =>
		guard(response, answerMedia(state, request, response)),
	);
	state.media.url = (options.publicMediaUrl ?? media.url).replace(/\/$/, '');
	const api = await listen(options.port ?? 0, options.tls, (request, response) =>
		guard(response, answerApi(state, request, response)),
	).catch(async (error: unknown) => {
		await media.close();
		throw error;
	});
	return {
		url: api.url,
		mediaUrl: state.media.url,
		mediaPort: Number(new URL(media.url).port),
		apiKey: state.apiKey,
		requests: state.requests,
		mediaRequests: state.mediaRequests,
		get maxInFlight() {
			return state.maxInFlight;
		},
		get webUrl() {
			return state.webUrl;
		},
		set webUrl(url) {
			state.webUrl = url;
		},
		retire: (...ids) => ids.forEach((id) => state.retired.add(id)),
		addFault: (fault) => state.faults.add(fault),
		hold: (route, { after } = {}) => state.holds.add(route, after),
		reset: () => state.reset(),
		set: (timing) => void Object.assign(state.timing, timing),
		close: async () => {
			await Promise.all([api.close(), media.close()]);
		},
	};
}

/** A bug of the sandbox is a loud 500, never a request that hangs. */
function guard(response: ServerResponse, answer: Promise<void>): void {
	answer.catch((error: unknown) => {
		// A client that leaves while its request is read is no bug.
		if (response.destroyed) return;
		console.error('The sandbox failed:', error);
		if (response.headersSent) response.destroy();
		else response.writeHead(500).end(String(error));
	});
}

async function answerApi(
	state: State,
	request: IncomingMessage,
	response: ServerResponse,
): Promise<void> {
	if (request.method === 'OPTIONS') return answerPreflight(request, response);
	const recording = startRecording('api', request, response);
	const { record } = recording;
	state.maxInFlight = Math.max(state.maxInFlight, ++state.inFlight);
	response.once('close', () => state.inFlight--);

	const exchange = new Exchange(state, request, response, recording);
	const fault = state.faults.takeForRequest(record.method, record.path);
	if (fault?.kind === 'reset-before') {
		state.requests.push(record);
		return exchange.drop();
	}
	// Whoever sees a request sees the whole of it; of one that breaks off, what came.
	await readBody(request, record).finally(() => state.requests.push(record));
	if (state.timing.latency > 0) await sleep(state.timing.latency);
	await state.holds.untilReleased(record.method, record.path);
	if (exchange.isOver) return;
	if (fault) return applyFault(exchange, fault);
	try {
		await answerRoute(exchange);
	} catch (error) {
		if (!(error instanceof ApiError)) throw error;
		exchange.send(error.status, errorBody(error.status, record.path, error.message));
	}
}

async function answerRoute(exchange: Exchange): Promise<void> {
	const { method, path } = exchange.record;
	const route = findRoute(method === 'HEAD' ? 'GET' : method, path);
	if (!route) throw new ApiError(404, `Cannot ${method} ${path}`);
	if (route.access !== 'open') {
		const { account } = exchange.state;
		if (!account.accepts(exchange.key)) throw new ApiError(401);
		exchange.state.jobs.settle();
		if (route.access === 'paid' && account.balance(exchange.key) <= 0) throw new ApiError(403);
	}
	const { model } = (exchange.record.body ?? {}) as { model?: unknown };
	if (typeof model === 'string' && exchange.state.retired.has(model))
		throw new ApiError(404, `Model "${model}" not found`);
	await route.answer(exchange);
}

/** A browser asks first whether a page may send a key. */
async function answerPreflight(request: IncomingMessage, response: ServerResponse): Promise<void> {
	response.writeHead(204, {
		'access-control-allow-origin': '*',
		'access-control-allow-methods': 'GET, POST, PATCH, PUT, DELETE',
		'access-control-allow-headers': request.headers['access-control-request-headers'] ?? '*',
		'access-control-max-age': '600',
	});
	response.end();
	await once(response, 'close');
}
