import { withoutBidiControls } from '../bidi';

/** Characters of a line; what is longer is no title. */
const MOST_CHARACTERS = 300;

/** A stranger's text as one short line. */
export function plainLine(text: string): string {
	return withoutBidiControls(text)
		.replace(/[\s\p{Cc}]+/gu, ' ')
		.trim()
		.slice(0, MOST_CHARACTERS);
}

/** The address, when it is one of the web; undefined for any other scheme and for what is no address. */
export function webAddress(address: string): URL | undefined {
	if (!URL.canParse(address)) return undefined;
	const url = new URL(address);
	return /^https?:$/.test(url.protocol) ? url : undefined;
}

/** A part of an address as somebody wrote it: without `%20` and the like, where these stand for letters. */
export function plainPath(path: string): string {
	try {
		return plainLine(decodeURIComponent(path));
	} catch {
		return plainLine(path);
	}
}

/** A link that opens in a new tab and tells the page there nothing of where it was. */
export function createWebLink(url: URL): HTMLAnchorElement {
	const link = document.createElement('a');
	link.href = url.href;
	link.target = '_blank';
	link.rel = 'noopener noreferrer';
	// The text of a link is a stranger's: its true address is a hover or a key press away.
	link.title = url.href;
	return link;
}
