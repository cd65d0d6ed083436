import { startScene, type Scene } from '../test/browser/lib/scene';
import { listen } from '../test/browser/lib/listener';
import type { RemotePage } from '../test/browser/lib/remote-page';

const RUNS = 9;

/**
 * What the extension adds to speech: the sandbox answers at once, and its hum sounds from its first
 * sample on. From the press of "Read aloud" to that sample, in the production build.
 */
export async function measure(): Promise<Record<string, number>> {
	const scene = await startScene();
	try {
		await scene.giveKey();
		const { panel } = await scene.openPanelOn('/article.html');
		await panel.evaluate(`document.querySelector('#read-aloud').addEventListener(
			'click', ({ timeStamp }) => (window.clicked = performance.timeOrigin + timeStamp), { capture: true })`);
		const warm: number[] = [];
		const cold: number[] = [];
		for (let run = 0; run < RUNS; run++) {
			cold.push(await timeToSound(scene, panel, true));
			warm.push(await timeToSound(scene, panel, false));
		}
		return {
			'speech: click to first audible sample (ms)': median(warm),
			'speech: the same, with the player still to be opened (ms)': median(cold),
		};
	} finally {
		await scene.close();
	}
}

/** Milliseconds of one reading, of which nothing is stored. */
async function timeToSound(scene: Scene, panel: RemotePage, isCold: boolean): Promise<number> {
	const worker = await scene.browser.worker();
	await worker.evaluate(async (close) => {
		await caches.delete('speech');
		if (close && (await chrome.offscreen.hasDocument())) await chrome.offscreen.closeDocument();
	}, isCold);
	await panel.click('#read-aloud');
	const { document } = await listen(scene);
	const sounding = `[...document.querySelectorAll('audio')].find((audio) => audio.currentTime > 0.1)`;
	await document.until(sounding);
	const began = await document.evaluate<number>(
		`performance.timeOrigin + performance.now() - ${sounding}.currentTime * 1000`,
	);
	const clicked = await panel.evaluate<number>('clicked');
	await panel.click('#stop-reading');
	await document.until(`document.querySelectorAll('audio').length === 0`);
	return began - clicked;
}

function median(values: number[]): number {
	return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}
