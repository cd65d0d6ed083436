import type { Job } from './job';
import { parseJson } from './json';
import type { HttpRequest, HttpResponse, JsonObject } from './transport';

/** What went wrong, as narrow as a caller needs to decide what to do. */
export type ErrorCode =
	| 'invalid-input'
	| 'bad-request'
	| 'unauthorized'
	| 'out-of-credit'
	| 'forbidden'
	| 'not-found'
	| 'rate-limited'
	| 'server-error'
	| 'connection'
	| 'timeout'
	| 'cancelled'
	| 'job-failed'
	| 'job-timeout'
	| 'not-stored'
	| 'unexpected-response';

/** Everything known about a failure; absent when not known. */
export interface ErrorDetails {
	/** What a person can do about it, one sentence. */
	readonly hint?: string;
	/** The field that was refused, for `invalid-input`. */
	readonly field?: string;
	/** HTTP status. */
	readonly status?: number;
	/** `METHOD /path` of the request. */
	readonly request?: string;
	/** The API's own id of the failed request, for its support (`requestId` in the body, else `x-inference-id`). */
	readonly requestId?: string;
	/** The generation that was already started and paid for. */
	readonly job?: Job;
	/** What was made and paid for before the failure, e.g. `{part, url}`: plain JSON, without bytes. */
	readonly paid?: readonly JsonObject[];
	/** How often the request was sent. */
	readonly attempts?: number;
	/** Seconds the API asked to wait (`Retry-After`). */
	readonly retryAfter?: number;
	/** False when the request provably never reached the server, so that it may be sent again. */
	readonly sent?: boolean;
	/** True when a proxy answered in place of the API, which may have carried the request out all the same. */
	readonly byProxy?: boolean;
	/** The beginning of a body that could not be understood. */
	readonly body?: string;
	/** True when that body was no JSON at all, e.g. cut off, so that asking again may help. */
	readonly unreadable?: boolean;
	/** True when the API itself reported a failure inside a success: nothing was made. */
	readonly reported?: boolean;
}

/**
 * The one error of the client. Recognise it by `isAimlApiError` (it also survives message
 * passing through `toJSON` and `fromJSON`), decide by `code`, show `describe()`.
 */
export class AimlApiError extends Error {
	override readonly name = 'AimlApiError';

	constructor(
		readonly code: ErrorCode,
		message: string,
		readonly details: ErrorDetails = {},
	) {
		super(message);
	}

	/** The same error with more known about it; what is already known stays. */
	with(details: ErrorDetails): AimlApiError {
		const known = Object.entries(this.details).filter(([, value]) => value !== undefined);
		return new AimlApiError(this.code, this.message, { ...details, ...Object.fromEntries(known) });
	}

	/** One line: what happened, at which request or job, what to do. */
	describe(): string {
		return [this.message, this.trace(), this.details.hint].filter(Boolean).join(' ');
	}

	/** Where it happened: request, ids and attempts, e.g. `[POST /v1/tts, status 502, request id 4f…]`. */
	trace(): string {
		const { request, status, requestId, job, attempts } = this.details;
		const parts = [
			request,
			status !== undefined && `status ${status}`,
			requestId && `request id ${requestId}`,
			job && `job ${job.operation} ${job.id}`,
			attempts !== undefined && attempts > 1 && `${attempts} attempts`,
		].filter(Boolean);
		return parts.length > 0 ? `[${parts.join(', ')}]` : '';
	}

	toJSON(): JsonObject {
		return { name: this.name, code: this.code, message: this.message, details: this.details };
	}
}

/** True for our error, also across copies of this module. */
export function isAimlApiError(error: unknown): error is AimlApiError {
	return error instanceof Error && error.name === 'AimlApiError' && 'code' in error;
}

/** Restores an error that travelled as JSON. */
export function errorFromJSON(json: JsonObject): AimlApiError {
	return new AimlApiError(
		json.code as ErrorCode,
		String(json.message),
		(json.details ?? {}) as ErrorDetails,
	);
}

/**
 * Refuses input before any request is sent (and paid for). The problem is the rest of a sentence that begins
 * with the field, or a sentence of its own, with a capital letter.
 */
export function invalidInput(field: string, problem: string): AimlApiError {
	return new AimlApiError('invalid-input', `${field}: ${problem}`, { field });
}

/** The user stopped the work. */
export function cancelled(): AimlApiError {
	return new AimlApiError('cancelled', 'It was canceled before it was finished.');
}

const HINTS: Partial<Record<ErrorCode, string>> = {
	unauthorized: 'Check the API key.',
	'out-of-credit': 'Top up the balance of the AI/ML API account, then run it again.',
	forbidden: 'Use a key whose scopes and plan allow this request.',
	'not-found': 'Check the model id and the other ids of the request.',
	'rate-limited': 'Wait, or send fewer requests at a time.',
	'server-error': 'It is a fault of the service: try again later.',
};

/**
 * The error for a response whose status is no success. The API answers
 * `{message, path, requestId, statusCode, timestamp}`; proxies in front of it answer HTML.
 */
