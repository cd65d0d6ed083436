/** Where a text may be cut, the best places first; hard line breaks inside a sentence are no place. */
const CUTS: ReadonlyArray<(text: string) => Iterable<number>> = [
	(text) =>
		boundaries(
			text.replace(/(?<!\n)\r?\n(?!\r?\n)/g, (end) => ' '.repeat(end.length)),
			'sentence',
		),
	(text) => boundaries(text, 'sentence'),
	(text) => boundaries(text, 'word'),
	(text) => boundaries(text, 'grapheme'),
];

/**
 * The text in parts of at most `limit` characters, cut at the ends of sentences; only a sentence that
 * is longer is cut at the end of a line, else of a word. Nothing but the space at the cuts is lost.
 */
export function splitText(text: string, limit: number): string[] {
	return split(text, limit, 0)
		.map((part) => part.trim())
		.filter((part) => part !== '');
}

function split(text: string, limit: number, level: number): string[] {
	if (text.trim().length <= limit || level >= CUTS.length) return [text];
	const pieces: string[] = [];
	let start = 0;
	for (const end of CUTS[level]!(text)) {
		pieces.push(text.slice(start, end));
		start = end;
	}
	pieces.push(text.slice(start));
	const parts: string[] = [];
	let part = '';
	for (const piece of pieces) {
		if ((part + piece).trim().length <= limit) {
			part += piece;
			continue;
		}
		if (part) parts.push(part);
		const inner = split(piece, limit, level + 1);
		parts.push(...inner.slice(0, -1));
		part = inner[inner.length - 1] ?? '';
	}
	return [...parts, part];
}

/** Rules of Unicode that fit every script; the language changes little. */
function* boundaries(
	text: string,
	granularity: 'sentence' | 'word' | 'grapheme',
): Generator<number> {
	for (const { index } of new Intl.Segmenter('en', { granularity }).segment(text))
		if (index > 0) yield index;
}
