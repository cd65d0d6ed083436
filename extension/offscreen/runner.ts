import { answer, ask, type Speech } from '../shared/messages';
import { prepareImage } from '../shared/prepare-image';
import { createRuns } from '../shared/runs';
import type { Settings } from '../shared/settings';
import type { TabState } from '../shared/tab-state';
import type { Task } from '../shared/task';
import { throttle } from '../shared/throttle';

/** Milliseconds between two messages on how far a task is. */
const TELL_INTERVAL = 250;
/** Only the worker reaches tabs and the storage. */
const TABS = { target: 'tabs' } as const;

let settings: Settings;
/** What hears of the tasks that are done here, by tab. */
const listeners = new Map<number, (state: TabState) => void>();

const runs = createRuns({
	settings: () => settings,
	prepare(tabId, task) {
		if (task.type === 'describe-image') return prepareImage(tabId, task.image);
		throw new Error(`${task.type} needs the panel.`);
	},
	lastState: async () => undefined,
	saveState: (tabId, state) => ask(TABS, 'keepState', tabId, state),
	onState: (tabId, state) => listeners.get(tabId)?.(state),
	onCost: (usd) => void ask(TABS, 'addSpending', usd),
	// Only a question has earlier turns, and questions are asked in the panel.
	actionText: () => '',
});

/** True while a task is done here: the document has to stay open. */
export function isRunnerBusy(): boolean {
	return listeners.size > 0;
}

answer(
	{ target: 'runner' },
	{
		start(tabId, task, current) {
			settings = current;
			void run(tabId, task);
		},
		stop: (tabId) => runs.stop(tabId),
		discard: (tabId) => runs.discard(tabId),
		discardAll() {
			const tabIds = [...listeners.keys()];
			tabIds.forEach(runs.discard);
			listeners.clear();
			return tabIds;
		},
	},
);

/** Does a task and tells the worker how far it is, one state after the other. */
async function run(tabId: number, task: Task): Promise<void> {
	let newest: TabState | undefined;
	let told: Promise<Speech | undefined> = Promise.resolve(undefined);
	const tell = throttle(TELL_INTERVAL, () => {
		// The image is large, and nothing shows it.
		const { image: _, ...state } = newest!;
		told = told.then((speech) => {
			// The key was forgotten, or another task of the tab has taken its place.
			if (listeners.get(tabId) !== listener) return speech;
			// A worker that could not hear it finds the next state.
			return ask(TABS, 'followTask', tabId, state).catch(() => undefined);
		});
	});
	const listener = (state: TabState) => {
		newest = state;
		tell.call();
	};
	listeners.set(tabId, listener);
	await runs.start(tabId, task);
	tell.flush();
	const speech = await told;
	if (listeners.get(tabId) === listener) listeners.delete(tabId);
	if (speech && newest?.status === 'ready') await ask({ target: 'worker' }, 'readAloud', speech);
}
