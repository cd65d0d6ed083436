import browser from 'webextension-polyfill';
import { withNotice } from '../shared/image/ai-notice';
import { errorOf } from '../shared/problem/failure';
import { ask, ifThere, NoReceiverError, type Handlers } from '../shared/messages';
import { readSettings } from '../shared/settings';
import { addSpending } from '../shared/state/spending';
import { saveTabImage } from '../shared/state/tab-image-storage';
import { loadTabState, saveTabState } from '../shared/state/tab-state-storage';
import type { Task } from '../shared/task';
import { text } from '../shared/texts';
import { takeImage } from '../shared/image/tab-images';
import { removeNotice, showNotice } from './notice';
import { whileOpen } from './offscreen';
import { fail, reading } from './reading';

/** Who does tasks: the panels, and the offscreen document while none is open. */
const RUNNERS = ['panel', 'runner'] as const;

/** What the pages of the extension ask of the worker about tabs. */
export const tabs: Handlers<'tabs'> = {
	takeImage,
	lastState: loadTabState,
	keepState: saveTabState,
	keepImage: saveTabImage,
	addSpending,
	async followTask(tabId, state) {
		const { describeAloud } = await readSettings();
		const isShown = await showNotice(tabId, state, describeAloud && !state.failure);
		// Where the browser shows nothing of the extension, a failure would be silent.
		if (!isShown && state.failure) await fail(errorOf(state.failure));
		if (isShown && !describeAloud) return undefined;
		const place = { tabId, run: state.run };
		return { title: text('imageNotice'), text: withNotice(state).text, place };
	},
};

/** Does a task of a tab in the panel beside it, or, where none is open, without one. */
export async function startAnywhere(
	{ id: tabId, windowId }: chrome.tabs.Tab,
	task: Task,
): Promise<void> {
	if (tabId === undefined) return;
	try {
		await ask({ target: 'panel', windowId }, 'start', tabId, task);
	} catch (error) {
		if (!(error instanceof NoReceiverError)) throw error;
		const [settings] = await Promise.all([readSettings(), removeNotice(tabId)]);
		await whileOpen(() => ask({ target: 'runner' }, 'start', tabId, task, settings));
	}
}

/** Stops what is done for a tab, and what is read aloud. */
export function silence(tabId: number): void {
	stopTask(tabId);
	void reading.controlPlayback('stop');
}

/** Stops what is done for a tab, wherever that is. */
function stopTask(tabId: number): void {
	// Where no page answers, nothing runs.
	for (const target of RUNNERS) void ask({ target }, 'stop', tabId).catch(() => undefined);
}

/** Stops what is done for a tab that was closed. The panels see that themselves. */
export function discardTask(tabId: number): void {
	void ask({ target: 'runner' }, 'discard', tabId).catch(() => undefined);
}

/** Stops what is done without a panel, and takes its notices out of the pages: the key was forgotten. */
export async function discardAllTasks(): Promise<void> {
	await ifThere(ask({ target: 'runner' }, 'discardAll'));
	// Also what was ready long ago stands in its page; where nothing does, nothing happens.
	const tabs = await browser.tabs.query({});
	await Promise.all(tabs.map(({ id }) => id !== undefined && removeNotice(id)));
}
