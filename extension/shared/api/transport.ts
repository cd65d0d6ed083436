import {
	hideSecret,
	hideSecretInPieces,
	invalidInput,
	requestLine,
	type HttpRequest,
	type HttpResponse,
	type MultipartPart,
	type StreamingHttpResponse,
	type StreamingTransport,
} from '../../../client';
import { watchExchange, type ExchangeWatch } from './exchange-watch';
import { requireNetwork } from './online';

/** What one transport is bound to. */
export interface TransportOptions {
	/** Scheme and host, without a path's `/v1`. The only place the key is ever sent to. */
	readonly baseUrl: string;
	readonly apiKey: string;
	/** Ends everything in flight with code `cancelled`. */
	readonly signal: AbortSignal;
	/** Longest silence of the server, in milliseconds, before code `timeout`; 5 minutes when absent. */
	readonly timeout?: number;
}

/** Reasoning models think for minutes before their first token. */
const DEFAULT_TIMEOUT = 5 * 60_000;

/**
 * The client's transport over `fetch`: one base URL, one key, one abort signal. No cookies, no cache,
 * no referrer, and no redirect, which could carry the key to another host.
 */
export function createTransport(options: TransportOptions): StreamingTransport {
	return {
		async send(request): Promise<HttpResponse> {
			const { pieces, ...head } = await exchange(options, request);
			const body = [];
			for await (const piece of pieces) body.push(piece);
			const bytes = new Uint8Array(await new Blob(body).arrayBuffer());
			const text = () => hideSecret(new TextDecoder().decode(bytes), options.apiKey);
			return { ...head, text, bytes: () => bytes };
		},
		async stream(request): Promise<StreamingHttpResponse> {
			const { pieces, ...head } = await exchange(options, request);
			return { ...head, chunks: hideSecretInPieces(decode(pieces), options.apiKey) };
		},
	};
}

/** A response whose body is still on its way. */
interface Exchange {
	readonly status: number;
	readonly headers: Readonly<Record<string, string>>;
	readonly pieces: AsyncIterable<Uint8Array<ArrayBuffer>>;
}

async function exchange(options: TransportOptions, request: HttpRequest): Promise<Exchange> {
	const headers = headersOf(options, request);
	const details = { request: requestLine(request) };
	// A user who has stopped is not told of a network.
	if (!options.signal.aborted) requireNetwork(details);
	const timeout = Math.min(options.timeout ?? DEFAULT_TIMEOUT, request.timeout ?? Infinity);
	const watch = watchExchange(options.signal, timeout, details);
	const response = await watch.during(
		fetch(urlOf(options.baseUrl, request), {
			method: request.method,
			headers,
			...(request.body && { body: JSON.stringify(request.body) }),
			...(request.multipart && { body: toFormData(request.multipart) }),
			signal: watch.signal,
			cache: 'no-store',
			credentials: 'omit',
			redirect: 'error',
			referrerPolicy: 'no-referrer',
		}),
	);
	return {
		status: response.status,
		headers: Object.fromEntries(
			[...response.headers].map(([name, value]) => [name, hideSecret(value, options.apiKey)]),
		),
		pieces: readBody(response, watch),
	};
}

async function* readBody(
	response: Response,
	watch: ExchangeWatch,
): AsyncGenerator<Uint8Array<ArrayBuffer>, void, void> {
	if (!response.body) return watch.end();
	const reader = response.body.getReader();
	try {
		for (;;) {
			const { done, value } = await watch.during(reader.read());
			if (done) return;
			yield value;
		}
	} finally {
		watch.end();
		// A body left half-read would keep its connection; an error here has been told already.
		await reader.cancel().catch(() => undefined);
	}
}

/** The body as text; a character split between two pieces comes out whole. */
async function* decode(pieces: AsyncIterable<Uint8Array>): AsyncGenerator<string, void, void> {
	const decoder = new TextDecoder();
	for await (const piece of pieces) {
		const text = decoder.decode(piece, { stream: true });
		if (text) yield text;
	}
	const rest = decoder.decode();
	if (rest) yield rest;
}

/** The type and boundary are set by fetch. */
function toFormData(parts: readonly MultipartPart[]): FormData {
	const form = new FormData();
	for (const { name, value } of parts) {
		if (typeof value === 'string') form.append(name, value);
		else
			form.append(
				name,
				new Blob([value.bytes as Uint8Array<ArrayBuffer>], { type: value.mimeType }),
				value.fileName,
			);
	}
	return form;
}

function urlOf(baseUrl: string, { path, query }: HttpRequest): string {
	const url = new URL(baseUrl + path);
	for (const [name, value] of Object.entries(query ?? {}))
		for (const one of [value].flat())
			if (one !== undefined) url.searchParams.append(name, String(one));
	return url.href;
}

function headersOf({ apiKey }: TransportOptions, request: HttpRequest): Headers {
	// A header takes no such characters; fetch would blame the connection.
	if (/[^\x21-\x7e]/.test(apiKey)) throw invalidInput('API key', 'holds characters no key has.');
	return new Headers({
		...(apiKey && { authorization: `Bearer ${apiKey}` }),
		...(request.body && { 'content-type': 'application/json' }),
		...request.headers,
	});
}
