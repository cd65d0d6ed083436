import type { SearchResultKind, Source } from '../../client';
import { findCard } from '../shared/search/find-card';
import { failureOf } from '../shared/problem/failure';
import { PageError } from '../shared/problem/page-error';
import { createPorts } from '../shared/api/ports';
import type { CardState, CardStates } from '../shared/search/search-card';
import type { Settings } from '../shared/settings';
import { addSpending } from '../shared/state/spending';
import type { TabState } from '../shared/state/tab-state';
import { saveTabState } from '../shared/state/tab-state-storage';

/** Milliseconds of silence until a card is given up; none is worth a longer wait. */
const TIMEOUT = 60_000;

/** What the finder needs from the panel. */
export interface CardHost {
	settings(): Settings;
	state(tabId: number): TabState | undefined;
	onState(tabId: number, state: TabState): void;
}

/** Finds more about the searches of the tabs. */
export interface CardFinder {
	/**
	 * Finds one kind of results and keeps it with the tab's answer. What is on its way, and so perhaps paid
	 * for, is never asked for twice.
	 */
	find(tabId: number, kind: SearchResultKind): Promise<void>;
	/** Writes down that the panel is closed before these cards have come. */
	interruptAll(): void;
}

/** Makes the finder of a panel. */
export function createCardFinder(host: CardHost): CardFinder {
	/** The tab of each card that is on its way, by run and kind. */
	const underWay = new Map<string, number>();

	async function find(tabId: number, kind: SearchResultKind): Promise<void> {
		const { run, answerId } = host.state(tabId) ?? {};
		const name = `${run} ${kind}`;
		if (!answerId || underWay.has(name)) return;
		underWay.set(name, tabId);
		const update = (card: CardState, change: Partial<TabState> = {}) => {
			const state = host.state(tabId);
			// Meanwhile the tab was closed, or something else was asked.
			if (state?.run !== run || !state) return undefined;
			const next = { ...state, ...change, cards: { ...state.cards, [kind]: card } };
			host.onState(tabId, next);
			return next;
		};
		update({ status: 'pending' });
		let end: TabState | undefined;
		try {
			const { apiKey, baseUrl } = host.settings();
			if (!apiKey) throw new PageError('no-key');
			const { signal } = new AbortController();
			const ports = createPorts({ apiKey, baseUrl, signal, timeout: TIMEOUT });
			const { card, call } = await findCard(ports, answerId, kind);
			void addSpending(call.costUsd ?? 0);
			const { costUsd, sources = [] } = host.state(tabId) ?? {};
			end = update(
				{ status: 'found', card },
				{
					...(call.costUsd !== undefined && { costUsd: (costUsd ?? 0) + call.costUsd }),
					...(kind === 'links' && { sources: joined(sources, card.pages) }),
				},
			);
		} catch (error) {
			end = update({ status: 'failed', failure: failureOf(error) });
		} finally {
			underWay.delete(name);
		}
		// A state that could not be kept is still in view.
		if (end) await saveTabState(tabId, end).catch(() => undefined);
	}

	return {
		find,
		interruptAll() {
			for (const tabId of new Set(underWay.values())) {
				const state = host.state(tabId);
				if (state) void saveTabState(tabId, withoutPending(state));
			}
		},
	};
}

function withoutPending(state: TabState): TabState {
	const cards = Object.entries(state.cards ?? {}).map(([kind, card]) => [
		kind,
		card.status === 'pending' ? { status: 'interrupted' } : card,
	]);
	return { ...state, cards: Object.fromEntries(cards) as CardStates };
}

/** The sources the answer has, under their numbers, and behind them the pages that are new. */
function joined(sources: readonly Source[], pages: readonly Source[]): Source[] {
	const known = new Set(sources.map(({ url }) => url));
	return [...sources, ...pages.filter(({ url }) => !known.has(url))];
}
