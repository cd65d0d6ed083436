import browser from 'webextension-polyfill';
import type { Playback } from './playback';

const KEY = 'playback';
const TEXT_KEY = 'playbackText';

/** The last reading of this browser session, from any page. */
export async function loadPlayback(): Promise<Playback | undefined> {
	return (await browser.storage.session.get(KEY))[KEY] as Playback | undefined;
}

/** The text of the last reading; it is large, and apart from what changes often. */
export async function loadPlaybackText(): Promise<string> {
	return String((await browser.storage.session.get(TEXT_KEY))[TEXT_KEY] ?? '');
}

/** Keeps a reading; its text only where it is new. Only for the worker. */
export async function savePlayback(playback: Playback, text?: string): Promise<void> {
	await browser.storage.session.set({
		[KEY]: playback,
		...(text !== undefined && { [TEXT_KEY]: text }),
	});
}

/** Forgets the last reading. Only for the worker. */
export async function removePlayback(): Promise<void> {
	await browser.storage.session.remove([KEY, TEXT_KEY]);
}

/** Hears about every change. */
export function watchPlayback(onChange: (playback: Playback | undefined) => void): void {
	browser.storage.session.onChanged.addListener((changes) => {
		if (KEY in changes) onChange(changes[KEY]?.newValue as Playback | undefined);
	});
}
