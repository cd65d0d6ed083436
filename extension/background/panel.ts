import { ask, NoReceiverError } from '../shared/messages';
import { leavePending } from '../shared/pending';
import type { Task } from '../shared/task';

/** Opens the panel beside a tab whose page the user has just allowed to be read. */
export function openPanel({ id: tabId, windowId }: chrome.tabs.Tab): void {
	// Before any wait: the browser opens a panel only directly after a gesture.
	void chrome.sidePanel.open({ windowId });
	if (tabId !== undefined)
		// A panel that is only now opening has nothing to be told.
		void ask({ target: 'panel', windowId }, 'pageAllowed', tabId).catch(() => undefined);
}

/** Opens the panel and lets it do a task of the tab. */
export async function startInPanel(
	{ id: tabId, windowId }: chrome.tabs.Tab,
	task: Task,
): Promise<void> {
	const opened = chrome.sidePanel.open({ windowId }).then(
		() => true,
		() => false,
	);
	if (tabId === undefined) return;
	try {
		await opened;
		await ask({ target: 'panel', windowId }, 'start', tabId, task);
	} catch (error) {
		if (!(error instanceof NoReceiverError)) throw error;
		// Left for a panel that is on its way, never for one that the user opens some other day.
		if (await opened) await leavePending(windowId, tabId, task);
	}
}
