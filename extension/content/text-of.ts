/** Elements that stand on lines of their own. */
const BLOCKS =
	/^(ADDRESS|ARTICLE|ASIDE|BLOCKQUOTE|DD|DETAILS|DIV|DL|DT|FIGCAPTION|FIGURE|FOOTER|FORM|H[1-6]|HEADER|HR|LI|MAIN|NAV|OL|P|PRE|SECTION|SUMMARY|TABLE|TR|UL)$/;

/** Less is the name of a person or a sign beside words. */
const LEAST_ALTERNATIVE_TEXT = 8;

/**
 * The text of an element of a copied page, with blank lines between its blocks so that sentences and
 * paragraphs stay apart. Headings, list items, code and images are marked; the lines of preformatted
 * text are kept.
 */
export function textOf(element: Element): string {
	const { SHOW_TEXT, SHOW_ELEMENT } = NodeFilter;
	const walker = element.ownerDocument.createTreeWalker(element, SHOW_TEXT | SHOW_ELEMENT);
	const blocks: string[] = [];
	let text = '';
	let block: Element | null = null;
	const endBlock = () => {
		const lines = block?.nodeName === 'PRE' ? text.replace(/^\n+|\s+$/g, '') : joinWords(text);
		// A row of a table whose cells are blocks has only its marks.
		if (/[^|\s]/.test(lines)) blocks.push(marked(block, lines));
		text = '';
	};
	while (walker.nextNode()) {
		const node = walker.currentNode;
		const piece = pieceOf(node);
		if (!piece) continue;
		const own = blockOf(node.parentElement);
		if (own !== block) {
			endBlock();
			block = own;
		}
		text += own?.nodeName === 'PRE' ? (node.nodeValue ?? piece) : piece;
	}
	endBlock();
	return blocks.join('\n\n');
}

/** What a node itself adds to the text of its block. */
function pieceOf(node: Node): string {
	switch (node.nodeName) {
		case '#text':
			return (node.nodeValue ?? '').replace(/\s+/g, ' ');
		case 'BR':
			return '\n';
		case 'TD':
		case 'TH':
			return (node as Element).previousElementSibling ? ' | ' : '';
		case 'IMG':
			return imageText((node as Element).getAttribute('alt') ?? '');
		default:
			return '';
	}
}

/** What the page says of an image, for those who cannot see it; not the name of a file. */
function imageText(alternative: string): string {
	const text = alternative.trim();
	if (text.length < LEAST_ALTERNATIVE_TEXT || /^\S+\.\w{2,5}$/.test(text)) return '';
	return ` [Image: ${text}] `;
}

const joinWords = (text: string) =>
	text
		.replace(/ *\n */g, '\n')
		.replace(/ {2,}/g, ' ')
		.trim();

function blockOf(element: Element | null): Element | null {
	const preformatted = element?.closest('pre');
	if (preformatted) return preformatted;
	let block = element;
	while (block && !BLOCKS.test(block.nodeName) && !block.hasAttribute('data-block'))
		block = block.parentElement;
	return block;
}

function marked(block: Element | null, text: string): string {
	if (block?.closest('h1, h2, h3, h4, h5, h6')) return `# ${text}`;
	if (block?.nodeName === 'PRE' && block.querySelector('code')) return `\`\`\`\n${text}\n\`\`\``;
	return block?.closest('li') ? `- ${text}` : text;
}
