import { createHash } from 'node:crypto';

/** Numbers from 0 up to 1 that depend on nothing but the text: invented facts stay the same. */
export function numbersFrom(text: string): () => number {
	let bytes = createHash('sha256').update(text).digest();
	let position = 0;
	return () => {
		if (position + 4 > bytes.length) {
			bytes = createHash('sha256').update(bytes).digest();
			position = 0;
		}
		position += 4;
		return bytes.readUInt32BE(position - 4) / 2 ** 32;
	};
}
