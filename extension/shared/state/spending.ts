import browser from 'webextension-polyfill';

/** What answers have cost, in US dollars and as far as the API told. */
export interface Spending {
	/** Since the browser was started. */
	readonly session: number;
	/** Since it was last set back to nothing. */
	readonly total: number;
}

/** The name of the sums in both storages, and of the lock. */
const KEY = 'spending';

/** What was spent so far. */
export async function readSpending(): Promise<Spending> {
	const [session, local] = await Promise.all([
		browser.storage.session.get(KEY),
		browser.storage.local.get(KEY),
	]);
	return { session: Number(session[KEY] ?? 0), total: Number(local[KEY] ?? 0) };
}

/**
 * Adds the cost of a call. Panels and the offscreen document may do so at the same time: nobody reads
 * a sum that another is about to write.
 * @param usd US dollars
 */
export async function addSpending(usd: number): Promise<void> {
	if (!(usd > 0)) return;
	await navigator.locks.request(KEY, async () => {
		const { session, total } = await readSpending();
		await browser.storage.local.set({ [KEY]: total + usd });
		await browser.storage.session.set({ [KEY]: session + usd });
	});
}

/** Sets both sums back to nothing. */
export async function resetSpending(): Promise<void> {
	await navigator.locks.request(KEY, async () => {
		await browser.storage.local.remove(KEY);
		await browser.storage.session.remove(KEY);
	});
}

/** The sums at hand without a wait, and kept up to date; `onChange` tells of every change. */
export async function watchSpending(onChange: () => void): Promise<{ readonly current: Spending }> {
	const watched = { current: await readSpending() };
	browser.storage.onChanged.addListener(async (changes) => {
		if (!(KEY in changes)) return;
		watched.current = await readSpending();
		onChange();
	});
	return watched;
}
