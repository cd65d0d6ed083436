import { Readability } from '@mozilla/readability';
import type { Page } from '../shared/page';
import { textOf } from './text-of';

declare global {
	/** Set by this script in its own world of the page, where the panel calls it. */
	var extractPage: () => Page;
}

/** Less is a caption or a menu, not something to summarize. */
const LEAST_CHARACTERS = 80;
/** About 600,000 words; what a summary of a page may cost has to end somewhere. */
const MOST_CHARACTERS = 3_600_000;

globalThis.extractPage = () => {
	const article = readArticle();
	const text =
		article.length >= LEAST_CHARACTERS ? article : (document.body?.innerText ?? '').trim();
	return {
		title: document.title.trim().slice(0, 300),
		url: location.href,
		text: text.length >= LEAST_CHARACTERS ? text.slice(0, MOST_CHARACTERS) : '',
		cut: text.length > MOST_CHARACTERS,
	};
};

/** The article of the page; empty when there is none, e.g. in a forum or an application. */
function readArticle(): string {
	// Readability takes its document apart: it gets a copy.
	const copy = document.cloneNode(true) as Document;
	const reader = new Readability(copy, {
		charThreshold: 250,
		serializer: (node) => textOf(node as Element),
	});
	return reader.parse()?.content ?? '';
}
