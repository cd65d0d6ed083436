import { cancelled, isAimlApiError, type ErrorCode } from '../../client';
import { doTask } from '../features';
import { carriedOver, holdsAnswer, goesOn, questionOf, turnsBefore } from './answer/conversation';
import { failureOf } from './problem/failure';
import type { FeatureContext, Subjects } from './feature';
import type { Notes } from './state/notes';
import type { Page } from './page/page';
import { PageError } from './problem/page-error';
import { createPorts } from './api/ports';
import type { RunEvent } from './run-event';
import type { Settings } from './settings';
import { hold, tabHold } from './state/holds';
import { isRunning, type TabState } from './state/tab-state';
import { originOf, type Task, type TaskImage } from './task';
import { throttle, type Throttled } from './throttle';

/** What a task works on. */
export interface Work {
	readonly subject: Subjects[Task['type']];
	/** What an unfinished run of the same has paid for. */
	readonly notes: Notes;
	/** Gets the image in another way than by its address. */
	imageAgain?(): Promise<TaskImage>;
	/** The task has come to its end: what was kept for it is of no more use. */
	finish?(): Promise<void>;
}

/** What the runs need from the page that hosts them. Only the host knows of storage, tabs and texts. */
export interface RunHost {
	settings(): Settings;
	/**
	 * Reads what the task is about; nothing is paid for yet.
	 * @param last the tab's last state
	 * @throws PageError
	 */
	prepare(tabId: number, task: Task, last: Promise<TabState | undefined>): Promise<Work>;
	/** The tab's last state, whoever made it. */
	lastState(tabId: number): Promise<TabState | undefined>;
	saveState(tabId: number, state: TabState): Promise<void>;
	/** Keeps the image that the tab's conversation is about from now on. */
	saveImage(tabId: number, image: TaskImage): Promise<void>;
	/** Hears what each call has cost, in US dollars. */
	onCost(usd: number): void;
	/** Hears every step, also of tabs that are not in view. */
	onState(tabId: number, state: TabState): void;
	/** True where what was stopped before its first word gives its place back to the answer before it. */
	readonly restoresStopped: boolean;
	/** What a task without a question is called in a conversation, e.g. "Summarize page". */
	actionText(type: Task['type']): string;
}

/** The tasks this page does, at most one for each tab. */
export interface Runs {
	/**
	 * Does a task; resolves with its last state when it has ended, however it did, a moment before that is
	 * kept. Of the same task while it is done the second does nothing, and resolves with nothing; another one
	 * takes the place of what runs here.
	 * What runs in another window is left alone.
	 */
	start(tabId: number, task: Task): Promise<TabState | undefined>;
	/** True when this page does this very task of the tab. */
	isDoing(tabId: number, task: Task): boolean;
	/** False when this page runs nothing for the tab. */
	stop(tabId: number): boolean;
	/** Stops and keeps nothing: the tab was closed, or the key was forgotten. */
	discard(tabId: number): void;
	/**
	 * Changes what the run of a tab keeps of earlier answers; false when this page runs nothing for it.
	 * @param change undefined leaves a state as it is
	 */
	amend(tabId: number, change: (state: TabState) => TabState | undefined): boolean;
	/** Writes down at once how far every run has come. */
	keepAll(): void;
	/** True for a run of this page, by its name in the state. */
	made(run: string): boolean;
}

/** A task that is being done. */
interface Run {
	readonly task: Task;
	readonly controller: AbortController;
	discarded?: boolean;
	/** True while its last state is being kept: nothing changes that any more. */
	over?: boolean;
	amend?(change: (state: TabState) => TabState | undefined): void;
	save?: Throttled;
	ended?: Promise<void>;
}

/** Milliseconds between two copies to the storage while text arrives. */
const SAVE_INTERVAL = 1000;

/**
 * Runs live in a page, the panel's or the offscreen document: the browser ends a worker that waits half
 * a minute for a token.
 */
