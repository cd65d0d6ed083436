import {
	AimlApiError,
	errorFromResponse,
	guessMimeType,
	withRetries,
	type GeneratedMedia,
	type HttpRequest,
} from '../../../client';
import { watchExchange } from './exchange-watch';
import { createPorts } from './ports';

/** Milliseconds of silence. */
const TIMEOUT = 60_000;

/**
 * The bytes of a generated file, wherever the answer has them. A URL is on another host: it gets no
 * key, no cookie and no referrer. Reading it costs nothing, so that it is tried again.
 * @throws AimlApiError when it does not arrive, or is empty
 */
export async function fetchMedia(media: GeneratedMedia, signal: AbortSignal): Promise<Blob> {
	const { bytes, type } = media.url
		? await download(media.url, signal)
		: { bytes: media.bytes ?? bytesOf(media.base64 ?? ''), type: '' };
	if (bytes.length === 0)
		throw new AimlApiError('unexpected-response', 'The generated file is empty.');
	// The bytes know better than a header, which is often just "bytes".
	const known = guessMimeType({ bytes }) ?? media.mimeType ?? type;
	return new Blob([bytes as Uint8Array<ArrayBuffer>], { type: known });
}

function bytesOf(base64: string): Uint8Array {
	try {
		return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
	} catch {
		throw new AimlApiError('unexpected-response', 'The generated file is no valid base64.');
	}
}

/** What a host sent, and what it calls it; empty when it does not. */
interface Download {
	readonly bytes: Uint8Array;
	readonly type: string;
}

async function download(url: string, signal: AbortSignal): Promise<Download> {
	if (!URL.canParse(url))
		throw new AimlApiError('unexpected-response', 'The generated file has no valid address.');
	const request: HttpRequest = { method: 'GET', path: url };
	// Only for the pauses between the attempts: the base URL and the key play no part.
	const ports = createPorts({ baseUrl: url, apiKey: '', signal });
	const { result } = await withRetries(ports, request, () => attempt(request, signal));
	return result;
}

async function attempt(request: HttpRequest, signal: AbortSignal): Promise<Download> {
	const watch = watchExchange(signal, TIMEOUT, { request: `GET ${new URL(request.path).host}` });
	try {
		const response = await watch.during(
			fetch(request.path, {
				signal: watch.signal,
				credentials: 'omit',
				referrerPolicy: 'no-referrer',
			}),
		);
		if (response.ok) {
			const bytes = new Uint8Array(await watch.during(response.arrayBuffer()));
			return { bytes, type: response.headers.get('content-type') ?? '' };
		}
		const text = await watch.during(response.text());
		throw errorFromResponse(request, {
			status: response.status,
			headers: Object.fromEntries(response.headers),
			text: () => text,
		});
	} finally {
		watch.end();
	}
}
