import {
	AimlApiError,
	errorFromResponse,
	isAimlApiError,
	reportedFailure,
	requestLine,
	unexpectedResponse,
} from './errors';
import { parseJson } from './json';
import type { HttpRequest, HttpResponse, JsonObject, Ports } from './transport';

/**
 * One endpoint: data plus two pure functions.
 * `Input` is what a caller gives, `Output` what the body means.
 */
export interface Operation<Input, Output> {
	/** What it is called in jobs, errors and tests, e.g. `chat:complete`: the node's resource, and mostly its operation. */
	readonly name: string;
	/** Catalogue `type` values of the models that fit; empty when the operation takes no model. */
	readonly modelTypes: readonly string[];
	/**
	 * What a success may answer: JSON only (default), or anything, e.g. audio. With `any`, a body that
	 * is not JSON leaves `Answer.body` empty, and `parse` reads `bytes()` or `text()`.
	 */
	readonly answers?: 'json' | 'any';
	/** Builds the request. Throws `invalid-input`, naming the field, before anything is sent. */
	request(input: Input): HttpRequest;
	/** Reads a successful answer. Throws `unexpected-response` rather than return an empty result. */
	parse(answer: Answer): Output;
}

/** A successful response, as an operation reads it. */
export interface Answer {
	readonly status: number;
	/** Header names in lower case. */
	readonly headers: Readonly<Record<string, string>>;
	/** The parsed JSON body; an empty object for an empty body. */
	readonly body: JsonObject;
	text(): string;
	bytes(): Uint8Array;
	/** The error for a body without a readable result. */
	unexpected(problem: string): AimlApiError;
	/** The error for a failure that the body reports. */
	failed(reason: string): AimlApiError;
}

/** What one call was and what it cost. Values the API did not tell are absent. */
export interface Call {
	/** The model that was asked for. */
	readonly model?: string;
	/** `x-inference-id`: finds the call in the account's logs. */
	readonly inferenceId?: string;
	/** US dollars. */
	readonly costUsd?: number;
	/** Credits; 2,000,000 are one US dollar. */
	readonly creditsUsed?: number;
	/** Tokens, as the API counts them. */
	readonly usage?: JsonObject;
	/** How often the request was sent. */
	readonly attempts: number;
	/** Milliseconds from the first attempt to the parsed answer. */
	readonly durationMs: number;
}

/** What a call returns. */
export interface CallResult<Output> {
	readonly output: Output;
	readonly call: Call;
}

/** Attempts for one request, the first one included. */
const MAX_ATTEMPTS = 5;
/** The longest pause before a further attempt; the API asking for more is told to the user instead. */
const MAX_PAUSE_SECONDS = 60;

/**
 * Sends one operation and reads its answer: the only way any request leaves the client.
 * A 429 is tried again, obeying `Retry-After`; a server error or a broken connection only where
 * that can not pay twice: for reads, and for requests that provably never reached the server.
 *
 * @throws AimlApiError with the request, its id and the attempts made
 */
export async function callOperation<Input, Output>(
	ports: Ports,
	operation: Operation<Input, Output>,
	input: Input,
	maxAttempts = MAX_ATTEMPTS,
): Promise<CallResult<Output>> {
	const request = operation.request(input);
	const startedAt = ports.clock.now();
	const send = async () => {
		const received = await ports.transport.send(request);
		if (!isSuccess(request, received)) throw errorFromResponse(request, received);
		return received;
	};
	const { result: response, attempts } = await withRetries(ports, request, send, maxAttempts);
	const body =
		operation.answers === 'any' ? (parseJson(response.text()) ?? {}) : parseBody(request, response);
	const output = operation.parse({
		...response,
		body,
		unexpected: (problem) => unexpectedResponse(request, response, problem),
		failed: (reason) => reportedFailure(request, response, reason),
	});
	const call = describeCall(request, response.headers, body, {
		attempts,
		durationMs: ports.clock.now() - startedAt,
	});
	return { output, call };
}

