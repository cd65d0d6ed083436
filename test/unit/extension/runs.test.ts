import { setTimeout as sleep } from 'node:timers/promises';
import { createRuns, type RunHost, type Runs } from '../../../extension/shared/runs';
import type { CardStates } from '../../../extension/shared/search/search-card';

import type { TabState } from '../../../extension/shared/state/tab-state';
import type { Task } from '../../../extension/shared/task';

const TAB = 1;
const SEARCH: Task = { type: 'search-web', query: 'tide mills' };
const FOUND: CardStates = {
	videos: { status: 'found', card: { pages: [], images: [], facts: {} } },
};

/** Milliseconds that keeping a state takes. */
const SAVING = 20;

/** The browser's locks, as far as one page takes them. */
beforeAll(() => {
	const held = new Set<string>();
	const request = async (name: string, _options: object, use: (lock: unknown) => unknown) => {
		if (held.has(name)) return use(null);
		held.add(name);
		return Promise.resolve(use({ name })).finally(() => held.delete(name));
	};
	Object.defineProperty(globalThis, 'navigator', {
		configurable: true,
		value: { locks: { request } },
	});
});
afterAll(() => Reflect.deleteProperty(globalThis, 'navigator'));

/** Runs that end at once, for want of a key, and what is kept of them. */
function stage() {
	const kept: TabState[] = [];
	let newest: TabState | undefined;
	const host: RunHost = {
		settings: () => ({ apiKey: '' }) as ReturnType<RunHost['settings']>,
		prepare: () => Promise.reject(new Error('Nothing is read without a key.')),
		lastState: async () => undefined,
		async saveState(_tab, state) {
			await sleep(SAVING);
			kept.push(state);
		},
		saveImage: async () => undefined,
		onCost: () => undefined,
		onState: (_tab, state) => (newest = state),
		restoresStopped: true,
		actionText: () => '',
	};
	return { runs: createRuns(host), kept, newest: () => newest };
}

async function untilFree(runs: Runs): Promise<void> {
	for (let i = 0; runs.stop(TAB) && i < 100; i++) await sleep(SAVING);
}

test('the last state is told before it is kept, and nothing of the run changes after it', async () => {
	const { runs, kept, newest } = stage();
	expect((await runs.start(TAB, SEARCH))?.failure).toMatchObject({ code: 'no-key' });
	expect(kept).toEqual([]);
	// What is found now is for the panel to keep: the run would write it over what comes later.
	expect(runs.amend(TAB, (state) => ({ ...state, cards: FOUND }))).toBe(false);
	await untilFree(runs);
	expect(kept.at(-1)).toEqual(newest());
	const count = kept.length;
	runs.keepAll();
	await sleep(1200);
	expect(kept).toHaveLength(count);
	expect(newest()?.cards).toBeUndefined();
});

test('the same task asked for while the last state is kept is done, after it', async () => {
	const { runs, newest } = stage();
	const first = await runs.start(TAB, SEARCH);
	expect(runs.isDoing(TAB, SEARCH)).toBe(false);
	const second = await runs.start(TAB, SEARCH);
	expect(second?.failure).toMatchObject({ code: 'no-key' });
	expect(second?.run).not.toBe(first?.run);
	expect(newest()?.run).toBe(second?.run);
});
