/** What a page says, as the reader of the page takes it out. Data from a stranger. */
export interface Page {
	readonly title: string;
	readonly url: string;
	/** Paragraphs with blank lines between them. */
	readonly text: string;
	/** True when the text was longer than what is taken from a page. */
	readonly cut: boolean;
	/** True when the text is only what the user has selected. */
	readonly selected?: boolean;
	/** Pages of a PDF. */
	readonly pageCount?: number;
}

/** About 600,000 words; what a summary of a page may cost has to end somewhere. */
export const MOST_CHARACTERS = 3_600_000;

/** The part of a text that is taken from a page. */
export function cutText(text: string): Pick<Page, 'text' | 'cut'> {
	return { text: text.slice(0, MOST_CHARACTERS), cut: text.length > MOST_CHARACTERS };
}
