import browser from 'webextension-polyfill';
import type { Source } from '../../client';
import type { Problem } from './problem';

/** Where the summary of one tab stands. Plain JSON, kept in `storage.session`. */
export interface TabState {
	/** Tells one run from the next. */
	readonly run: string;
	readonly status: 'reading' | 'summarizing' | 'ready' | 'stopped' | 'interrupted' | 'failed';
	readonly page?: { readonly title: string; readonly url: string; readonly cut: boolean };
	/** Parts of a long page; all done means that they are being put together. */
	readonly parts?: { readonly done: number; readonly count: number };
	/** The summary so far, in Markdown. */
	readonly text: string;
	/** The pages the answer is based on, in the order of their numbers. */
	readonly sources?: readonly Source[];
	/** US dollars of all calls, as far as the API told. */
	readonly costUsd?: number;
	readonly model?: string;
	readonly problem?: Problem;
}

/** True while an answer is being made. */
export function isRunning(state: TabState | undefined): boolean {
	return state?.status === 'reading' || state?.status === 'summarizing';
}

const keyOf = (tabId: number) => `tab:${tabId}`;

/** The last known state of a tab, also after the panel was closed. */
export async function loadTabState(tabId: number): Promise<TabState | undefined> {
	const key = keyOf(tabId);
	return (await browser.storage.session.get(key))[key] as TabState | undefined;
}

/** Keeps a tab's state. Only the panel that runs it writes it. */
export async function saveTabState(tabId: number, state: TabState): Promise<void> {
	await browser.storage.session.set({ [keyOf(tabId)]: state });
}

/** Forgets a tab that was closed. */
export async function removeTabState(tabId: number): Promise<void> {
	await browser.storage.session.remove(keyOf(tabId));
}

/** Hears about states that any panel keeps. */
export function watchTabStates(onChange: (tabId: number, state: TabState) => void): void {
	browser.storage.session.onChanged.addListener((changes) => {
		for (const [key, { newValue }] of Object.entries(changes))
			if (key.startsWith('tab:') && newValue)
				onChange(Number(key.slice('tab:'.length)), newValue as TabState);
	});
}

/**
 * Takes hold of a tab: at most one run per tab in all windows. The browser lets go of it when the
 * panel that holds it is gone.
 * @returns what lets go of it; undefined when the tab is held already
 */
export function holdTab(tabId: number): Promise<(() => void) | undefined> {
	return new Promise((resolve, reject) => {
		navigator.locks
			.request(keyOf(tabId), { ifAvailable: true }, (lock) => {
				if (lock) return new Promise<void>((release) => resolve(release));
				resolve(undefined);
			})
			.catch(reject);
	});
}

/** Waits until no panel runs the tab, however it ended. Shared, so that nobody who waits holds it. */
export async function untilTabIsFree(tabId: number): Promise<void> {
	await navigator.locks.request(keyOf(tabId), { mode: 'shared' }, () => undefined);
}

/** True while a panel, in whichever window, runs the tab. */
export async function isTabHeld(tabId: number): Promise<boolean> {
	const { held = [] } = await navigator.locks.query();
	return held.some(({ name }) => name === keyOf(tabId));
}
