import { cutText, type Page } from '../shared/page/page';
import type { PageErrorCode } from '../shared/problem/page-error';
import { readText } from './read-text';
import { untilParsed } from './until-parsed';
import { copyVisible } from './visible-copy';

/** What an error says would be lost on the way: a page that cannot be read is a code. */
export type ExtractedPage = Page | PageErrorCode;

declare global {
	/**
	 * Set by the script that reads this kind of document, in its own world of the page; `pdf` when it is
	 * for the other one to read.
	 */
	var extractPage: () => Promise<ExtractedPage | 'pdf'>;
}

/** Less is a caption or a menu, not something to summarize. */
const LEAST_CHARACTERS = 80;

globalThis.extractPage = async () => {
	if (document.contentType === 'application/pdf') return 'pdf';
	await untilParsed();
	const text = readText(copyVisible(document));
	if (text.length < LEAST_CHARACTERS) return 'nothing-to-read';
	return { title: document.title.trim().slice(0, 300), url: location.href, ...cutText(text) };
};
