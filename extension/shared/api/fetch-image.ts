import { isPublicAddress } from '../image/public-address';

/** Bytes; a picture that a search shows is far smaller. */
const MOST_BYTES = 10_000_000;
/** Milliseconds until a host that says nothing is given up. */
const TIMEOUT = 20_000;
/** What is shown as a picture; a drawing in SVG is a document of its own. */
const IMAGE = /^image\/(png|jpeg|gif|webp|avif)\b/i;

/**
 * Loads a stranger's image without cookies and without telling from where; never one that could be a
 * service of this computer or of its network, which would take the request for the user's.
 * @throws Error when its host does not allow it, or sends something else or too much
 */
export async function fetchImage(url: URL): Promise<Blob> {
	if (url.protocol !== 'https:' || !isPublicAddress(url.href))
		throw new Error('The image is not at a public https address.');
	const response = await fetch(url, {
		credentials: 'omit',
		referrerPolicy: 'no-referrer',
		cache: 'no-store',
		// It could lead to such a service after all.
		redirect: 'error',
		signal: AbortSignal.timeout(TIMEOUT),
	});
	const type = response.headers.get('content-type') ?? '';
	if (!response.ok || !response.body || !IMAGE.test(type)) {
		await response.body?.cancel();
		throw new Error(`The answer is no image: status ${response.status}, ${type || 'no type'}.`);
	}
	const pieces: Uint8Array<ArrayBuffer>[] = [];
	let size = 0;
	for await (const piece of response.body) {
		size += piece.length;
		if (size > MOST_BYTES) throw new Error('The image is too large.');
		pieces.push(piece);
	}
	return new Blob(pieces, { type });
}