export function createRuns(host: RunHost): Runs {
	const runs = new Map<number, Run>();
	const made = new Set<string>();

	/** What is done for a tab and has not come to its end. */
	const underWay = (tabId: number) => {
		const run = runs.get(tabId);
		return run?.over ? undefined : run;
	};
	const isDoing = (tabId: number, task: Task) =>
		JSON.stringify(underWay(tabId)?.task) === JSON.stringify(task);

	/** @param tell hears the last state, a moment before it is kept and the tab is free */
	async function perform(tabId: number, run: Run, tell: (state: TabState) => void): Promise<void> {
		const { task, controller } = run;
		// Before the first step of this run takes its place.
		const last = host.lastState(tabId);
		let before: TabState | undefined;
		let state = newState(task);
		made.add(state.run);
		let release: (() => void) | undefined;
		// Asked for while the page is read, and waited for before anything is paid: a tab that was moved
		// while it was worked on is held by the panel of another window, and then this run ends.
		const taken = hold(tabHold(tabId)).then((held) => {
			release = held;
			if (!held) controller.abort(new PageError('tab-taken'));
		});
		let saved = Promise.resolve();
		const save = (run.save = throttle(SAVE_INTERVAL, () => {
			// A state that could not be kept is still in view.
			if (release && !run.discarded) saved = host.saveState(tabId, state).catch(() => undefined);
		}));
		const update = (change: Partial<TabState>) => {
			state = { ...state, ...change };
			if (run.discarded) return;
			host.onState(tabId, state);
			save.call();
		};
		run.amend = (change) => {
			before = before && (change(before) ?? before);
			update(change(state) ?? {});
		};
		update({});
		try {
			before = await last;
			// What fails before its page is read has not ended the conversation.
			if (before && goesOn(task)) update(carriedOver(task, before, host.actionText));
			if (!host.settings().apiKey) throw new PageError('no-key');
			const [work] = await Promise.all([host.prepare(tabId, task, last), taken]);
			controller.signal.throwIfAborted();
			const { subject, notes, imageAgain } = work;
			// A search is about nothing at hand: it stands beside the conversation there is.
			const kept = subject ? keptSubject(subject) : { page: state.page, image: state.image };
			const turns = turnsBefore(task, kept, before, host.actionText);
			update({ status: 'working', page: undefined, image: undefined, ...kept, turns });
			let imageKept = Promise.resolve();
			const keepImage = (image: TaskImage) => {
				// Without it, only a further question about the image is not possible.
				if (!run.discarded) imageKept = host.saveImage(tabId, image).catch(() => undefined);
			};
			let image = task.type === 'describe-image' ? (subject as TaskImage) : undefined;
			const onEvent = (event: RunEvent) => {
				if (event.type === 'call') host.onCost(event.call.costUsd ?? 0);
				if (event.type === 'image') image = event.image;
				// Until its first word, the run may give its place back to what was said of another image.
				if (event.type === 'text' && !state.text && image) keepImage(image);
				update(after(state, event));
			};
			await doTask({
				...bind(controller.signal),
				...{ task, subject, turns, notes, onEvent },
				...(imageAgain && { imageAgain }),
			});
			await work.finish?.();
			// A question about it may follow at once.
			await imageKept;
			update({ status: 'ready' });
		} catch (error) {
			await taken;
			const reason: unknown = controller.signal.reason ?? error;
			const end = endOf(reason);
			// What came to nothing takes no answer away.
			const isGivenBack =
				host.restoresStopped || !isCancelled(reason) || state.status === 'reading';
			if (before && isGivenBack && isRestored(before, task, state, reason)) {
				const { failure: _, ...answered } = before;
				state = answered;
				update({ ...end, status: end.failure ? before.status : end.status });
			} else update(end);
		} finally {
			await taken;
			run.over = true;
			save.flush();
			tell(state);
			// Whoever waits for the tab finds its last state.
			await saved;
			runs.delete(tabId);
			release?.();
		}
	}

	/** What a feature gets of the settings: not the key, which is only in its transport. */
	function bind(signal: AbortSignal): Pick<FeatureContext, 'ports' | 'settings'> {
		const { apiKey, rememberKey: _, ...settings } = host.settings();
		return { settings, ports: createPorts({ baseUrl: settings.baseUrl, apiKey, signal }) };
	}

	return {
		async start(tabId, task) {
			for (let run = runs.get(tabId); run; run = runs.get(tabId)) {
				if (isDoing(tabId, task)) return undefined;
				run.controller.abort(cancelled());
				await run.ended;
			}
			const run: Run = { task, controller: new AbortController() };
			runs.set(tabId, run);
			return new Promise((resolve, reject) => {
				run.ended = perform(tabId, run, resolve);
				run.ended.catch(reject);
			});
		},
		isDoing,
		stop(tabId) {
			runs.get(tabId)?.controller.abort(cancelled());
			return runs.has(tabId);
		},
		discard(tabId) {
			const run = runs.get(tabId);
			if (run) run.discarded = true;
			run?.controller.abort(cancelled());
		},
		amend(tabId, change) {
			const run = underWay(tabId);
			run?.amend?.(change);
			return run !== undefined;
		},
		keepAll: () => runs.forEach(({ save }) => save?.flush()),
		made: (run) => made.has(run),
	};
}

function newState(task: Task): TabState {
	const question = questionOf(task);
	return {
		run: crypto.randomUUID(),
		task: { type: task.type, ...(question !== undefined && { question }) },
		status: 'reading',
		turns: [],
		text: '',
	};
}

/** What a state says of the subject: a page's text is large and can be read again. */
function keptSubject(subject: Page | TaskImage): Pick<TabState, 'page' | 'image'> {
	if ('source' in subject) return { image: originOf(subject) };
	const { title, url, cut } = subject;
	return { page: { title, url, cut } };
}

/** True when a task that has ended in `state` gives its place back to the answer that stood there before. */
function isRestored(before: TabState, task: Task, state: TabState, error: unknown): boolean {
	if (goesOn(task) || isRunning(before) || !holdsAnswer(before)) return false;
	if (state.status === 'reading') return true;
	const { text, parts, costUsd, model } = state;
	const isEmpty = !text && !parts && costUsd === undefined && !model;
	return isEmpty && (isFree(error) || isCancelled(error));
}

/** What the API refuses is not paid for. */
const REFUSALS: readonly ErrorCode[] = [
	'bad-request',
	'unauthorized',
	'out-of-credit',
	'forbidden',
	'not-found',
	'rate-limited',
];

function isFree(error: unknown): boolean {
	if (!isAimlApiError(error)) return false;
	return error.details.sent === false || REFUSALS.includes(error.code);
}

function isCancelled(error: unknown): boolean {
	return isAimlApiError(error) && error.code === 'cancelled';
}

function endOf(error: unknown): Pick<TabState, 'status' | 'failure'> {
	if (isCancelled(error)) return { status: 'stopped' };
	return { status: 'failed', failure: failureOf(error) };
}

function after(state: TabState, event: RunEvent): Partial<TabState> {
	switch (event.type) {
		case 'parts':
			return { parts: { done: event.done, count: event.count } };
		case 'text':
			return { text: state.text + event.text };
		case 'sources':
			return { sources: event.sources };
		case 'image':
			return { image: originOf(event.image) };
		case 'search-answer':
			return { answerId: event.answerId };
		case 'call': {
			const { costUsd, model } = event.call;
			return {
				...(model && { model }),
				...(costUsd !== undefined && { costUsd: (state.costUsd ?? 0) + costUsd }),
			};
		}
	}
}
