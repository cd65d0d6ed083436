import { cancelled, isAimlApiError } from '../../client';
import { summarizePage } from '../features/summarize-page';
import type { Page } from '../shared/page';
import { PageError } from '../shared/page-error';
import { loadPaidWork, newPaidWork, removePaidWork, type PaidWork } from '../shared/paid-work';
import { createPorts } from '../shared/ports';
import { describeProblem } from '../shared/problem';
import type { RunEvent } from '../shared/run-event';
import type { Settings } from '../shared/settings';
import { holdTab, saveTabState, type TabState } from '../shared/tab-state';
import { throttle, type Throttled } from '../shared/throttle';

/** What the runs need from the panel. */
export interface RunsOptions {
	settings(): Settings;
	readPage(tabId: number): Promise<Page>;
	/** Hears every step, also of tabs that are not in view. */
	onState(tabId: number, state: TabState): void;
}

/** The summaries this panel makes, at most one for each tab. */
export interface Runs {
	/** Does nothing while the tab has a run already, here or in another window. */
	start(tabId: number): Promise<void>;
	/** False when this panel runs nothing for the tab. */
	stop(tabId: number): boolean;
	/** Stops and keeps nothing: the tab was closed. */
	discard(tabId: number): void;
	/** Writes down at once how far every run has come. */
	keepAll(): void;
	/** True for a run of this panel, by its name in the state. */
	made(run: string): boolean;
}

/** Milliseconds between two copies to the storage while text arrives. */
const SAVE_INTERVAL = 1000;

/** Runs live in the panel's page: the browser ends a worker that waits half a minute for a token. */
export function createRuns(options: RunsOptions): Runs {
	const controllers = new Map<number, AbortController>();
	const saves = new Map<number, Throttled>();
	const discarded = new WeakSet<AbortController>();
	const made = new Set<string>();

	async function run(tabId: number): Promise<void> {
		const controller = new AbortController();
		controllers.set(tabId, controller);
		const { chatModel: model } = options.settings();
		let state: TabState = { run: crypto.randomUUID(), status: 'reading', text: '', model };
		made.add(state.run);
		let release: (() => void) | undefined;
		// Asked for while the page is read, and waited for before anything is paid: a tab that was moved
		// while it was summarized is held by the panel of another window, and then this run ends.
		const hold = holdTab(tabId).then((held) => {
			release = held;
			if (!held) controller.abort(new PageError('tab-taken'));
		});
		let saved = Promise.resolve();
		const save = throttle(SAVE_INTERVAL, () => {
			// A state that could not be kept is still in view.
			if (release && !discarded.has(controller))
				saved = saveTabState(tabId, state).catch(() => undefined);
		});
		saves.set(tabId, save);
		const update = (change: Partial<TabState>) => {
			state = { ...state, ...change };
			options.onState(tabId, state);
			save.call();
		};
		update({});
		try {
			const [work] = await Promise.all([readPage(tabId), hold]);
			controller.signal.throwIfAborted();
			const { title, url, cut } = work.page;
			update({ status: 'summarizing', page: { title, url, cut } });
			await summarize(work, controller.signal, (event) => update(after(state, event)));
			await removePaidWork(tabId);
			update({ status: 'ready' });
		} catch (error) {
			await hold;
			update(endOf(controller.signal.reason ?? error));
		} finally {
			await hold;
			controllers.delete(tabId);
			saves.delete(tabId);
			save.flush();
			// Whoever waits for the tab finds its last state.
			await saved;
			release?.();
		}
	}

	/** The page as it is now; or as it was, when a run of it that was not finished has paid for parts. */
	async function readPage(tabId: number): Promise<PaidWork> {
		if (!options.settings().apiKey) throw new PageError('no-key');
		const [page, work] = await Promise.all([options.readPage(tabId), loadPaidWork(tabId)]);
		if (work?.page.url === page.url) return work;
		if (work) await removePaidWork(tabId);
		return newPaidWork(tabId, page);
	}

	function summarize(
		{ page, notes }: PaidWork,
		signal: AbortSignal,
		onEvent: (event: RunEvent) => void,
	): Promise<void> {
		const { apiKey, baseUrl, chatModel: model } = options.settings();
		const ports = createPorts({ baseUrl, apiKey, signal });
		return summarizePage(ports, { page, model, notes, onEvent });
	}

	return {
		start: async (tabId) => {
			if (!controllers.has(tabId)) await run(tabId);
		},
		stop(tabId) {
			controllers.get(tabId)?.abort(cancelled());
			return controllers.has(tabId);
		},
		discard(tabId) {
			const controller = controllers.get(tabId);
			if (controller) discarded.add(controller);
			controller?.abort(cancelled());
		},
		keepAll: () => saves.forEach((save) => save.flush()),
		made: (run) => made.has(run),
	};
}

function endOf(error: unknown): Partial<TabState> {
	if (isAimlApiError(error) && error.code === 'cancelled') return { status: 'stopped' };
	return { status: 'failed', problem: describeProblem(error) };
}

function after(state: TabState, event: RunEvent): Partial<TabState> {
	switch (event.type) {
		case 'parts':
			return { parts: { done: event.done, count: event.count } };
		case 'text':
			return { text: state.text + event.text };
		case 'sources':
			return { sources: event.sources };
		case 'call': {
			const { costUsd } = event.call;
			return costUsd === undefined ? {} : { costUsd: (state.costUsd ?? 0) + costUsd };
		}
	}
}