/** Runs `attempt` until it succeeds, fails for good, or has been tried often enough. */
export async function withRetries<Result>(
	ports: Ports,
	request: HttpRequest,
	attempt: () => Promise<Result>,
	maxAttempts = MAX_ATTEMPTS,
): Promise<{ result: Result; attempts: number }> {
	for (let attempts = 1; ; attempts++) {
		try {
			return { result: await attempt(), attempts };
		} catch (error) {
			if (!isAimlApiError(error)) throw error;
			const pause = pauseBefore(attempts, error);
			if (attempts >= maxAttempts || pause > MAX_PAUSE_SECONDS || !maySendAgain(request, error))
				throw error.with({ request: requestLine(request), attempts });
			await ports.clock.sleep(pause * 1000);
		}
	}
}

/** Never pay twice: a paid POST is sent again only when it was provably not accepted. */
function maySendAgain(request: HttpRequest, error: AimlApiError): boolean {
	switch (error.code) {
		case 'rate-limited':
			return true;
		case 'server-error':
			return request.method === 'GET';
		case 'connection':
		case 'timeout':
			return request.method === 'GET' || error.details.sent === false;
		default:
			return false;
	}
}

/** Seconds: what the API asks for, else 0.5, 1, 2, 4 … with up to half as much again, so that parallel items spread out. */
function pauseBefore(attempts: number, error: AimlApiError): number {
	return error.details.retryAfter ?? 0.5 * 2 ** (attempts - 1) * (1 + Math.random() / 2);
}

/** 304 is the expected answer to a conditional request. */
function isSuccess(request: HttpRequest, response: HttpResponse): boolean {
	if (response.status === 304) return request.headers?.['if-none-match'] !== undefined;
	return response.status >= 200 && response.status < 300;
}

/** The JSON of a success. @throws AimlApiError `unexpected-response` when it is none */
export function parseBody(request: HttpRequest, response: Omit<HttpResponse, 'bytes'>): JsonObject {
	const body = response.text().trim() === '' ? {} : parseJson(response.text());
	if (body) return body;
	throw unexpectedResponse(
		request,
		response,
		'The answer is not valid JSON; it may have been cut off.',
	).with({ unreadable: true });
}

/** Gathers identity and cost from headers, which JSON answers carry, and from `meta.usage` and `usage` in the body. */
export function describeCall(
	request: HttpRequest,
	headers: Readonly<Record<string, string>>,
	body: JsonObject,
	measured: { attempts: number; durationMs: number },
): Call {
	const metaUsage = (body.meta as JsonObject | undefined)?.usage as JsonObject | undefined;
	return withoutAbsent({
		model: modelOf(request),
		inferenceId: headers['x-inference-id'],
		costUsd: numberOf(headers['x-aimlapi-usd-spent']) ?? numberOf(metaUsage?.usd_spent),
		creditsUsed: numberOf(headers['x-aimlapi-credits-used']) ?? numberOf(metaUsage?.credits_used),
		usage: (body.usage as JsonObject | null | undefined) ?? undefined,
		...measured,
	});
}

/** The model of a JSON body or of a form. */
function modelOf({ body, multipart }: HttpRequest): string | undefined {
	const model = body?.model ?? multipart?.find(({ name }) => name === 'model')?.value;
	return typeof model === 'string' ? model : undefined;
}

/** Several calls for one result as one: costs and attempts are summed, the first one's id stands for all. */
export function sumCalls(calls: readonly Call[], durationMs: number): Call {
	const sum = (read: (call: Call) => number | undefined) => {
		const known = calls.flatMap((call) => read(call) ?? []);
		return known.length > 0 ? known.reduce((total, value) => total + value, 0) : undefined;
	};
	return withoutAbsent({
		model: calls[0]?.model,
		inferenceId: calls[0]?.inferenceId,
		costUsd: sum(({ costUsd }) => costUsd),
		creditsUsed: sum(({ creditsUsed }) => creditsUsed),
		attempts: sum(({ attempts }) => attempts) ?? 0,
		durationMs,
	});
}

/** The same call for a further output of it: the cost stands once, so that a sum over outputs is right. */
export function withoutCost(call: Call): Call {
	const { costUsd: _costUsd, creditsUsed: _creditsUsed, usage: _usage, ...rest } = call;
	return rest;
}

/** A copy without the keys whose value is undefined. */
export function withoutAbsent<Value extends object>(value: Value): Value {
	return Object.fromEntries(Object.entries(value).filter(([, v]) => v !== undefined)) as Value;
}

function numberOf(value: unknown): number | undefined {
	const number = typeof value === 'string' && value !== '' ? Number(value) : value;
	return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}
