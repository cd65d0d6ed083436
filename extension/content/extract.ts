import { cutText, type Page } from '../shared/page/page';
import type { PageErrorCode } from '../shared/problem/page-error';
import { readText } from './read-text';
import { untilParsed } from './until-parsed';
import { copyVisible } from './visible-copy';

declare global {
	/**
	 * Set by the script that reads this kind of document, in its own world of the page, where the panel
	 * calls it. What an error says would be lost on the way: a page that cannot be read is a code.
	 */
	var extractPage: () => Promise<Page | PageErrorCode>;
}

/** Less is a caption or a menu, not something to summarize. */
const LEAST_CHARACTERS = 80;

globalThis.extractPage = async () => {
	await untilParsed();
	const text = readText(copyVisible(document));
	if (text.length < LEAST_CHARACTERS) return 'nothing-to-read';
	return { title: document.title.trim().slice(0, 300), url: location.href, ...cutText(text) };
};
