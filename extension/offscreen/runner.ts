import { failureOf } from '../shared/problem/failure';
import { answer, ask, type Speech } from '../shared/messages';
import { prepareImage } from '../shared/image/prepare-image';
import { createRuns } from '../shared/runs';
import type { Settings } from '../shared/settings';
import type { TabState } from '../shared/state/tab-state';
import type { Task } from '../shared/task';
import { throttle } from '../shared/throttle';

/** Milliseconds between two messages on how far a task is. */
const TELL_INTERVAL = 250;
/** Only the worker reaches tabs and the storage. */
const TABS = { target: 'tabs' } as const;

let settings: Settings;
/** What tells the worker of a run. */
interface Follower {
	/** The run's name in its states. */
	readonly run: string;
	/** Tells a state; without one, the newest again. */
	tell(state?: TabState): void;
	/** Resolves, when the last state was told, with what is to be read aloud of it. */
	finish(): Promise<Speech | undefined>;
}

/** Of the newest run of each tab. */
const followers = new Map<number, Follower>();

const runs = createRuns({
	settings: () => settings,
	prepare(tabId, task) {
		if (task.type === 'describe-image')
			return prepareImage((without) => ask(TABS, 'takeImage', tabId, task.image, without));
		throw new Error(`${task.type} needs the panel.`);
	},
	lastState: (tabId) => ask(TABS, 'lastState', tabId),
	saveState: (tabId, state) => ask(TABS, 'keepState', tabId, state),
	saveImage: (tabId, image) => ask(TABS, 'keepImage', tabId, image),
	onState(tabId, state) {
		const known = followers.get(tabId);
		const follower = known?.run === state.run ? known : createFollower(tabId, state.run);
		followers.set(tabId, follower);
		follower.tell(state);
	},
	// What could not be counted in total still stands in the state.
	onCost: (usd) => void ask(TABS, 'addSpending', usd).catch(() => undefined),
	// Another answer than the one that was asked for here would come up in the page.
	restoresStopped: false,
	// Only a question has earlier turns, and questions are asked in the panel.
	actionText: () => '',
});

/** True while a task is done here: the document has to stay open. */
export function isRunnerBusy(): boolean {
	return followers.size > 0;
}

answer(
	{ target: 'runner' },
	{
		start(tabId, task, current) {
			settings = current;
			void run(tabId, task);
		},
		isDoing: runs.isDoing,
		stop: runs.stop,
		discard: runs.discard,
		discardAll() {
			[...followers.keys()].forEach(runs.discard);
			followers.clear();
		},
	},
);

/** Does a task, and has its result read aloud. */
async function run(tabId: number, task: Task): Promise<void> {
	const last = await runs.start(tabId, task);
	const follower = followers.get(tabId);
	// Asked for once more while it is done: its notice was taken out of the page.
	if (!last) return follower?.tell();
	// The key was forgotten, or another task of the tab has taken its place.
	if (follower?.run !== last.run) return;
	const speech = await follower.finish();
	if (followers.get(tabId) !== follower) return;
	followers.delete(tabId);
	if (!speech || last.status !== 'ready' || last.failure) return;
	await ask({ target: 'worker' }, 'readAloud', speech).catch((error: unknown) => {
		followers.set(tabId, follower);
		follower.tell({ ...last, status: 'failed', failure: failureOf(error) });
		return follower.finish().then(() => followers.delete(tabId));
	});
}

/** Tells the worker how far a run is, one state after the other. */
function createFollower(tabId: number, name: string): Follower {
	let newest: TabState;
	let told: Promise<Speech | undefined> = Promise.resolve(undefined);
	const telling = throttle(TELL_INTERVAL, () => {
		const state = newest;
		told = told.then((speech) => {
			if (followers.get(tabId) !== follower) return speech;
			// A worker that could not hear it finds the next state.
			return ask(TABS, 'followTask', tabId, state).catch(() => undefined);
		});
	});
	const follower: Follower = {
		run: name,
		tell(state = newest) {
			newest = state;
			telling.call();
		},
		finish() {
			telling.flush();
			return told;
		},
	};
	return follower;
}
