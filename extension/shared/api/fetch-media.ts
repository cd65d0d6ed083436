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
	const blob = media.url
		? await download(media.url, signal)
		: new Blob([(media.bytes ?? bytesOf(media.base64 ?? '')) as Uint8Array<ArrayBuffer>]);
	if (blob.size === 0)
		throw new AimlApiError('unexpected-response', 'The generated file is empty.');
	const start = new Uint8Array(await blob.slice(0, 12).arrayBuffer());
	// The bytes know better than a header, which is often just "bytes".
	const type = guessMimeType({ bytes: start }) ?? media.mimeType ?? blob.type;
	return blob.slice(0, blob.size, type);
}

function bytesOf(base64: string): Uint8Array {
	try {
		return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
	} catch {
		throw new AimlApiError('unexpected-response', 'The generated file is no valid base64.');
	}
}

async function download(url: string, signal: AbortSignal): Promise<Blob> {
	if (!URL.canParse(url))
		throw new AimlApiError('unexpected-response', 'The generated file has no valid address.');
	const request: HttpRequest = { method: 'GET', path: url };
	// Only for the pauses between the attempts: the base URL and the key play no part.
	const ports = createPorts({ baseUrl: url, apiKey: '', signal });
	const { result } = await withRetries(ports, request, () => attempt(request, signal));
	return result;
}

async function attempt(request: HttpRequest, signal: AbortSignal): Promise<Blob> {
	const watch = watchExchange(signal, TIMEOUT, { request: `GET ${new URL(request.path).host}` });
	try {
		const response = await watch.during(
			fetch(request.path, {
				signal: watch.signal,
				credentials: 'omit',
				referrerPolicy: 'no-referrer',
			}),
		);
		if (response.ok) return await watch.during(response.blob());
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
