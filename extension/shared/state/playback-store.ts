import browser from 'webextension-polyfill';
import type { Playback } from '../speech/playback';

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

/** Keeps a new reading and its text, in place of the last one. Like all that writes: only for the worker. */
export async function beginPlayback(playback: Playback, text: string): Promise<void> {
	await exclusively(() => browser.storage.session.set({ [KEY]: playback, [TEXT_KEY]: text }));
}

/** Changes the reading with this id, unless another one has taken its place. */
export async function changePlayback(
	id: string,
	changed: (playback: Playback) => Partial<Playback>,
): Promise<void> {
	await exclusively(async () => {
		const playback = await loadPlayback();
		if (playback?.id !== id) return;
		await browser.storage.session.set({ [KEY]: { ...playback, ...changed(playback) } });
	});
}

/** Forgets the last reading. */
export async function removePlayback(): Promise<void> {
	await exclusively(() => browser.storage.session.remove([KEY, TEXT_KEY]));
}

/** One change at a time: two that read the same state would lose one of the changes. */
async function exclusively(task: () => Promise<void>): Promise<void> {
	await navigator.locks.request(KEY, task);
}

/** Hears about every change. */
export function watchPlayback(onChange: (playback: Playback | undefined) => void): void {
	browser.storage.session.onChanged.addListener((changes) => {
		if (KEY in changes) onChange(changes[KEY]?.newValue as Playback | undefined);
	});
}
