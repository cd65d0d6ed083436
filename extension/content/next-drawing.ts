/** Milliseconds; a tab in the background draws nothing, and is not waited for. */
const DRAWING_TIME = 1000;

/** Waits until what has changed in the page is on the screen. */
export async function nextDrawing(): Promise<void> {
	const drawn = new Promise((resolve) =>
		// The first call comes before the drawing, the second after it.
		requestAnimationFrame(() => requestAnimationFrame(resolve)),
	);
	await Promise.race([drawn, new Promise((resolve) => setTimeout(resolve, DRAWING_TIME))]);
}
