import { paragraphsOf, type PdfLine } from '../../../extension/content/pdf-paragraphs';

/** Lines from the top of a page, 12 points apart; a number leaves so many more points free. */
function page(...rows: Array<string | number | Partial<PdfLine>>): PdfLine[] {
	let bottom = 800;
	const lines: PdfLine[] = [];
	for (const row of rows) {
		if (typeof row === 'number') {
			bottom -= row;
			continue;
		}
		bottom -= 12;
		const line = typeof row === 'string' ? { text: row } : row;
		lines.push({ text: '', left: 50, bottom, height: 10, ...line });
	}
	return lines;
}

test('a wider gap, an indent, a list and another size of letters begin a paragraph', () => {
	const text = paragraphsOf([
		page(
			{ text: 'A heading', height: 16 },
			'One sentence runs over',
			'two lines.',
			10,
			'The second paragraph runs',
			'on.',
			{ text: 'The third is indented, and', left: 62 },
			'its second line is not.',
			'• an item',
			'2. another item',
		),
	]);
	expect(text.split('\n\n')).toEqual([
		'A heading',
		'One sentence runs over two lines.',
		'The second paragraph runs on.',
		'The third is indented, and its second line is not.',
		'• an item',
		'2. another item',
	]);
});

test.each([
	[['foun-', 'dation'], 'foundation'],
	[['soft hyphen\u00ad', 'ated'], 'soft hyphenated'],
	[['the Anglo-', 'Saxon mill'], 'the Anglo-Saxon mill'],
	[['from 1990-', '1999'], 'from 1990-1999'],
	[['潮車は海の', '力で動く'], '潮車は海の力で動く'],
])('%j is joined to %s', (lines, joined) => {
	expect(paragraphsOf([page(...lines, 'and so on', 'and on')])).toContain(joined);
});

test('a sentence goes on in the next column and on the next page; a new one does not', () => {
	const twoColumns = [
		...page('The left column ends in the', 'middle of a'),
		...page({ text: 'sentence, but this one', left: 300 }, { text: 'is whole.', left: 300 }),
	];
	expect(paragraphsOf([twoColumns, page('Then a new page begins with', 'its own.')])).toBe(
		'The left column ends in the middle of a sentence, but this one is whole.\n\n' +
			'Then a new page begins with its own.',
	);
});

test('headers and page numbers are left out, the first words of a page are not', () => {
	const pages = [1, 2, 3, 4].map((number) =>
		page('The tide mill', 20, `Chapter ${number} is told here.`, 400, `– ${number} –`),
	);
	expect(paragraphsOf(pages).split('\n\n')).toEqual(
		[1, 2, 3, 4].map((number) => `Chapter ${number} is told here.`),
	);
	expect(paragraphsOf(pages.slice(0, 2))).toContain('The tide mill');
});

test('nothing comes of pages without lines', () => {
	expect(paragraphsOf([])).toBe('');
	expect(paragraphsOf([[], []])).toBe('');
});
