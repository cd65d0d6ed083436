import type { VisiblePart } from '../shared/page-image';

/** Milliseconds; a tab in the background draws nothing, and is not waited for. */
const DRAWING_TIME = 2000;

/** Scrolls to an element and tells which part of the tab shows it; undefined when none does. */
export async function visiblePartOf(element: Element): Promise<VisiblePart | undefined> {
	element.scrollIntoView({ block: 'nearest', inline: 'nearest', behavior: 'instant' });
	const seen = await Promise.race([visibleRect(element), pause(DRAWING_TIME)]);
	return seen && seen.width > 0 && seen.height > 0 ? partOfTab(seen) : undefined;
}

/** What is left of an element after everything around it, frames as well, has clipped it. */
function visibleRect(element: Element): Promise<DOMRectReadOnly> {
	return new Promise((resolve) => {
		const observer = new IntersectionObserver(([entry]) => {
			observer.disconnect();
			// What was scrolled to is in the picture of the tab only after it was drawn.
			requestAnimationFrame(() => requestAnimationFrame(() => resolve(entry!.intersectionRect)));
		});
		observer.observe(element);
	});
}

/** A rectangle of this frame, seen from the tab; undefined when a frame of another site is between. */
function partOfTab(rect: DOMRectReadOnly): VisiblePart | undefined {
	let { left, top, width, height } = rect;
	let view: Window = window;
	for (let frame = view.frameElement; frame; frame = view.frameElement) {
		view = frame.ownerDocument.defaultView!;
		const { paddingLeft, paddingTop } = view.getComputedStyle(frame);
		const box = frame.getBoundingClientRect();
		const scale = box.width / ((frame as HTMLElement).offsetWidth || box.width);
		left = box.left + (frame.clientLeft + parseFloat(paddingLeft) + left) * scale;
		top = box.top + (frame.clientTop + parseFloat(paddingTop) + top) * scale;
		width *= scale;
		height *= scale;
	}
	if (view !== view.top) return undefined;
	const { innerWidth, innerHeight } = view;
	return {
		left: left / innerWidth,
		top: top / innerHeight,
		width: width / innerWidth,
		height: height / innerHeight,
	};
}

function pause(milliseconds: number): Promise<undefined> {
	return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
