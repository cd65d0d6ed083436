import {
	AimlApiError,
	errorFromEvent,
	errorFromResponse,
	isAimlApiError,
	requestLine,
	statusOf,
	unexpectedResponse,
} from './errors';
import { parseJson } from './json';
import { describeCall, parseBody, withRetries, type Answer, type CallResult } from './operation';
import type { HttpRequest, JsonObject, StreamingHttpResponse, StreamingPorts } from './transport';

/** One event of a `text/event-stream` (WHATWG HTML, section 9.2). */
export interface ServerSentEvent {
	/** The event's type, when the server names one. */
	readonly event?: string;
	readonly data: string;
	/** True for the last one when the stream ended before its blank line: the data may be cut off. */
	readonly unfinished?: boolean;
}

/** An endpoint that can answer piece by piece. */
export interface StreamingOperation<Input, Part, Output> {
	/** `resource:operation`, as in the node. */
	readonly name: string;
	/** Catalogue `type` values of the models that fit. */
	readonly modelTypes: readonly string[];
	/** Builds the request. Throws `invalid-input`, naming the field, before anything is sent. */
	request(input: Input): HttpRequest;
	/** A fresh reader for one answer. */
	reader(): StreamReader<Part, Output>;
	/** Reads an answer that came whole, as JSON, although a stream was asked for. */
	readWhole(answer: Pick<Answer, 'body' | 'unexpected'>): { parts: Part[]; output: Output };
}

/** Reads one streamed answer. */
export interface StreamReader<Part, Output> {
	/** Takes the next event's JSON, and its type where the server names one, and returns the parts it adds. */
	read(event: JsonObject, name?: string): Part[];
	/** The whole answer; undefined while its end was not seen, which `[DONE]` (`ended`) is too. */
	result(ended: boolean): Output | undefined;
}

/** What a streamed call yields: parts as they come, then exactly one `done`. */
export type StreamEvent<Part, Output> = Part | ({ readonly type: 'done' } & CallResult<Output>);

/**
 * Sends one operation and yields its answer while it arrives. Opening the stream follows the
 * retry rule of `callOperation`; an answer that has begun is never asked for again.
 *
 * @throws AimlApiError also in the middle: `server-error` when the API reports a failure inside
 * the stream, `connection` when the stream ends before the answer does
 */
export async function* streamOperation<Input, Part extends { type: string }, Output>(
	ports: StreamingPorts,
	operation: StreamingOperation<Input, Part, Output>,
	input: Input,
): AsyncGenerator<StreamEvent<Part, Output>, void, void> {
	const request = operation.request(input);
	const startedAt = ports.clock.now();
	const { result: response, attempts } = await withRetries(ports, request, () =>
		open(ports, request),
	);
	const details = {
		request: requestLine(request),
		requestId: response.headers['x-inference-id'],
		attempts,
	};
	const describe = (accounting: JsonObject) =>
		describeCall(request, response.headers, accounting, {
			attempts,
			durationMs: ports.clock.now() - startedAt,
		});
	if (/^application\/(.+\+)?json\b/i.test(response.headers['content-type'] ?? '')) {
		try {
			const body = await readWholeBody(request, response);
			const { parts, output } = operation.readWhole(body);
			yield* parts;
			yield { type: 'done', output, call: describe(body.body) };
			return;
		} catch (error) {
			throw isAimlApiError(error) ? error.with(details) : error;
		}
	}
	const reader = operation.reader();
	let ended = false;
	let output: Output | undefined;
	/** The last chunks carry `usage` and `meta.usage`. */
	let accounting: JsonObject = {};
	try {
		for await (const { event: name, data, unfinished } of parseServerSentEvents(response.chunks)) {
			// The documentation prints no `[DONE]`, OpenAI's API sends it: both ends are accepted.
			ended = data.trim() === '[DONE]';
			if (ended) break;
			if (data.trim() === '') continue;
			const event = unfinished ? parseJson(data) : parseEvent(data);
			// Cut off in the middle: what came before decides whether the answer is complete.
			if (!event) break;
			if (isFailure(event, name)) throw errorFromEvent(request, event);
			accounting = {
				usage: event.usage ?? accounting.usage,
				meta: event.meta ?? accounting.meta,
			};
			yield* reader.read(event, name);
		}
		output = reader.result(ended);
	} catch (error) {
		throw isAimlApiError(error) ? error.with(details) : error;
	}
	if (output === undefined) {
		throw new AimlApiError('connection', 'The answer stopped before its end.', {
			...details,
			hint: 'What arrived is kept; run it again for a complete answer (it is paid for again).',
			unreadable: true,
		});
	}
	yield { type: 'done', output, call: describe(accounting) };
}

