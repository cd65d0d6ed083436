import MarkdownIt from 'markdown-it';
import { buildBlocks } from './markdown-dom';

/** HTML stays the text it is, and only what is written as a link becomes one. */
const parser = new MarkdownIt('default', { html: false, linkify: false, typographer: false });

/** Characters that turn the reading direction round and so can make a link read as another address. */
const BIDI_CONTROLS = /[\u202a-\u202e\u2066-\u2069]/g;

/**
 * Shows a model's Markdown in `container`. Nodes are built one by one from a list of known tags, so
 * that no text of a model is ever read as HTML. A block that has not changed keeps its node: while an
 * answer streams only its end is drawn again, and what the reader has selected stays selected.
 */
export function renderMarkdown(markdown: string, container: HTMLElement): void {
	const text = markdown.replace(BIDI_CONTROLS, '');
	const blocks = buildBlocks(parser.parse(text, {}), text.split('\n'));
	blocks.forEach(({ source, build }, index) => {
		const shown = container.children[index] as HTMLElement | undefined;
		if (shown && sources.get(shown) === source) return;
		const node = build();
		sources.set(node, source);
		if (shown) shown.replaceWith(node);
		else container.append(node);
	});
	while (container.children.length > blocks.length) container.lastElementChild?.remove();
}

/** The Markdown each shown block was made from. */
const sources = new WeakMap<Element, string>();
