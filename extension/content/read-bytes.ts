import type { PageErrorCode } from '../shared/problem/page-error';

/** Bytes; larger PDFs are pictures more than text, and would fill the tab's memory. */
const MOST_BYTES = 50_000_000;

/** The bytes of the document of this tab, asked for with the tab's own cookies; or why there are none. */
export async function readBytes(): Promise<Uint8Array | PageErrorCode> {
	// The browser fetches no files of the device for anyone.
	if (location.protocol === 'file:') return 'pdf-on-device';
	let response: Response;
	try {
		// What the tab shows is there already.
		response = await fetch(location.href, { cache: 'force-cache' });
		if (!response.ok || !response.body) return 'pdf-unavailable';
		return (await readAll(response.body)) ?? 'pdf-too-large';
	} catch {
		return 'pdf-unavailable';
	}
}

async function readAll(body: ReadableStream<Uint8Array>): Promise<Uint8Array | undefined> {
	const pieces: Uint8Array[] = [];
	let length = 0;
	for await (const piece of body) {
		length += piece.length;
		// Leaving the loop ends the download.
		if (length > MOST_BYTES) return undefined;
		pieces.push(piece);
	}
	return new Uint8Array(await new Blob(pieces as BlobPart[]).arrayBuffer());
}
