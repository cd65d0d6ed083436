/** Characters a search takes; what is longer is an article, not a question. */
export const QUERY_CHARACTERS = 400;

/** A query as it is searched for: one line, cut between two words when it is too long. */
export function shortenQuery(text: string): { readonly query: string; readonly cut: boolean } {
	const line = text.replace(/\s+/g, ' ').trim();
	if (line.length <= QUERY_CHARACTERS) return { query: line, cut: false };
	const start = line.slice(0, QUERY_CHARACTERS + 1);
	const end = start.lastIndexOf(' ');
	// A text without a space is cut between two characters, never inside one.
	const query = end > 0 ? start.slice(0, end) : start.slice(0, -1).replace(/[\ud800-\udbff]$/, '');
	return { query, cut: true };
}
