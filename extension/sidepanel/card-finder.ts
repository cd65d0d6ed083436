import type { Call, SearchResultKind } from '../../client';
import { findCard } from '../shared/search/find-card';
import { failureOf } from '../shared/problem/failure';
import { PageError } from '../shared/problem/page-error';
import { createPorts } from '../shared/api/ports';
import { withCard, type CardState } from '../shared/search/search-card';
import type { Settings } from '../shared/settings';
import { cardHold, hold } from '../shared/state/holds';
import { addSpending } from '../shared/state/spending';
import type { TabState } from '../shared/state/tab-state';

/** Milliseconds of silence until a card is given up; none is worth a longer wait. */
const TIMEOUT = 60_000;

/** What the finder needs from the panel. */
export interface CardHost {
	settings(): Settings;
	state(tabId: number): TabState | undefined;
	/** Changes a tab's state where it is at home, and keeps it; undefined leaves it as it is. */
	change(tabId: number, change: (state: TabState) => TabState | undefined): Promise<void>;
}

/** Finds more about the searches of the tabs. */
export interface CardFinder {
	/**
	 * Finds one kind of results and keeps it with the search, also when something else is asked meanwhile.
	 * What is on its way, in whichever window, and so perhaps paid for, is never asked for twice.
	 */
	find(tabId: number, kind: SearchResultKind): Promise<void>;
	/** Ends what is found for a tab, or for all of them, and keeps nothing: it was closed, or the key was forgotten. */
	discard(tabId?: number): void;
}

/** Makes the finder of a panel. */
export function createCardFinder(host: CardHost): CardFinder {
	const underWay = new Set<{ readonly tabId: number; readonly controller: AbortController }>();

	async function find(tabId: number, kind: SearchResultKind): Promise<void> {
		const { run, answerId } = host.state(tabId) ?? {};
		if (!run || !answerId) return;
		const controller = new AbortController();
		const { signal } = controller;
		const keep = async (card: CardState, call?: Call) => {
			if (signal.aborted) return;
			await host.change(tabId, (state) => {
				const next = withCard(state, run, kind, card);
				// The cost in view is that of the answer in view.
				if (!next || next.run !== run || call?.costUsd === undefined) return next;
				return { ...next, costUsd: (next.costUsd ?? 0) + call.costUsd };
			});
		};
		const entry = { tabId, controller };
		underWay.add(entry);
		let release: (() => void) | undefined;
		try {
			// At once: the press shows, and what was told of an earlier try is gone.
			const kept = keep({ status: 'pending' });
			release = await hold(cardHold(run, kind));
			await kept;
			// Another window finds it, and tells here what it found.
			if (!release) return;
			const { apiKey, baseUrl } = host.settings();
			if (!apiKey) throw new PageError('no-key');
			const ports = createPorts({ apiKey, baseUrl, signal, timeout: TIMEOUT });
			const { card, call } = await findCard(ports, answerId, kind);
			if (!signal.aborted) void addSpending(call.costUsd ?? 0);
			await keep({ status: 'found', card }, call);
		} catch (error) {
			await keep({ status: 'failed', failure: failureOf(error) });
		} finally {
			underWay.delete(entry);
			release?.();
		}
	}

	return {
		find,
		discard(tabId) {
			for (const entry of underWay)
				if (tabId === undefined || entry.tabId === tabId) entry.controller.abort();
		},
	};
}
