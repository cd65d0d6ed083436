import { elementById } from '../shared/element';

/** Of the panel's height, what the bar may take for itself: the rest is for what is read. */
const LARGEST_SHARE = 1 / 3;

/**
 * Keeps the bar with its buttons in view while the panel is scrolled, where that leaves room to read. How
 * high the bar is depends on the language, the width, the zoom and the status line, so that it is measured.
 */
export function keepBarAtHand(): void {
	const bar = elementById('bar', HTMLElement);
	const measure = () => {
		const height = bar.offsetHeight;
		bar.classList.toggle('at-hand', height <= innerHeight * LARGEST_SHARE);
		document.documentElement.style.setProperty('--bar-height', `${height}px`);
	};
	new ResizeObserver(measure).observe(bar);
	addEventListener('resize', measure);
}
