/** Where a text may be cut, best first: between paragraphs, lines, sentences, words. */
const BOUNDARIES: readonly RegExp[] = [/\n\s*\n/g, /\n/g, /[.!?…]["'”’»)\]]*\s|[。！？]/g, /\s/g];

/**
 * Cuts a text into pieces of at most `limit` characters and about equal length. Each cut is made at
 * the end of a paragraph when one is near, else of a line, a sentence or a word; never inside a
 * character. Nothing is lost: joined, the pieces are the text.
 */
export function splitText(text: string, limit: number): string[] {
	const pieces: string[] = [];
	let rest = text;
	while (rest.length > limit) {
		const even = Math.ceil(rest.length / Math.ceil(rest.length / limit));
		const end = cutBefore(rest, limit, Math.min(even, limit));
		pieces.push(rest.slice(0, end));
		rest = rest.slice(end);
	}
	if (rest) pieces.push(rest);
	return pieces;
}

/** The boundary nearest to `wanted` that lies within a fifth of it and before `limit`. */
function cutBefore(text: string, limit: number, wanted: number): number {
	const from = Math.floor(wanted * 0.8);
	const to = Math.min(limit, Math.ceil(wanted * 1.2));
	const window = text.slice(from, to);
	for (const boundary of BOUNDARIES) {
		const ends = [...window.matchAll(boundary)].map(
			(match) => from + match.index + match[0].length,
		);
		const nearest = ends.sort((a, b) => Math.abs(a - wanted) - Math.abs(b - wanted))[0];
		if (nearest) return nearest;
	}
	// A text without any boundary: at least keep the two halves of a character together.
	return /[\ud800-\udbff]/.test(text[wanted - 1] ?? '') && wanted > 1 ? wanted - 1 : wanted;
}
