/** The bytes that pairs of hexadecimal digits stand for; undefined when the text is no such thing, or empty. */
export function parseHex(value: unknown): Uint8Array | undefined {
	if (typeof value !== 'string' || value.length % 2 !== 0) return undefined;
	if (!/^[0-9a-f]+$/i.test(value)) return undefined;
	const bytes = new Uint8Array(value.length / 2);
	for (let index = 0; index < bytes.length; index++)
		bytes[index] = parseInt(value.slice(index * 2, index * 2 + 2), 16);
	return bytes;
}
