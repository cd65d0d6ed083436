import { untilStatus } from '../test/browser/lib/panel-driver';
import { startScene } from '../test/browser/lib/scene';

/** Milliseconds the API takes for a call. */
const LATENCY = 1000;

/**
 * A page of 100,000 words while every call takes a second: its parts side by side are the first call,
 * the summary of their summaries the second.
 */
export async function measure(): Promise<Record<string, number>> {
	const scene = await startScene();
	try {
		await scene.giveKey();
		const { panel } = await scene.openPanelOn('/long.html');
		await panel.evaluate(`(() => {
			const status = document.querySelector('#status');
			let clicked;
			document.querySelector('#summarize').addEventListener(
				'click', ({ timeStamp }) => (clicked = timeStamp), { capture: true });
			new MutationObserver(() => {
				if (status.textContent === 'Summary ready.') window.taken = performance.now() - clicked;
			}).observe(status, { childList: true });
		})()`);
		scene.api.set({ latency: LATENCY });
		await panel.click('#summarize');
		await untilStatus(panel, 'Summary ready.');
		const taken = await panel.evaluate<number>('taken');
		return {
			'long page: calls of 100,000 words': scene.api.requests.length,
			'long page: summary / two calls of 1 s': taken / (2 * LATENCY),
		};
	} finally {
		await scene.close();
	}
}
