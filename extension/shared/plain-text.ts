/** Markdown without its signs, as it is read out. */
export function plainText(markdown: string): string {
	return markdown
		.replace(/^\s*(?:```.*|[-*_]{3,}|\|?[-:| ]+\|)\s*$/gm, '')
		.replace(/^\s*(?:#{1,6}|>|[-*+])\s+/gm, '')
		.replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
		.replace(/(\*\*|__|~~|`)/g, '')
		.replace(/(^|\W)[*_](\S(?:.*?\S)?)[*_](?=\W|$)/g, '$1$2')
		.replace(/\|/g, ' ')
		.replace(/\s+/g, ' ')
		.trim();
}
