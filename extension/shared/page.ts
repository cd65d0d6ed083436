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
}
