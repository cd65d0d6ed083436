/// <reference types="chrome" />
/// <reference lib="dom" />
import type { Frame, Page } from 'playwright-core';
import type { Scene } from './scene';

/**
 * Chooses "Describe image aloud" in the menu of an image: the worker's own listener is called, as the
 * browser calls it. No gesture comes with it, so that the page has to be allowed before.
 */
export async function describeImageOf(
	scene: Scene,
	page: Page,
	selector: string,
	frame: Frame = page.mainFrame(),
): Promise<void> {
	const srcUrl = await frame
		.locator(selector)
		.evaluate((image: HTMLImageElement) => image.currentSrc);
	const info = { menuItemId: 'describe-image', mediaType: 'image', editable: false, srcUrl };
	const place = { pageUrl: page.url(), frameUrl: frame.url(), isTop: frame === page.mainFrame() };
	const worker = await scene.browser.worker();
	await worker.evaluate(
		async ([told, { pageUrl, frameUrl, isTop }]) => {
			const [tab] = await chrome.tabs.query({ active: true, lastFocusedWindow: true });
			// Frames of sites that the extension may not read are not listed.
			const frames = isTop
				? []
				: await chrome.scripting.executeScript({
						target: { tabId: tab!.id!, allFrames: true },
						func: () => location.href,
					});
			const frameId = isTop
				? 0
				: (frames.find(({ result }) => result === frameUrl)?.frameId ?? 4711);
			const { onClicked } = chrome.contextMenus as unknown as {
				onClicked: { dispatch(info: unknown, tab: unknown): void };
			};
			onClicked.dispatch({ ...told, pageUrl, frameUrl, frameId }, tab);
		},
		[info, place] as const,
	);
}
