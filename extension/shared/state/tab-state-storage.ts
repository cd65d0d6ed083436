import browser from 'webextension-polyfill';
import type { TabState } from './tab-state';

const keyOf = (tabId: number) => `tab:${tabId}`;

/** The last known state of a tab, also after the panel was closed. */
export async function loadTabState(tabId: number): Promise<TabState | undefined> {
	const key = keyOf(tabId);
	return (await browser.storage.session.get(key))[key] as TabState | undefined;
}

/** Keeps a tab's state. Only the page that runs it writes it. */
export async function saveTabState(tabId: number, state: TabState): Promise<void> {
	await browser.storage.session.set({ [keyOf(tabId)]: state });
}

/** Forgets a tab that was closed. */
export async function removeTabState(tabId: number): Promise<void> {
	await browser.storage.session.remove(keyOf(tabId));
}

/** Hears about states that any page of the extension keeps. */
export function watchTabStates(onChange: (tabId: number, state: TabState) => void): void {
	browser.storage.session.onChanged.addListener((changes) => {
		for (const [key, { newValue }] of Object.entries(changes))
			if (key.startsWith('tab:') && newValue)
				onChange(Number(key.slice('tab:'.length)), newValue as TabState);
	});
}
