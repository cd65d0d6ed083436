/** A line of a page; lengths in points, from the lower left corner of the page. */
export interface PdfLine {
	readonly text: string;
	readonly left: number;
	readonly bottom: number;
	/** Of the letters. */
	readonly height: number;
}

/** Lines this much farther apart than usual belong to different paragraphs. */
const WIDE_GAP = 1.3;
/** A page with fewer lines is judged by all pages. */
const FEW_GAPS = 5;
/** An indent, as a part of the height of the letters. */
const INDENT = 0.8;

/**
 * The text of a PDF, with blank lines between its paragraphs. Words cut at the end of a line are whole
 * again, also over the end of a page; what stands on every page, such as its number, is left out.
 */
export function paragraphsOf(pages: ReadonlyArray<readonly PdfLine[]>): string {
	const paragraphs: string[] = [];
	let last: PdfLine | undefined;
	const texts = withoutMargins(pages);
	const gaps = texts.map(gapsOf);
	for (const [number, lines] of texts.entries()) {
		const own = gaps[number] ?? [];
		// The few lines of a nearly empty page say nothing of how far lines are apart.
		const gap = middleOf(own.length < FEW_GAPS ? gaps.flat() : own);
		const left = Math.min(...lines.map((line) => line.left));
		for (const [index, line] of lines.entries()) {
			const before = index > 0 ? lines[index - 1] : undefined;
			const isNew = before
				? beginsParagraph(before, line, gap)
				: !last || !goesOn(last, line) || line.left > left + INDENT * line.height;
			if (isNew) paragraphs.push(line.text);
			else paragraphs.push(joinLines(paragraphs.pop() ?? '', line.text));
			last = line;
		}
	}
	return paragraphs.join('\n\n');
}

function beginsParagraph(before: PdfLine, line: PdfLine, gap: number): boolean {
	const distance = before.bottom - line.bottom;
	// The top of the next column.
	if (distance < 0) return !goesOn(before, line);
	return (
		distance > WIDE_GAP * gap ||
		Math.abs(line.height - before.height) > 0.15 * before.height ||
		line.left > before.left + INDENT * line.height ||
		/^(?:[•◦▪–*-]|\d{1,2}[.)])\s/.test(line.text)
	);
}

/** True when a sentence runs on in a line that stands elsewhere. */
function goesOn(before: PdfLine, line: PdfLine): boolean {
	return (
		Math.abs(line.height - before.height) <= 0.15 * before.height &&
		!/[.!?:…]["'”’»)\]]*$/.test(before.text) &&
		/^[\p{Ll}\p{N}("“]/u.test(line.text)
	);
}

/** A hyphen before a small letter was put there by the end of the line. */
function joinLines(text: string, next: string): string {
	if (/\p{L}[-\u00ad\u2010]$/u.test(text) && /^\p{Ll}/u.test(next)) return text.slice(0, -1) + next;
	if (/[\p{L}\p{N}][-\u2010]$/u.test(text) && /^[\p{L}\p{N}]/u.test(next)) return text + next;
	// Chinese and Japanese have no spaces between words.
	const isDense = /[\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]$/.test(text);
	return isDense ? text + next : `${text} ${next}`;
}

/** The distances between lines that follow each other down the page. */
function gapsOf(lines: readonly PdfLine[]): number[] {
	return lines
		.map((line, index) => (lines[index - 1]?.bottom ?? -Infinity) - line.bottom)
		.filter((gap) => gap > 0);
}

/** The middle one; the smaller of two, since lines are nearer to each other than paragraphs. */
function middleOf(gaps: readonly number[]): number {
	return [...gaps].sort((a, b) => a - b)[Math.floor((gaps.length - 1) / 2)] ?? Infinity;
}

/** Leaves out first and last lines that are the same on several pages but for their numbers. */
function withoutMargins(pages: ReadonlyArray<readonly PdfLine[]>): PdfLine[][] {
	const counts = new Map<string, number>();
	for (const lines of pages)
		for (const edge of edgesOf(lines)) counts.set(edge, (counts.get(edge) ?? 0) + 1);
	const least = Math.max(3, pages.length / 3);
	return pages.map((lines) =>
		lines.filter((line, index) => {
			const isEdge = index === 0 || index === lines.length - 1;
			return !isEdge || (counts.get(nameOf(line)) ?? 0) < least;
		}),
	);
}

/** The first and the last line, each once. */
function edgesOf(lines: readonly PdfLine[]): Set<string> {
	return new Set([lines[0], lines.at(-1)].flatMap((line) => (line ? [nameOf(line)] : [])));
}

const nameOf = ({ text, bottom }: PdfLine) => `${Math.round(bottom)} ${text.replace(/\d+/g, '#')}`;