export function errorFromResponse(
	request: HttpRequest,
	response: Omit<HttpResponse, 'bytes'>,
): AimlApiError {
	const text = response.text();
	const body = parseJson(text);
	const message = providerMessage(body) ?? readableText(text);
	const code = codeOf(response.status, message);
	const retryAfter = parseRetryAfter(response.headers['retry-after']);
	const wait = retryAfter && `The API asks to wait ${Math.ceil(retryAfter)} s.`;
	const hint = [wait, HINTS[code]].filter(Boolean).join(' ');
	const ownId = stringOf(body?.requestId);
	return new AimlApiError(code, message || `The server answered with status ${response.status}.`, {
		...(hint && { hint }),
		status: response.status,
		request: requestLine(request),
		requestId: ownId ?? response.headers['x-inference-id'],
		// Every error of the API itself carries its id.
		...(code === 'server-error' && !ownId && { byProxy: true }),
		...(retryAfter !== undefined && { retryAfter }),
	});
}

/** The error for a success whose body holds no result that can be read. */
export function unexpectedResponse(
	request: HttpRequest,
	response: Omit<HttpResponse, 'bytes'>,
	problem: string,
): AimlApiError {
	return new AimlApiError('unexpected-response', problem, {
		hint: 'The request may have been paid for: its id finds it in the account’s logs.',
		status: response.status,
		request: requestLine(request),
		requestId: response.headers['x-inference-id'],
		body: response.text().slice(0, 2000),
	});
}

/** The error for a failure that the API reports inside a success. */
export function reportedFailure(
	request: HttpRequest,
	{ status, headers }: Pick<HttpResponse, 'status' | 'headers'>,
	reason: string,
): AimlApiError {
	return new AimlApiError('server-error', reason, {
		hint: 'Nothing was made: change the input, or try again later.',
		status,
		request: requestLine(request),
		requestId: headers['x-inference-id'],
		reported: true,
	});
}

/** The error for a failure that is told inside a stream, after a success was its status. */
export function errorFromEvent(request: HttpRequest, event: JsonObject): AimlApiError {
	const message = providerMessage(event) ?? 'The API reported a failure without a reason.';
	const status = statusOf(event);
	const code = status >= 400 ? codeOf(status, message) : 'server-error';
	return new AimlApiError(code, message, {
		hint: HINTS[code],
		request: requestLine(request),
		requestId: stringOf(event.requestId),
		reported: true,
	});
}

/** The status that an event of a stream tells as number or text; NaN when it tells none, e.g. null. */
export function statusOf({ statusCode }: JsonObject): number {
	return typeof statusCode === 'object' ? NaN : Number(statusCode);
}

/** `METHOD /path`, without the query (which may carry ids but never the key). */
export function requestLine(request: HttpRequest): string {
	return `${request.method} ${request.path}`;
}

function codeOf(status: number, message: string): ErrorCode {
	if (status === 401) return 'unauthorized';
	// 403 is both "out of credit" and "not allowed"; only the message tells them apart.
	if (status === 402 || (status === 403 && /credit|balance|billing|resource limit/i.test(message)))
		return 'out-of-credit';
	if (status === 403) return 'forbidden';
	if (status === 404) return 'not-found';
	if (status === 429) return 'rate-limited';
	if (status >= 500) return 'server-error';
	if (status >= 400) return 'bad-request';
	return 'unexpected-response';
}

/** The message of an error body; a provider's own error may be inside it as a JSON string. */
function providerMessage(body: JsonObject | undefined): string | undefined {
	if (!body) return undefined;
	const error = body.error as JsonObject | string | undefined;
	const message =
		messageOf(body.message) ??
		messageOf(error) ??
		messageOf((error as JsonObject | null | undefined)?.message);
	if (!message) return undefined;
	const start = message.indexOf('{');
	const inner = start >= 0 ? providerMessage(parseJson(message.slice(start))) : undefined;
	return inner ? `${message.slice(0, start)}${inner}`.trim() : message;
}

/** A message is a text, or, where several fields were refused, a list of texts. */
function messageOf(value: unknown): string | undefined {
	if (!Array.isArray(value)) return stringOf(value);
	return stringOf(value.filter((one) => typeof one === 'string' && one !== '').join('; '));
}

/** More of a body is never searched for words: the work grows with the square of tags left open. */
const READABLE_LENGTH = 8192;

/** An HTML or plain body as one short line. */
function readableText(text: string): string {
	return text
		.slice(0, READABLE_LENGTH)
		.replace(/<(style|script)[\s\S]*?(<\/\1>|$)/gi, ' ')
		.replace(/<[^>]*>/g, ' ')
		.replace(/\s+/g, ' ')
		.trim()
		.slice(0, 300);
}

/** Seconds from a `Retry-After` header: a number of seconds or an HTTP date. */
function parseRetryAfter(header: string | undefined): number | undefined {
	if (!header) return undefined;
	const seconds = Number(header);
	if (Number.isFinite(seconds)) return Math.max(0, seconds);
	const date = Date.parse(header);
	return Number.isNaN(date) ? undefined : Math.max(0, (date - Date.now()) / 1000);
}

function stringOf(value: unknown): string | undefined {
	return typeof value === 'string' && value !== '' ? value : undefined;
}
