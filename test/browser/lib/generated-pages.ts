import { longPage } from './long-page';
import { makePdf } from './pdf';

/** Words of `/large.html`, which has 3 MB of text, and of `/endless.html`, which has more than is read. */
const LARGE = 530_000;
const ENDLESS = 700_000;

/** Pages too long or too regular to keep as files, by their paths. */
export const GENERATED_PAGES: Readonly<Record<string, () => string | Buffer>> = {
	'/long.html': () => longPage(),
	'/large.html': () => longPage(LARGE),
	'/endless.html': () => longPage(ENDLESS),
	'/five-hundred-images.html': imagesPage,
	'/report.pdf': () => makePdf({ title: 'Report on the sea wall', pages: REPORT }),
	'/book.pdf': () => makePdf({ pages: Array.from({ length: 300 }, (_, index) => bookPage(index)) }),
	'/scan.pdf': () => makePdf({ pages: [[], []] }),
	'/locked.pdf': () => makePdf({ pages: REPORT, locked: true }),
	'/broken.pdf': () => 'This file only says that it is a PDF.',
};

/** Two pages whose last sentence runs over the edge between them; the header is on all. */
const REPORT = [
	[
		'Harbour office, page 1',
		'',
		'The sea wall was inspected in March. Its eastern half is sound, and the foun-',
		'dations show no movement since the last survey.',
		'',
		'The western half needs work (see the appendix). Frost has opened the joints, and the',
		'mortar of the upper courses can be taken out by hand. The office asks',
	],
	[
		'Harbour office, page 2',
		'',
		'for three offers before the autumn.',
		'',
		'Costs are estimated at forty thousand.',
	],
	['Harbour office, page 3', '', 'Appendix: the joints were photographed one by one.'],
];

function bookPage(index: number): string[] {
	return Array.from(
		{ length: 45 },
		(_, line) =>
			`Line ${line + 1} of sheet ${index + 1} tells of the harbour, its ropes and its tides.`,
	);
}

function imagesPage(): string {
	const pixel = 'data:image/gif;base64,R0lGODlhAQABAAAAACw=';
	const figures = Array.from({ length: 500 }, (_, index) => {
		const alternative = index % 2 ? `Photograph ${index} of a fishing boat` : '';
		return `<p>Boat number ${index} left the harbour before dawn and came back with the tide.</p>
<img src="${pixel}" width="300" height="200" alt="${alternative}">`;
	});
	return `<!doctype html><html lang="en"><head><title>Five hundred boats</title></head>
<body><article><h1>Five hundred boats</h1>${figures.join('\n')}</article></body></html>`;
}
