import { selectPassages } from '../../../extension/shared/page/select-passages';

/** Forty paragraphs that are alike, one of which also tells of the lighthouse. */
const PARAGRAPHS = Array.from({ length: 40 }, (_, index) => {
	const filler = `Paragraph ${index} of the chronicle records the usual tides. `.repeat(15);
	return index === 27 ? `${filler}The lighthouse keeper was called Ida Thorsen.` : filler;
});
const TEXT = PARAGRAPHS.join('\n\n');
const LIMIT = 8000;

test('a text that fits is left as it is', () => {
	expect(selectPassages('A short page.', 'What is it about?', LIMIT)).toBe('A short page.');
});

test('the beginning and what the question is about are chosen, in the text’s order', () => {
	const chosen = selectPassages(TEXT, 'Who was the keeper of the lighthouse?', LIMIT);
	expect(chosen.length).toBeLessThanOrEqual(LIMIT);
	expect(chosen).toContain('Ida Thorsen');
	expect(chosen.startsWith('Paragraph 0 ')).toBe(true);
	const numbers = [...chosen.matchAll(/Paragraph (\d+)/g)].map(([, number]) => Number(number));
	expect(numbers).toEqual([...numbers].sort((a, b) => a - b));
	expect(chosen).toContain('[…]');
});

test('a question that shares no word with the text gets passages from all over it', () => {
	const chosen = selectPassages(TEXT, 'Worum geht es hier?', LIMIT);
	const numbers = [...chosen.matchAll(/Paragraph (\d+)/g)].map(([, number]) => Number(number));
	expect(Math.min(...numbers)).toBe(0);
	expect(Math.max(...numbers)).toBeGreaterThan(20);
	expect(numbers.some((number) => number > 8 && number < 22)).toBe(true);
});

test('words are found in a script without spaces', () => {
	const filler = '潮の満ち引きについての記録です。'.repeat(120);
	const text = [filler, filler, '灯台守の名前はイダでした。', filler, filler].join('\n\n');
	expect(selectPassages(text, '灯台守は誰ですか', 5000)).toContain('イダ');
});
