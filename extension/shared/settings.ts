import browser from 'webextension-polyfill';
import { audioStore } from './state/audio-store';
import { DEFAULT_PREFERENCES, type Preferences } from './preferences';
import { resetSpending } from './state/spending';

/** All settings. */
export interface Settings extends Preferences {
	/** Empty when there is none. */
	readonly apiKey: string;
	/** Whether the key outlives the browser session. */
	readonly rememberKey: boolean;
}

const LOCK = 'settings';

/**
 * The settings as they are stored. The key lives in `storage.session` (memory) or, when the user asked
 * for it, in `storage.local`; never in `storage.sync`.
 */
export async function readSettings(): Promise<Settings> {
	// Not in the middle of a change: a key on its way from one storage to the other would seem forgotten.
	return navigator.locks.request(LOCK, { mode: 'shared' }, readStored);
}

async function readStored(): Promise<Settings> {
	const [session, local] = await Promise.all([
		browser.storage.session.get('apiKey'),
		browser.storage.local.get(['apiKey', 'preferences']),
	]);
	return {
		...DEFAULT_PREFERENCES,
		...(local.preferences as Partial<Preferences> | undefined),
		apiKey: String(local.apiKey ?? session.apiKey ?? ''),
		rememberKey: local.apiKey !== undefined,
	};
}

/** Stores all settings; the key ends up in exactly one place, or in none when it is empty. */
export async function saveSettings(settings: Settings): Promise<void> {
	const { apiKey, rememberKey, ...preferences } = settings;
	const { local, session } = browser.storage;
	const [wanted, other] = rememberKey ? [local, session] : [session, local];
	await navigator.locks.request(LOCK, async () => {
		await local.set({ preferences });
		await (apiKey ? wanted.set({ apiKey }) : wanted.remove('apiKey'));
		await other.remove('apiKey');
	});
	if (!apiKey) await forgetKey();
}

/** Changes some of the preferences; the others, and the key, stay. */
export async function changePreferences(change: Partial<Preferences>): Promise<void> {
	await navigator.locks.request(LOCK, async () => {
		const { preferences } = await browser.storage.local.get('preferences');
		await browser.storage.local.set({ preferences: { ...(preferences as object), ...change } });
	});
}

/**
 * Removes the key from everywhere it may be, and all that was made with it: answers, unfinished work,
 * kept speech and the sums spent. The other settings stay.
 */
export async function forgetKey(): Promise<void> {
	await navigator.locks.request(LOCK, async () => {
		await browser.storage.local.remove('apiKey');
		// Nothing but this is in there; the pages that are open hear of it.
		await browser.storage.session.clear();
	});
	await resetSpending();
	await audioStore.clear();
}

/** Removes what was on its way to the storage when the key was forgotten; nothing while there is one. */
export async function clearForgotten(): Promise<void> {
	await navigator.locks.request(LOCK, async () => {
		if ((await readStored()).apiKey) return;
		const { apiKey: _, ...left } = await browser.storage.session.get(null);
		await browser.storage.session.remove(Object.keys(left));
	});
}

/** The settings at hand without a wait, and kept up to date; `onChange` tells of every change. */
export async function watchSettings(onChange: () => void): Promise<{ readonly current: Settings }> {
	const watched = { current: await readSettings() };
	browser.storage.onChanged.addListener(async (changes) => {
		if (!('apiKey' in changes) && !('preferences' in changes)) return;
		watched.current = await readSettings();
		onChange();
	});
	return watched;
}