async function open(ports: StreamingPorts, request: HttpRequest): Promise<StreamingHttpResponse> {
	const response = await ports.transport.stream(request);
	if (response.status >= 200 && response.status < 300) return response;
	const text = await readText(response);
	throw errorFromResponse(request, { ...response, text: () => text });
}

async function readText({ chunks }: StreamingHttpResponse): Promise<string> {
	let text = '';
	for await (const chunk of chunks) text += chunk;
	return text;
}

/** The answer of a server (or a proxy before it) that does not stream. */
async function readWholeBody(
	request: HttpRequest,
	response: StreamingHttpResponse,
): Promise<Pick<Answer, 'body' | 'unexpected'>> {
	const text = await readText(response);
	const received = { ...response, text: () => text };
	const body = parseBody(request, received);
	if (isFailure(body, undefined)) throw errorFromEvent(request, body);
	return { body, unexpected: (problem) => unexpectedResponse(request, received, problem) };
}

function parseEvent(data: string): JsonObject {
	const event = parseJson(data);
	if (event) return event;
	throw new AimlApiError('unexpected-response', 'A part of the answer is not valid JSON.', {
		body: data.slice(0, 2000),
	});
}

/** The shape of an error inside a stream is not documented: OpenAI's and the API's own are known. */
function isFailure(event: JsonObject, name: string | undefined): boolean {
	return Boolean(event.error) || name === 'error' || statusOf(event) >= 400;
}

/** Splits decoded pieces of a `text/event-stream` into events; one without its blank line at the end is marked. */
export async function* parseServerSentEvents(
	chunks: AsyncIterable<string>,
): AsyncGenerator<ServerSentEvent, void, void> {
	let event: string | undefined;
	let data: string[] = [];
	const current = () => ({ ...(event && { event }), data: data.join('\n') });
	for await (const line of splitLines(chunks)) {
		if (line === '') {
			if (data.length > 0) yield current();
			event = undefined;
			data = [];
			continue;
		}
		const colon = line.indexOf(':');
		const field = colon < 0 ? line : line.slice(0, colon);
		const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
		if (field === 'data') data.push(value);
		else if (field === 'event') event = value;
	}
	if (data.length > 0) yield { ...current(), unfinished: true };
}

/** Lines, ended by `\n`, `\r`, `\r\n` or the end of the text, wherever the pieces were cut. */
async function* splitLines(chunks: AsyncIterable<string>): AsyncGenerator<string, void, void> {
	let rest = '';
	let first = true;
	let afterCarriageReturn = false;
	for await (const chunk of chunks) {
		let piece = chunk;
		if (piece === '') continue;
		if (first) piece = piece.replace(/^\uFEFF/, '');
		first = false;
		if (afterCarriageReturn && piece.startsWith('\n')) piece = piece.slice(1);
		afterCarriageReturn = chunk.endsWith('\r');
		// Only the new piece is searched, so that one long line in many pieces stays linear.
		const lines = piece.split(/\r\n|\r|\n/);
		lines[0] = rest + lines[0];
		rest = lines.pop() ?? '';
		yield* lines;
	}
	if (rest) yield rest;
}
