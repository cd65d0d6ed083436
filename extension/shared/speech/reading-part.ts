import { SAFE_TEXT_LIMIT, splitText } from '../../../client';

/** A stretch of a text that is spoken at once, in characters. */
export interface Part {
	readonly start: number;
	readonly end: number;
}

/** The first part is short, so that speech starts soon: two or three sentences, about 20 s. */
export const FIRST_PART = 300;
/** About two minutes of speech: what is fetched ahead is paid for, heard or not. */
export const LARGEST_PART = 2000;
/** A part is at most this much longer than the one before: it has to be there when that one ends. */
const GROWTH = 2;
/** A sentence that runs on beyond the end of the looked-at text is cut like any other long one. */
const LOOKAHEAD = 2;

/**
 * The part that begins at `start`, cut at the end of a sentence. Parts depend on the text and the
 * limit alone, so that a reading that is taken up again meets the same parts, which are paid for.
 *
 * @param previous characters of the part before; absent for the first one
 * @param textLimit characters the model takes at once
 * @returns undefined at the end of the text
 */
export function partFrom(
	text: string,
	start: number,
	previous?: number,
	textLimit = SAFE_TEXT_LIMIT,
): Part | undefined {
	const wanted =
		previous === undefined ? FIRST_PART : Math.max(FIRST_PART, Math.ceil(previous * GROWTH));
	const limit = Math.min(wanted, LARGEST_PART, textLimit);
	const from = start + (/^\s*/.exec(text.slice(start))?.[0].length ?? 0);
	// Only what is near is cut up, or a long text would be segmented anew for each of its parts.
	const [part] = splitText(text.slice(from, from + limit * LOOKAHEAD), limit);
	return part === undefined ? undefined : { start: from, end: from + part.length };
}
