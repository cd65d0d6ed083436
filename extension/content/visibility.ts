/** The colour behind an element; undefined where it may be any, as over a picture. */
export type Backdrop = string | undefined;

/** The colour behind what an element contains. */
export function backdropOf(style: CSSStyleDeclaration, behind: Backdrop): Backdrop {
	const { backgroundColor, backgroundImage, position } = style;
	if (backgroundImage !== 'none') return undefined;
	// What is positioned may lie over something else than what it stands in.
	if (backgroundColor === 'rgba(0, 0, 0, 0)') return position === 'static' ? behind : undefined;
	return /rgba|\//.test(backgroundColor) ? undefined : backgroundColor;
}

/** True when nobody can see anything in an element. */
export function hidesAll(element: Element, style: CSSStyleDeclaration): boolean {
	return (
		style.display === 'none' ||
		style.contentVisibility === 'hidden' ||
		Number(style.opacity) < 0.05 ||
		/^rect\(([01]px(, )?){4}\)$/.test(style.clip) ||
		/^inset\((50|100)%\)$/.test(style.clipPath) ||
		isSilenced(element) ||
		isOutOfSight(element, style)
	);
}

/** True when nobody can see the text directly in an element; what stands in its children may be seen. */
export function hidesOwnText(style: CSSStyleDeclaration, backdrop: Backdrop): boolean {
	return (
		style.visibility !== 'visible' ||
		parseFloat(style.fontSize) < 1 ||
		parseFloat(style.textIndent) < -999 ||
		style.color === backdrop
	);
}

/** True for what stands on lines of its own, whatever its element is. */
export function isBlock({ display }: CSSStyleDeclaration): boolean {
	return /^(block|flex|grid|flow-root|list-item|table|table-row)$/.test(display);
}

/** Not read out, so not meant for reading; but a dialog hides the whole page behind it in the same way. */
function isSilenced(element: Element): boolean {
	return element.ariaHidden === 'true' && !element.querySelector('h1, main, article');
}

/** Clipped to a point, or beyond the edges that nobody can scroll to. */
function isOutOfSight(element: Element, style: CSSStyleDeclaration): boolean {
	if (style.display === 'contents') return false;
	const { left, right, top, bottom, width, height } = element.getBoundingClientRect();
	if (style.overflow !== 'visible' && (width <= 1 || height <= 1)) return true;
	// An empty box at the edge may have its children elsewhere.
	if (left === right || top === bottom) return false;
	const { scrollX = 0, scrollY = 0 } = element.ownerDocument.defaultView ?? {};
	return (style.direction === 'ltr' && right + scrollX <= 0) || bottom + scrollY <= 0;
}
