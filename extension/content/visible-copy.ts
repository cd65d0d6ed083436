import { backdropOf, hidesAll, hidesOwnText, isBlock, type Backdrop } from './visibility';

/** Elements that show no text of the page. */
const WITHOUT_TEXT =
	/^(AUDIO|CANVAS|DATALIST|EMBED|LINK|META|NOSCRIPT|OBJECT|OPTION|SCRIPT|SELECT|STYLE|SVG|TEMPLATE|TEXTAREA|TITLE|VIDEO)$/i;

/**
 * A copy of the page as a person sees it, with nothing that only a machine would read: hidden text is
 * where a page would speak to the model behind its reader's back. Shadow trees and frames of the same
 * site are put in their places. Blocks that only their styles make one are marked (`data-block`).
 * The page itself is not touched, and the copy loads nothing.
 */
export function copyVisible(page: Document): Document {
	const copy = document.implementation.createHTMLDocument(page.title);
	const root = page.body ?? page.documentElement;
	copyChildren(root, getComputedStyle(root), copy.body, canvasOf(page));
	return copy;
}

function copyChildren(
	source: Element,
	style: CSSStyleDeclaration,
	target: Element,
	behind: Backdrop,
): void {
	const backdrop = backdropOf(style, behind);
	const isMute = hidesOwnText(style, backdrop);
	for (const node of childrenOf(source)) {
		if (node.nodeType === Node.TEXT_NODE && !isMute) target.append(node.nodeValue ?? '');
		if (node.nodeType !== Node.ELEMENT_NODE || WITHOUT_TEXT.test(node.nodeName)) continue;
		const element = node as Element;
		const elementStyle = getComputedStyle(element);
		if (hidesAll(element, elementStyle)) continue;
		const child = copyElement(element, target.ownerDocument);
		if (isBlock(elementStyle)) child.setAttribute('data-block', '');
		target.append(child);
		copyChildren(element, elementStyle, child, backdrop);
	}
}

function copyElement(element: Element, into: Document): Element {
	if (isFrame(element)) return into.createElement('div');
	const copy = into.importNode(element, false);
	// They are decided here, and would be judged again without the page's style sheets.
	for (const name of ['aria-hidden', 'hidden', 'style']) copy.removeAttribute(name);
	return copy;
}

/** The children as they are shown. */
function childrenOf(element: Element): Iterable<Node> {
	if (isFrame(element)) return element.contentDocument?.body?.childNodes ?? [];
	if (element.nodeName === 'SLOT') {
		const assigned = (element as HTMLSlotElement).assignedNodes();
		if (assigned.length) return assigned;
	}
	return (element.shadowRoot ?? element).childNodes;
}

/** By its name: an element of another frame is of another frame's class. */
function isFrame(element: Element): element is HTMLIFrameElement | HTMLFrameElement {
	return /^I?FRAME$/.test(element.nodeName);
}

/** What is behind everything: white, where the page has not chosen otherwise. */
function canvasOf(page: Document): Backdrop {
	const style = getComputedStyle(page.documentElement);
	const canvas = style.colorScheme.includes('dark') ? undefined : 'rgb(255, 255, 255)';
	return backdropOf(style, canvas);
}
