import type { Area } from '../shared/image/picture';
import { nextDrawing } from './next-drawing';

/** Milliseconds; a tab in the background draws nothing, and is not waited for. */
const DRAWING_TIME = 2000;

/** Scrolls to an element and tells which part of the tab shows it, in pixels of the screen; undefined when none does. */
export async function visiblePartOf(element: Element): Promise<Area | undefined> {
	const seen = isInView(element) ? await visibleRect(element) : undefined;
	if (seen) return areaOfTab(seen);
	bringIntoView(element);
	const found = await visibleRect(element);
	return found && areaOfTab(found);
}

/** Scrolls as a person could: what a page clips without a way to scroll it stays as the page has put it. */
function bringIntoView(element: Element): void {
	const clippers = [...ancestorsOf(element)]
		.filter((ancestor) => getComputedStyle(ancestor).overflow === 'hidden')
		.map((clipper) => ({ clipper, left: clipper.scrollLeft, top: clipper.scrollTop }));
	// In the middle, nothing that keeps to an edge of the page covers it.
	element.scrollIntoView({ block: 'center', inline: 'center', behavior: 'instant' });
	for (const { clipper, left, top } of clippers)
		clipper.scrollTo({ left, top, behavior: 'instant' });
}

function* ancestorsOf(element: Element): Iterable<Element> {
	for (let parent = element.parentElement; parent; parent = parent.parentElement) yield parent;
}

function isInView(element: Element): boolean {
	const { left, top, right, bottom } = element.getBoundingClientRect();
	return left >= 0 && top >= 0 && right <= innerWidth && bottom <= innerHeight;
}

/** What is left of an element after everything around it, frames as well, has clipped it; undefined for nothing. */
async function visibleRect(element: Element): Promise<DOMRectReadOnly | undefined> {
	const seen = new Promise<DOMRectReadOnly>((resolve) => {
		const observer = new IntersectionObserver(async ([entry]) => {
			observer.disconnect();
			// What was scrolled to is in a photograph of the tab only after it was drawn.
			await nextDrawing();
			resolve(entry!.intersectionRect);
		});
		observer.observe(element);
	});
	const rect = await Promise.race([seen, pause(DRAWING_TIME)]);
	return rect && rect.width > 0 && rect.height > 0 ? rect : undefined;
}

/** A rectangle of this frame, seen from the tab; undefined when a frame of another site is between. */
function areaOfTab(rect: DOMRectReadOnly): Area | undefined {
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
	// The zoom of the browser is in the ratio; that of two fingers is not.
	const { scale = 1, offsetLeft = 0, offsetTop = 0 } = view.visualViewport ?? {};
	const pixels = view.devicePixelRatio * scale;
	return {
		left: (left - offsetLeft) * pixels,
		top: (top - offsetTop) * pixels,
		width: width * pixels,
		height: height * pixels,
	};
}

function pause(milliseconds: number): Promise<undefined> {
	return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
