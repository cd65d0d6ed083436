import type { Token } from 'markdown-it';
import type { Source } from '../../../client';
import { linkCitations } from '../search/citations';
import { createWebLink, webAddress } from '../search/web-link';

/** One top-level block of a Markdown text. */
export interface Block {
	/** Its lines, as written. */
	readonly source: string;
	/** Makes its element. */
	build(): HTMLElement;
}

/** The only elements a model's text can become. */
const TAGS = new Set(
	'p h1 h2 h3 h4 h5 h6 ul ol li blockquote pre code em strong s hr br table thead tbody tr th td'.split(
		' ',
	),
);

/** A page keeps its own first and second heading levels for itself. */
const HEADING_TAGS: Readonly<Record<string, string>> = { h1: 'h3', h2: 'h3', h3: 'h4', h4: 'h5' };

/** Cuts a parsed text into its top-level blocks; marks such as `[1]` in them become links to the sources. */
export function buildBlocks(
	tokens: readonly Token[],
	lines: readonly string[],
	sources: readonly Source[] = [],
): Block[] {
	const blocks: Block[] = [];
	let start = 0;
	tokens.forEach((token, index) => {
		if (token.level !== 0 || token.nesting === 1) return;
		const own = tokens.slice(start, index + 1);
		const [from, to] = own[0]?.map ?? [0, lines.length];
		blocks.push({
			source: lines.slice(from, to).join('\n'),
			build: () => build(own, sources).firstElementChild as HTMLElement,
		});
		start = index + 1;
	});
	return blocks;
}

function build(tokens: readonly Token[], sources: readonly Source[]): ParentNode & Node {
	const root = document.createDocumentFragment();
	let place: ParentNode & Node = root;
	for (const token of tokens) {
		if (token.type === 'inline') place.append(build(token.children ?? [], sources));
		// Tight lists mark their paragraphs as hidden: their text stands in the item itself.
		else if (token.hidden) continue;
		else if (token.nesting === 1) place = place.appendChild(createElement(token));
		else if (token.nesting === -1) place = place.parentNode ?? root;
		// A link holds no further link.
		else if (token.type === 'text' && !isInLink(place))
			place.append(...linkCitations(token.content, sources));
		else place.append(leaf(token));
	}
	return root;
}

function isInLink(place: ParentNode & Node): boolean {
	return place instanceof Element && place.closest('a') !== null;
}

function leaf(token: Token): Node {
	if (token.type === 'softbreak') return document.createTextNode('\n');
	// Of an image only its description is kept: loading it would tell its host that it was read.
	if (token.tag === '' || token.tag === 'img') return document.createTextNode(token.content);
	const element = createElement(token);
	if (token.type !== 'fence' && token.type !== 'code_block') {
		element.textContent = token.content;
		return element;
	}
	const block = document.createElement('pre');
	element.textContent = token.content;
	block.append(element);
	// Long lines scroll, which needs the keyboard to get there.
	block.tabIndex = 0;
	return block;
}

function createElement(token: Token): HTMLElement {
	if (token.tag === 'a') return createLink(String(token.attrGet('href')));
	const tag = HEADING_TAGS[token.tag] ?? token.tag;
	const element = document.createElement(TAGS.has(tag) ? tag : 'span');
	const start = token.tag === 'ol' && Number(token.attrGet('start'));
	if (start) (element as HTMLOListElement).start = start;
	return element;
}

/** A link, when the address is one of the web; anything else stays text. */
function createLink(href: string): HTMLElement {
	const url = webAddress(href);
	return url ? createWebLink(url) : document.createElement('span');
}
