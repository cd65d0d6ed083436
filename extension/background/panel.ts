import { ask, NoReceiverError } from '../shared/messages';
import { leavePending } from '../shared/state/pending';
import { loadTabState } from '../shared/state/tab-state-storage';
import type { Task } from '../shared/task';
import { removeNotice } from './notice';

/** Opens the panel beside a tab whose page the user has just allowed to be read. */
export function openPanel({ id: tabId, windowId }: chrome.tabs.Tab): void {
	// Before any wait: the browser opens a panel only directly after a gesture.
	void chrome.sidePanel.open({ windowId });
	if (tabId === undefined) return;
	void moveToPanel(tabId);
	// A panel that is only now opening has nothing to be told.
	void ask({ target: 'panel', windowId }, 'pageAllowed', tabId).catch(() => undefined);
}

/** What the page itself shows of a description is from now on in the panel. */
async function moveToPanel(tabId: number): Promise<void> {
	// Into other pages nothing is brought for this.
	if ((await loadTabState(tabId))?.task.type === 'describe-image') await removeNotice(tabId);
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
