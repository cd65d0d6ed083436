import browser from 'webextension-polyfill';
import imageReader from '../../content/read-image.ts?script&iife';
import { pictureUrl, type Area } from './picture';
import type { ImageReference } from '../task';
import { callInPage } from '../page/in-page';

/** An image and the tab it stands in. */
export type PlacedImage = ImageReference & { readonly tabId: number };

/** Milliseconds: the browser photographs a tab at most twice a second. */
const CAPTURE_PAUSE = 1000;

/** Cuts an image out of what its tab shows; undefined when it can not be seen there. */
export async function cropOf(image: PlacedImage): Promise<string | undefined> {
	const part = (await partIn(image, image.source)) ?? (await partOfFrame(image));
	if (!part) return undefined;
	const { windowId } = await requireActive(image.tabId);
	await setNoticeHidden(image.tabId, true);
	const photograph = await photographTab(windowId)
		.catch(async () => {
			await pause(CAPTURE_PAUSE);
			return photographTab(windowId);
		})
		.finally(() => setNoticeHidden(image.tabId, false));
	// Whoever went to another tab meanwhile must not have that one described.
	await requireActive(image.tabId);
	const bitmap = await createImageBitmap(blobOf(photograph));
	try {
		return await pictureUrl(bitmap, part);
	} finally {
		bitmap.close();
	}
}

/** An image in a frame of another site cannot be found there: the whole frame is shown. */
async function partOfFrame(image: PlacedImage): Promise<Area | undefined> {
	if (!image.frameId || !image.frameUrl) return undefined;
	return partIn({ ...image, frameId: 0 }, image.frameUrl);
}

function partIn(image: PlacedImage, address: string): Promise<Area | undefined> {
	return callInPage(
		image,
		imageReader,
		(wanted) => globalThis.pageImages.show(wanted),
		address,
	).catch(() => undefined);
}

/** Hides the notice while the tab is photographed, so that it covers no image. */
async function setNoticeHidden(tabId: number, hidden: boolean): Promise<void> {
	await browser.scripting
		.executeScript({
			target: { tabId },
			func: (isHidden: boolean) => globalThis.pageNotice?.setHidden(isHidden),
			args: [hidden],
		})
		.catch(() => undefined);
}

function photographTab(windowId: number): Promise<string> {
	return browser.tabs.captureVisibleTab(windowId, { format: 'png' });
}

function pause(milliseconds: number): Promise<void> {
	return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

async function requireActive(tabId: number): Promise<chrome.tabs.Tab> {
	const tab = await browser.tabs.get(tabId);
	if (!tab.active) throw new Error('The tab is not in view.');
	return tab;
}

/** The policy of the extension lets nothing be fetched but https, so that a data URL is decoded by hand. */
function blobOf(dataUrl: string): Blob {
	const [head = '', base64 = ''] = dataUrl.split(',');
	const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
	return new Blob([bytes], { type: head.slice('data:'.length).split(';')[0]! });
}
