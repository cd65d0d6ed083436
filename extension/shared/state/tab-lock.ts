/** The lock's name; all pages of the extension share it. */
const nameOf = (tabId: number) => `tab:${tabId}`;

/**
 * Takes hold of a tab: at most one run per tab in all windows. The browser lets go of it when the
 * page that holds it is gone.
 * @returns what lets go of it; undefined when the tab is held already
 */
export function holdTab(tabId: number): Promise<(() => void) | undefined> {
	return new Promise((resolve, reject) => {
		navigator.locks
			.request(nameOf(tabId), { ifAvailable: true }, (lock) => {
				if (lock) return new Promise<void>((release) => resolve(release));
				resolve(undefined);
			})
			.catch(reject);
	});
}

/** Waits until nobody runs the tab, however it ended. Shared, so that nobody who waits holds it. */
export async function untilTabIsFree(tabId: number): Promise<void> {
	await navigator.locks.request(nameOf(tabId), { mode: 'shared' }, () => undefined);
}

/** True while any page of the extension, in whichever window, runs the tab. */
export async function isTabHeld(tabId: number): Promise<boolean> {
	const { held = [] } = await navigator.locks.query();
	return held.some(({ name }) => name === nameOf(tabId));
}
