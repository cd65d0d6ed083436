import type { Source } from '../../../client';
import { createWebLink, plainLine, webAddress } from './web-link';

/** How models point at the first source: `[1]`, `【1】` or `【1†source】`. */
const MARK = /\[(\d{1,3})\]|【(\d{1,3})(?:†[^】]{0,80})?】/g;

/**
 * A text in which each mark is a link to the source with its number. A number that no source has, or
 * whose source is no address of the web, stays the text it is.
 */
export function linkCitations(text: string, sources: readonly Source[]): Node[] {
	const nodes: Node[] = [];
	let start = 0;
	for (const match of text.matchAll(MARK)) {
		const number = Number(match[1] ?? match[2]);
		const source = sources[number - 1];
		const url = source && webAddress(source.url);
		if (!url) continue;
		const link = createWebLink(url);
		link.textContent = `[${number}]`;
		link.ariaLabel = `[${number}] ${plainLine(source.title ?? '') || url.host}`;
		nodes.push(document.createTextNode(text.slice(start, match.index)), link);
		start = match.index + match[0].length;
	}
	return [...nodes, document.createTextNode(text.slice(start))];
}
