import browser from 'webextension-polyfill';
import type { Task } from '../task';

const keyOf = (windowId: number) => `pending:${windowId}`;

interface Pending {
	readonly tabId: number;
	readonly task: Task;
}

/** Leaves a task of a tab for the panel that is just opening in the window. */
export async function leavePending(windowId: number, tabId: number, task: Task): Promise<void> {
	const pending: Pending = { tabId, task };
	await browser.storage.session.set({ [keyOf(windowId)]: pending });
}

/** Takes, now and later, what was left for the window; each only once. */
export async function takePending(
	windowId: number,
	take: (tabId: number, task: Task) => void,
): Promise<void> {
	const key = keyOf(windowId);
	const takeOne = async (value: unknown) => {
		if (!value) return;
		await browser.storage.session.remove(key);
		const { tabId, task } = value as Pending;
		take(tabId, task);
	};
	browser.storage.session.onChanged.addListener((changes) => void takeOne(changes[key]?.newValue));
	await takeOne((await browser.storage.session.get(key))[key]);
}
