/** What the browser offers "image" in its menu for. */
const IMAGES = 'img, input[type=image], image';
/** The same, and the frames one may stand in. */
const CANDIDATES = `${IMAGES}, iframe, frame`;

/**
 * The element that shows an address, wherever in the document it is. One address often stands for many
 * elements: one that can be seen comes first.
 */
export function findImage(address: string): Element | undefined {
	const found = matchesIn(document, address);
	const matches = found.length > 0 ? found : shadowRoots().flatMap((r) => matchesIn(r, address));
	return matches.find(isInView) ?? matches[0];
}

/** An image of the document, and the address that names it. */
export interface FoundImage {
	readonly element: Element;
	readonly address: string;
}

/** The images of the document in their order, those in shadow roots behind the others. */
export function allImages(): FoundImage[] {
	return [document, ...shadowRoots()]
		.flatMap((root) => [...root.querySelectorAll(IMAGES)])
		.map((element) => ({ element, address: addressesOf(element)[0] ?? '' }));
}

function matchesIn(root: ParentNode, address: string): Element[] {
	return [...root.querySelectorAll(CANDIDATES)].filter((e) => addressesOf(e).includes(address));
}

/** What was chosen of several sources, and what the page names. */
function addressesOf(element: Element): string[] {
	if (element instanceof HTMLImageElement) return [element.currentSrc, element.src];
	if (element instanceof SVGImageElement) return [absoluteAddress(element.href.baseVal)];
	return [(element as HTMLInputElement | HTMLIFrameElement).src];
}

function absoluteAddress(address: string): string {
	return URL.canParse(address, document.baseURI) ? new URL(address, document.baseURI).href : '';
}

/** All shadow roots, closed ones as well: only a script of an extension is told of these. */
function shadowRoots(root: ParentNode = document): ShadowRoot[] {
	return [...root.querySelectorAll('*')].flatMap((element) => {
		// The browser refuses the question for a drawing or a formula.
		if (!(element instanceof HTMLElement)) return [];
		const shadow = chrome.dom.openOrClosedShadowRoot(element);
		return shadow ? [shadow as ShadowRoot, ...shadowRoots(shadow as ShadowRoot)] : [];
	});
}

function isInView(element: Element): boolean {
	const { left, top, right, bottom } = element.getBoundingClientRect();
	return right > 0 && bottom > 0 && left < innerWidth && top < innerHeight;
}
