import { describeImageOf } from '../test/browser/lib/image-menu';
import { attachOffscreen } from '../test/browser/lib/listener';
import type { RemotePage } from '../test/browser/lib/remote-page';
import { startScene, type Scene } from '../test/browser/lib/scene';
import { dispatchCommand } from '../test/browser/lib/worker-events';
import { timeBare } from './lib/bare';
import { median } from './lib/median';

const RUNS = 9;

/**
 * What the extension adds to speech: the sandbox answers at once, and its hum sounds from its first
 * sample on. From the press of "Read aloud", and from "Describe image aloud" in the menu of an image, to
 * that sample, in the production build.
 */
export async function measure(): Promise<Record<string, number>> {
	const scene = await startScene();
	try {
		await scene.giveKey();
		const { panel } = await scene.openPanelOn('/article.html');
		await panel.evaluate(`document.querySelector('#read-aloud').addEventListener(
			'click', ({ timeStamp }) => (window.clicked = performance.timeOrigin + timeStamp), { capture: true })`);
		const readAloud = async () => {
			await panel.click('#read-aloud');
			return () => panel.evaluate<number>('clicked');
		};
		const cold = await timesToSound(scene, readAloud, true);
		const warm = await timesToSound(scene, readAloud);
		const barePage = await timeBare(panel, 'pageSpeech');
		const { page } = await scene.openPanelOn('/images.html');
		const describeImage = async () => {
			const chosen = await describeImageOf(scene, page, '#own');
			return async () => chosen;
		};
		const besidePanel = await timesToSound(scene, describeImage);
		const bareImage = await timeBare(panel, 'imageSpeech');
		await scene.browser.closePanel();
		const alone = await timesToSound(scene, describeImage);
		return {
			'speech: click to first audible sample (ms)': median(warm),
			'speech: the same / bare requests, played': median(warm) / barePage,
			'speech: the same, with the player still to be opened (ms)': median(cold),
			'speech: menu of an image to first audible sample (ms)': median(besidePanel),
			'speech: the same, of an image / bare requests, played': median(besidePanel) / bareImage,
			'speech: the same, with the panel closed (ms)': median(alone),
		};
	} finally {
		await scene.close();
	}
}

/**
 * Milliseconds of some readings, of which nothing is stored.
 * @param begin starts one; what it returns tells afterwards when it was started
 */
async function timesToSound(
	scene: Scene,
	begin: () => Promise<() => Promise<number>>,
	isCold = false,
): Promise<number[]> {
	const worker = await scene.browser.worker();
	const times: number[] = [];
	let document: RemotePage | undefined;
	for (let run = 0; run < RUNS; run++) {
		await worker.evaluate(async (close) => {
			await caches.delete('speech');
			if (close && (await chrome.offscreen.hasDocument())) await chrome.offscreen.closeDocument();
		}, isCold);
		const begun = await begin();
		// Whoever is there already listens from before: to attach in the middle would be measured, too.
		if (isCold || !document) document = await attachOffscreen(scene);
		const sounding = `[...document.querySelectorAll('audio')].find((audio) => audio.currentTime > 0.1)`;
		await document.until(sounding);
		const heard = await document.evaluate<number>(
			`performance.timeOrigin + performance.now() - ${sounding}.currentTime * 1000`,
		);
		times.push(heard - (await begun()));
		await dispatchCommand(scene.browser, 'stop');
		await document.until(`document.querySelectorAll('audio').length === 0`);
	}
	return times;
}
