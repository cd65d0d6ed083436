import fc from 'fast-check';
import { hideSecret, hideSecretInPieces } from '../../client';

const KEY = 'secret-key-0123456789';

async function inPieces(pieces: string[], key = KEY): Promise<string[]> {
	async function* source() {
		yield* pieces;
	}
	const seen: string[] = [];
	for await (const piece of hideSecretInPieces(source(), key)) seen.push(piece);
	return seen;
}

test('a quoted key is hidden, as often as it is quoted', () => {
	expect(hideSecret(`Bearer ${KEY}, ${KEY}`, ` ${KEY}\n`)).toBe('Bearer •••, •••');
});

test.each(['', ' ', 'a', 'short'])('the key %j is none: nothing is replaced', async (key) => {
	const text = 'a short text';
	expect(hideSecret(text, key)).toBe(text);
	expect(await inPieces([text, text], key)).toEqual([text, text]);
});

test('in pieces, wherever they are cut, the same is hidden and nothing is lost', async () => {
	const part = fc.constantFrom(KEY, 'secret-', 'secret-key-', '0123456789', 's', ' ', 'text', '•');
	const texts = fc.array(part, { maxLength: 12 }).map((parts) => parts.join(''));
	await fc.assert(
		fc.asyncProperty(texts, fc.array(fc.nat(), { maxLength: 8 }), async (text, places) => {
			const bounds = [0, ...places.map((place) => place % (text.length + 1)), text.length];
			bounds.sort((a, b) => a - b);
			const pieces = bounds.slice(1).map((end, index) => text.slice(bounds[index], end));
			expect((await inPieces(pieces)).join('')).toBe(hideSecret(text, KEY));
		}),
		{ numRuns: 500 },
	);
});

test('pieces that can not begin a key do not wait', async () => {
	expect(await inPieces(['one ', 'two ', 'three'])).toEqual(['one ', 'two ', 'three']);
});
