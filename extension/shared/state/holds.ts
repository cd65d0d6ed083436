/** What is held: a tab while a task of it is done, or a card of a search while it is found. */
export type Held = `tab:${number}` | `card:${string}`;

/** At most one run per tab in all windows. */
export const tabHold = (tabId: number): Held => `tab:${tabId}`;

/** A card is asked for, and paid, once, also when its tab has moved to another window. */
export const cardHold = (run: string, kind: string): Held => `card:${run} ${kind}`;

/**
 * Takes hold of something for all pages of the extension. The browser lets go of it when the page that
 * holds it is gone.
 * @returns what lets go of it; undefined when it is held already
 */
export function hold(name: Held): Promise<(() => void) | undefined> {
	return new Promise((resolve, reject) => {
		navigator.locks
			.request(name, { ifAvailable: true }, (lock) => {
				if (lock) return new Promise<void>((release) => resolve(release));
				resolve(undefined);
			})
			.catch(reject);
	});
}

/** Waits until nobody holds it, however that ended. Shared, so that nobody who waits holds it. */
export async function untilFree(name: Held): Promise<void> {
	await navigator.locks.request(name, { mode: 'shared' }, () => undefined);
}

/** True while any page of the extension, in whichever window, holds it. */
export async function isHeld(name: Held): Promise<boolean> {
	const { held = [] } = await navigator.locks.query();
	return held.some((lock) => lock.name === name);
}
