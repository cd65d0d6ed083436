/// <reference types="chrome" />
/// <reference lib="dom" />
import type { Frame, Page } from 'playwright-core';
import type { Scene } from './scene';
import { dispatchMenu } from './worker-events';

/** Stands for a frame that the extension may not read, and whose real number no test can know. */
const UNREADABLE_FRAME = 4711;

/**
 * Chooses "Describe image aloud" in the menu of an image of the tab in front. No gesture comes with it,
 * so that the page has to be allowed before.
 * @returns when it did, in milliseconds since 1970
 */
export async function describeImageOf(
	{ browser }: Scene,
	page: Page,
	selector: string,
	frame: Frame = page.mainFrame(),
): Promise<number> {
	const srcUrl = await frame
		.locator(selector)
		.evaluate((image: HTMLImageElement) => image.currentSrc);
	const frameUrl = frame.url();
	const frameId = frame === page.mainFrame() ? 0 : await frameIdOf(browser, frameUrl);
	return dispatchMenu(browser, 'describe-image', { mediaType: 'image', srcUrl, frameUrl, frameId });
}

/** The browser's number of a frame of the tab in front, by its address. */
async function frameIdOf(browser: Scene['browser'], address: string): Promise<number> {
	const worker = await browser.worker();
	const frames = await worker.evaluate(async () => {
		const [tab] = await chrome.tabs.query({ active: true });
		return chrome.scripting.executeScript({
			target: { tabId: tab!.id!, allFrames: true },
			func: () => location.href,
		});
	});
	return frames.find(({ result }) => result === address)?.frameId ?? UNREADABLE_FRAME;
}
