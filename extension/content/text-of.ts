/** Elements that stand on lines of their own. */
const BLOCKS =
	/^(ADDRESS|ARTICLE|ASIDE|BLOCKQUOTE|DD|DETAILS|DIV|DL|DT|FIGCAPTION|FIGURE|FOOTER|FORM|H[1-6]|HEADER|HR|LI|MAIN|NAV|OL|P|PRE|SECTION|TABLE|TR|UL)$/;

/** Elements whose text is not meant to be read. */
const SILENT = /^(SCRIPT|STYLE|NOSCRIPT|TEMPLATE)$/;

/**
 * The text of an element that is not shown anywhere (`innerText` needs a layout), with blank lines
 * between its blocks so that sentences and paragraphs stay apart, and marks at headings and list items.
 */
export function textOf(element: Element): string {
	const walker = document.createTreeWalker(
		element,
		NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT,
		{
			acceptNode: (node) =>
				SILENT.test(node.nodeName) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT,
		},
	);
	const blocks: string[] = [];
	let line = '';
	let block: Element | null = null;
	let mark = '';
	const endBlock = () => {
		const text = line.replace(/\s+/g, ' ').trim();
		if (text) blocks.push(mark + text);
		line = '';
	};
	while (walker.nextNode()) {
		const node = walker.currentNode;
		if (node.nodeName === 'BR' || node.nodeName === 'TD' || node.nodeName === 'TH') line += ' ';
		if (node.nodeType !== Node.TEXT_NODE) continue;
		const own = blockOf(node.parentElement);
		if (own !== block) {
			endBlock();
			block = own;
			mark = markOf(own);
		}
		line += node.nodeValue;
	}
	endBlock();
	return blocks.join('\n\n');
}

function blockOf(element: Element | null): Element | null {
	let block = element;
	while (block && !BLOCKS.test(block.nodeName)) block = block.parentElement;
	return block;
}

function markOf(block: Element | null): string {
	if (block && /^H[1-6]$/.test(block.nodeName)) return '# ';
	return block?.closest('li') ? '- ' : '';
}
