import browser from 'webextension-polyfill';
import type { TaskImage } from '../task';
import { IMAGE_PREFIX, makeRoom } from './session-room';

const keyOf = (tabId: number) => `${IMAGE_PREFIX}${tabId}`;

/** An image as it is stored. */
interface KeptImage {
	readonly image: TaskImage;
	/** Milliseconds since 1970. */
	readonly at: number;
}

/**
 * Keeps the image that a tab's conversation is about: apart from its state, which is written with every
 * piece of an answer.
 */
export async function saveTabImage(tabId: number, image: TaskImage): Promise<void> {
	const key = keyOf(tabId);
	const kept: KeptImage = { image, at: Date.now() };
	await makeRoom(key, kept);
	await browser.storage.session.set({ [key]: kept });
}

/** The image that a tab's conversation is about, unless it had to make room. */
export async function loadTabImage(tabId: number): Promise<TaskImage | undefined> {
	const key = keyOf(tabId);
	return ((await browser.storage.session.get(key))[key] as KeptImage | undefined)?.image;
}

/** Forgets the image of a tab that was closed. */
export async function removeTabImage(tabId: number): Promise<void> {
	await browser.storage.session.remove(keyOf(tabId));
}
