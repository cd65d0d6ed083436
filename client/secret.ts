/** What stands in the place of a key. */
const HIDDEN = '•••';
/** A shorter text is no key, and would be found in the middle of ordinary words. */
const SHORTEST_SECRET = 8;

/**
 * The text without the secret. A server may quote the Authorization header it was sent, e.g. in an error;
 * the adapters, who alone hold the key, keep it from everything that reads an answer.
 */
export function hideSecret(text: string, secret: string): string {
	const key = secret.trim();
	return key.length < SHORTEST_SECRET ? text : text.split(key).join(HIDDEN);
}

/** The same for a text that arrives in pieces, cut anywhere: only what may be its beginning waits. */
export async function* hideSecretInPieces(
	pieces: AsyncIterable<string>,
	secret: string,
): AsyncGenerator<string, void, void> {
	const key = secret.trim();
	let rest = '';
	for await (const piece of pieces) {
		const text = hideSecret(rest + piece, key);
		const held = key.length < SHORTEST_SECRET ? 0 : beginningAtEnd(text, key);
		rest = text.slice(text.length - held);
		if (held < text.length) yield text.slice(0, text.length - held);
	}
	if (rest) yield rest;
}

/** How many of the text's last characters are the first ones of the key. */
function beginningAtEnd(text: string, key: string): number {
	let length = Math.min(text.length, key.length - 1);
	while (length > 0 && !text.endsWith(key.slice(0, length))) length--;
	return length;
}
