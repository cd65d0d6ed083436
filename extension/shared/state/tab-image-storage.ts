import browser from 'webextension-polyfill';
import type { TaskImage } from '../task';
import { missingRoom } from './session-room';

const PREFIX = 'image:';
const keyOf = (tabId: number) => `${PREFIX}${tabId}`;

/** An image as it is stored. */
interface KeptImage {
	readonly image: TaskImage;
	/** Milliseconds since 1970. */
	readonly at: number;
}

/**
 * Keeps the image that a tab's conversation is about: apart from its state, which is written with every
 * piece of an answer. Where there is no room, the images of other tabs make it, the oldest first.
 */
export async function saveTabImage(tabId: number, image: TaskImage): Promise<void> {
	const key = keyOf(tabId);
	const kept: KeptImage = { image, at: Date.now() };
	for (const other of await oldestFirst()) {
		if ((await missingRoom(key, kept)) === 0) break;
		if (other !== key) await browser.storage.session.remove(other);
	}
	await browser.storage.session.set({ [key]: kept });
}

/** The image that a tab's conversation is about, unless it had to make room for others. */
export async function loadTabImage(tabId: number): Promise<TaskImage | undefined> {
	const key = keyOf(tabId);
	return ((await browser.storage.session.get(key))[key] as KeptImage | undefined)?.image;
}

/** Forgets the image of a tab that was closed. */
export async function removeTabImage(tabId: number): Promise<void> {
	await browser.storage.session.remove(keyOf(tabId));
}

async function oldestFirst(): Promise<string[]> {
	const stored = Object.entries(await browser.storage.session.get(null));
	const images = stored.filter(([key]) => key.startsWith(PREFIX)) as Array<[string, KeptImage]>;
	return images.sort(([, one], [, other]) => one.at - other.at).map(([key]) => key);
}
