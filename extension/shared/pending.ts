import browser from 'webextension-polyfill';

const keyOf = (windowId: number) => `pending:${windowId}`;

/** Leaves a tab to be summarized for the panel that is just opening in the window. */
export async function leavePending(windowId: number, tabId: number): Promise<void> {
	await browser.storage.session.set({ [keyOf(windowId)]: tabId });
}

/** Takes, now and later, what was left for the window; each only once. */
export async function takePending(windowId: number, take: (tabId: number) => void): Promise<void> {
	const key = keyOf(windowId);
	const takeOne = async (tabId: unknown) => {
		if (typeof tabId !== 'number') return;
		await browser.storage.session.remove(key);
		take(tabId);
	};
	browser.storage.session.onChanged.addListener((changes) => void takeOne(changes[key]?.newValue));
	await takeOne((await browser.storage.session.get(key))[key]);
}
