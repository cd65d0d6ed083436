/** Milliseconds a page may go on arriving; after them, what is there is read. */
const PATIENCE = 5000;

/** Waits until the page has arrived as far as its text is concerned; images and frames may still load. */
export async function untilParsed(): Promise<void> {
	if (document.readyState !== 'loading') return;
	await new Promise<void>((resolve) => {
		document.addEventListener('DOMContentLoaded', () => resolve(), { once: true });
		setTimeout(resolve, PATIENCE);
	});
}
