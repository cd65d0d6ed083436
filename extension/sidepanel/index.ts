import browser from 'webextension-polyfill';
import { answer, ask } from '../shared/messages';
import { removeAllPaidWork, removePaidWork, removePaidWorkOfOthers } from '../shared/paid-work';
import { takePending } from '../shared/pending';
import { failureOf } from '../shared/failure';
import type { Problem } from '../shared/problem';
import { watchSettings } from '../shared/settings';
import {
	isRunning,
	isTabHeld,
	loadTabState,
	untilTabIsFree,
	watchTabStates,
	type TabState,
} from '../shared/tab-state';
import { localizePage, text } from '../shared/texts';
import { createPlayer } from './player';
import { readPage } from './read-page';
import { createRuns } from './runs';
import { createView } from './view';

localizePage();

/** The newest states, so that a change of tabs shows at once. */
const states = new Map<number, TabState>();
let currentTab = -1;
/** Tabs whose run, in another panel, is waited for. */
const awaited = new Set<number>();

const settings = await watchSettings(() => {
	if (settings.current.apiKey) for (const tabId of states.keys()) forgive(tabId, 'no-key');
	// What this panel keeps in its memory only.
	else void removeAllPaidWork();
	show();
	player.showSpeed(settings.current.speechSpeed);
});
const windowId = (await browser.windows.getCurrent()).id ?? browser.windows.WINDOW_ID_NONE;

const runs = createRuns({
	settings: () => settings.current,
	readPage,
	onState: keepState,
});

const player = createPlayer();
player.showSpeed(settings.current.speechSpeed);

const view = createView({
	summarize: () => void runs.start(currentTab),
	readAloud: () =>
		void readAloud(currentTab).catch((error: unknown) => player.showFailure(failureOf(error))),
	stop: () => {
		// A tab that was moved here from another window is run by the panel there.
		if (!runs.stop(currentTab)) void ask({ target: 'panel' }, 'stop', currentTab).catch(() => {});
	},
	openSettings: () => void browser.runtime.openOptionsPage(),
});

function show(): void {
	view.show(states.get(currentTab), settings.current.apiKey !== '');
}

function keepState(tabId: number, state: TabState): void {
	states.set(tabId, state);
	if (tabId === currentTab) show();
}

/** Reads the answer that is in view, or the whole page when there is none. */
async function readAloud(tabId: number): Promise<void> {
	const state = states.get(tabId);
	const { title, text } = state?.text
		? { title: state.page?.title ?? '', text: state.text }
		: await readPage(tabId);
	await ask({ target: 'worker' }, 'readAloud', { title, text });
}

/** Brings a tab into view, with what is known of it. */
async function enterTab(tabId: number): Promise<void> {
	currentTab = tabId;
	const stored = states.has(tabId) ? undefined : await loadTabState(tabId);
	const state = stored && (await withoutGhost(tabId, stored));
	if (state && !states.has(tabId)) keepForeign(tabId, state);
	else if (tabId === currentTab) show();
}

/** Keeps what another panel has made of a tab, and sees to it that a run of it does not stay for ever. */
function keepForeign(tabId: number, state: TabState): void {
	keepState(tabId, state);
	if (isRunning(state)) void awaitForeignRun(tabId);
}

/** A panel that is closed in the middle says nothing any more; only its hold of the tab ends. */
async function awaitForeignRun(tabId: number): Promise<void> {
	if (awaited.has(tabId)) return;
	awaited.add(tabId);
	await untilTabIsFree(tabId);
	awaited.delete(tabId);
	const state = await loadTabState(tabId);
	const known = state && (await withoutGhost(tabId, state));
	// Meanwhile the tab may have been closed, or this panel may have begun a run of its own.
	const shown = states.get(tabId);
	if (known && shown && !runs.made(shown.run)) keepForeign(tabId, known);
}

/** A run whose panel is gone has ended, whatever it last wrote. */
async function withoutGhost(tabId: number, state: TabState): Promise<TabState> {
	if (!isRunning(state) || (await isTabHeld(tabId))) return state;
	return { ...state, status: 'interrupted' };
}

/** Takes back a problem that is solved; true when there was one. */
function forgive(tabId: number, code: Problem['code']): boolean {
	return states.get(tabId)?.problem?.code === code && states.delete(tabId);
}

/** What was refused for want of access may be asked again. */
function allowPage(tabId: number): void {
	if (!forgive(tabId, 'no-access') || tabId !== currentTab) return;
	show();
	view.say(text('statusPageAllowed'));
}

answer(
	{ target: 'panel', windowId },
	{
		summarizePage: (tabId) => void runs.start(tabId),
		stop: (tabId) => void runs.stop(tabId),
		pageAllowed: allowPage,
	},
);

browser.tabs.onActivated.addListener((info) => {
	if (info.windowId === windowId) void enterTab(info.tabId);
});

browser.tabs.onRemoved.addListener((tabId) => {
	runs.discard(tabId);
	states.delete(tabId);
	void removePaidWork(tabId);
});

// Not in the worker, which every page of the browser would wake. A panel that is closed misses it, and
// compares the addresses at its next run.
browser.tabs.onUpdated.addListener((tabId, { status, url }, updated) => {
	// Where the extension has no access to the new page, its address is not told.
	if (status === 'loading' || url !== undefined) void removePaidWorkOfOthers(tabId, updated.url);
});

// The last second of an answer is not lost with the panel.
addEventListener('pagehide', () => runs.keepAll());

watchTabStates((tabId, state) => {
	// What this panel wrote itself comes back late.
	if (!runs.made(state.run)) keepForeign(tabId, state);
});

const [tab] = await browser.tabs.query({ active: true, windowId });
if (tab?.id !== undefined) await enterTab(tab.id);
await takePending(windowId, (tabId) => void runs.start(tabId));
