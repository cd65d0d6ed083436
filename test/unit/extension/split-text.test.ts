import fc from 'fast-check';
import { splitText } from '../../../extension/shared/page/split-text';

test('a text that fits stays whole, and nothing gives nothing', () => {
	expect(splitText('One. Two.', 100)).toEqual(['One. Two.']);
	expect(splitText('', 100)).toEqual([]);
});

test('it is cut at the ends of paragraphs, else of sentences, else of words', () => {
	const paragraphs = `${'a'.repeat(45)}. bb\n\n${'c'.repeat(45)} dd`;
	expect(splitText(paragraphs, 60)).toEqual([`${'a'.repeat(45)}. bb\n\n`, `${'c'.repeat(45)} dd`]);
	const sentences = 'One two three four five six. Seven eight nine ten eleven twelve.';
	expect(splitText(sentences, 40)).toEqual([
		'One two three four five six. ',
		'Seven eight nine ten eleven twelve.',
	]);
	expect(splitText('word '.repeat(20), 60).every((piece) => piece.endsWith(' '))).toBe(true);
	expect(splitText('これは文です。これも文です。', 8)).toEqual([
		'これは文です。',
		'これも文です。',
	]);
});

test('nothing is lost, no piece is too long and no character is cut in two', () => {
	const texts = fc.string({ unit: 'grapheme', maxLength: 2000 });
	fc.assert(
		fc.property(texts, fc.integer({ min: 20, max: 500 }), (text, limit) => {
			const pieces = splitText(text, limit);
			expect(pieces.join('')).toBe(text);
			for (const piece of pieces) {
				expect(piece.length).toBeGreaterThan(0);
				expect(piece.length).toBeLessThanOrEqual(limit);
				expect(piece).not.toMatch(/[\ud800-\udbff]$|^[\udc00-\udfff]/);
			}
		}),
	);
});

test('the pieces of a long text are of about equal length', () => {
	const text = 'A sentence of some words. '.repeat(500);
	const lengths = splitText(text, 6000).map(({ length }) => length);
	expect(Math.max(...lengths) - Math.min(...lengths)).toBeLessThan(600);
});
