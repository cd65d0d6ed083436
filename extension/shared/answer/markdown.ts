import MarkdownIt from 'markdown-it';
import type { Source } from '../../../client';
import { buildBlocks } from './markdown-dom';
import { withoutBidiControls } from '../bidi';

/** HTML stays the text it is, and only what is written as a link becomes one. */
const parser = new MarkdownIt('default', { html: false, linkify: false, typographer: false });

/**
 * Shows a model's Markdown in `container`. Nodes are built one by one from a list of known tags, so
 * that no text of a model is ever read as HTML. A block that has not changed keeps its node: while an
 * answer streams only its end is drawn again, and what the reader has selected stays selected.
 *
 * @param sources what marks such as `[1]` in the text are links to, in the order of their numbers
 */
export function renderMarkdown(
	markdown: string,
	container: HTMLElement,
	sources: readonly Source[] = [],
): void {
	const text = withoutBidiControls(markdown);
	const blocks = buildBlocks(parser.parse(text, {}), text.split('\n'), sources);
	const addresses = sources.map(({ url }) => url).join(' ');
	blocks.forEach(({ source, build }, index) => {
		const shown = container.children[index] as HTMLElement | undefined;
		// The sources come after the text they stand behind.
		const made = `${addresses}\n${source}`;
		if (shown && madeFrom.get(shown) === made) return;
		const node = build();
		// A model may go on in another language than it began in.
		node.dir = 'auto';
		madeFrom.set(node, made);
		if (shown) shown.replaceWith(node);
		else container.append(node);
	});
	while (container.children.length > blocks.length) container.lastElementChild?.remove();
}

/** The addresses and the Markdown each shown block was made from. */
const madeFrom = new WeakMap<Element, string>();
