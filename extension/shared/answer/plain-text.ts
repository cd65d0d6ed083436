import { withoutBidiControls } from '../bidi';

/** Markdown without its signs, as it is read out. */
export function plainText(markdown: string): string {
	return withoutBidiControls(markdown)
		.replace(/^\s*(?:```.*|[-*_]{3,}|\|?[-:| ]+\|)\s*$/gm, '')
		.replace(/^\s*(?:#{1,6}|>|[-*+])\s+/gm, '')
		.replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
		.replace(/(\*\*|__|~~|`)/g, '')
		.replace(/(^|\W)[*_](\S(?:.*?\S)?)[*_](?=\W|$)/g, '$1$2')
		.replace(/\|/g, ' ')
		.replace(/\s+/g, ' ')
		.trim();
}

/** Like `plainText`, with blank lines between what stood on lines of its own: there a voice makes a pause. */
export function plainParagraphs(markdown: string): string {
	return markdown.split('\n').map(plainText).filter(Boolean).join('\n\n');
}
