import { concatBytes } from './wav';

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
/** The value of each digit by its character code. */
const VALUES = new Map([...DIGITS].map((digit, value) => [digit.charCodeAt(0), value]));

/** Bytes that arrive in pieces of base64: one text cut anywhere, or texts of their own, each with its padding. */
export function joinBase64(pieces: readonly string[]): Uint8Array {
	const texts = pieces.join('').split(/=+/);
	return concatBytes(texts.map(decode));
}

function decode(text: string): Uint8Array {
	const bytes = new Uint8Array(Math.floor((text.length * 3) / 4));
	let bits = 0;
	let value = 0;
	let length = 0;
	for (let index = 0; index < text.length; index++) {
		const digit = VALUES.get(text.charCodeAt(index));
		if (digit === undefined) continue;
		value = ((value << 6) | digit) & 0xffffff;
		bits += 6;
		if (bits >= 8) {
			bits -= 8;
			bytes[length++] = (value >> bits) & 0xff;
		}
	}
	return bytes.subarray(0, length);
}
