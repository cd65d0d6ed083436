import browser from 'webextension-polyfill';
import { holdsAnswer } from '../shared/answer/conversation';
import type { ChoosableImages } from '../shared/image/page-image';
import { listImages as findImages } from '../shared/image/tab-images';
import { withNotice } from '../shared/image/ai-notice';
import { answer, ask, ifThere } from '../shared/messages';
import {
	removeAllPaidWork,
	removePaidWork,
	removePaidWorkOfOthers,
} from '../shared/state/paid-work';
import { takePending } from '../shared/state/pending';
import { PageError, type PageErrorCode } from '../shared/problem/page-error';
import { describeProblem } from '../shared/problem/problem';
import { createRuns } from '../shared/runs';
import { watchSettings } from '../shared/settings';
import { addSpending, watchSpending } from '../shared/state/spending';
import type { Task } from '../shared/task';
import { cardHold, isHeld, tabHold, untilFree, type Held } from '../shared/state/holds';
import {
	hasMoreText,
	isLeft,
	isRunning,
	subjectOf,
	type TabState,
} from '../shared/state/tab-state';
import { saveTabImage } from '../shared/state/tab-image-storage';
import {
	loadTabState,
	removeTabState,
	saveTabState,
	watchTabStates,
} from '../shared/state/tab-state-storage';
import { localizePage, text } from '../shared/texts';
import { throttle } from '../shared/throttle';
import { keepBarAtHand } from './bar';
import { createPlayer } from './player';
import { prepare } from './prepare';
import { readPage } from './read-page';
import { TASK_TEXTS } from './task-text';
import { createCardFinder } from './card-finder';
import { createView } from './view';
import { pendingCards, withCard, withFound } from '../shared/search/search-card';

localizePage();
keepBarAtHand();

/** The offscreen document, which does what was asked for before the panel was opened. */
const RUNNER = { target: 'runner' } as const;

/** Milliseconds between two drawings while text arrives. */
const SHOW_INTERVAL = 100;

/** The newest states, so that a change of tabs shows at once. */
const states = new Map<number, TabState>();
/** What the tabs show now, as far as this panel has looked; empty where the extension has no access. */
const addresses = new Map<number, string>();
let currentTab = -1;
/** Tabs whose run, in another panel, is waited for. */
const awaited = new Set<number>();

const settings = await watchSettings(() => {
	if (settings.current.apiKey) for (const tabId of states.keys()) forgive(tabId, 'no-key');
	else forgetAll();
	show();
	player.showSpeed(settings.current.speechSpeed);
});
const spending = await watchSpending(show);
const windowId = (await browser.windows.getCurrent()).id ?? browser.windows.WINDOW_ID_NONE;

const runs = createRuns({
	settings: () => settings.current,
	prepare,
	lastState,
	saveState: saveTabState,
	saveImage: saveTabImage,
	onState: keepState,
	onCost: (usd) => void addSpending(usd),
	restoresStopped: true,
	actionText: (type) => text(TASK_TEXTS[type].action),
});

const cards = createCardFinder({
	settings: () => settings.current,
	state: (tabId) => states.get(tabId),
	change: changeState,
});

const openSettings = () => void browser.runtime.openOptionsPage();

const player = createPlayer(openSettings);
player.showSpeed(settings.current.speechSpeed);

const view = createView({
	findCard: (kind) => void cards.find(currentTab, kind),
	start: (task) => void start(currentTab, task).catch(sayProblem),
	stop: () => {
		// A tab that was moved here from another window is run by the panel there.
		if (runs.stop(currentTab)) return;
		for (const address of [{ target: 'panel' }, RUNNER] as const)
			void ask(address, 'stop', currentTab).catch(() => undefined);
	},
	readAloud,
	readPage: readPageAloud,
	listImages,
	openSettings,
});

/** While text arrives: a model may send a hundred pieces a second, and all at once after a pause. */
const showing = throttle(SHOW_INTERVAL, () => {
	// Meanwhile another tab may have come into view, of which nothing is known yet.
	if (states.has(currentTab)) show();
});

function show(): void {
	const state = states.get(currentTab);
	view.show(state, {
		hasKey: settings.current.apiKey !== '',
		spentUsd: spending.current.total,
		describeAloud: settings.current.describeAloud,
		isLeft: state !== undefined && isLeft(state, addresses.get(currentTab)),
	});
}

/** Changes what is kept of a tab; undefined leaves it as it is. */
async function changeState(
	tabId: number,
	change: (state: TabState) => TabState | undefined,
): Promise<void> {
	if (runs.amend(tabId, change)) return;
	const state = states.get(tabId);
	const next = state && change(state);
	if (!next) return;
	keepState(tabId, next);
	// A state that could not be kept is still in view.
	await saveTabState(tabId, next).catch(() => undefined);
}

function keepState(tabId: number, state: TabState): void {
	const before = states.get(tabId);
	states.set(tabId, state);
	if (tabId !== currentTab) return;
	showing.call();
	if (!hasMoreText(before, state)) showing.flush();
}

async function lastState(tabId: number): Promise<TabState | undefined> {
	return states.get(tabId) ?? loadTabState(tabId);
}

/** Brings a tab into view, with what is known of it. */
async function enterTab(tabId: number): Promise<void> {
	if (tabId !== currentTab) view.leavePage();
	currentTab = tabId;
	const state = await lastState(tabId);
	const known = state && !states.has(tabId) && (await withoutGhost(tabId, state));
	if (known && !states.has(tabId)) keepForeign(tabId, known);
	else if (tabId === currentTab) show();
	void lookAt(tabId);
}

/** Notes where a tab has gone: a question would else be about a page that is no longer there. */
function moveTo(tabId: number, address: string | undefined): void {
	addresses.set(tabId, address ?? '');
	if (tabId === currentTab) show();
}

/** Finds out what a tab shows, which may have changed while no panel was open. */
async function lookAt(tabId: number): Promise<void> {
	const tab = await browser.tabs.get(tabId).catch(() => undefined);
	if (tab) moveTo(tabId, tab.url);
}

/** Keeps what another panel has made of a tab, and sees to it that nothing under way stays so for ever. */
function keepForeign(tabId: number, state: TabState): void {
	keepState(tabId, state);
	const holds = holdsOf(tabId, state);
	if (holds.length > 0) void awaitForeign(tabId, holds);
}

/** A panel that is closed in the middle says nothing any more; only what it holds becomes free. */
async function awaitForeign(tabId: number, holds: readonly Held[]): Promise<void> {
	if (awaited.has(tabId)) return;
	awaited.add(tabId);
	await Promise.race(holds.map(untilFree));
	awaited.delete(tabId);
	const state = await loadTabState(tabId);
	const known = state && (await withoutGhost(tabId, state));
	// Meanwhile the tab may have been closed, or this panel may have begun a run of its own.
	const shown = states.get(tabId);
	if (known && shown && !runs.made(shown.run)) keepForeign(tabId, known);
}

/** What the page holds that does what is under way in a state. */
function holdsOf(tabId: number, state: TabState): Held[] {
	const cardHolds = pendingCards(state).map(({ run, kind }) => cardHold(run, kind));
	return isRunning(state) ? [tabHold(tabId), ...cardHolds] : cardHolds;
}

/** What a panel did that is gone has ended, whatever it last wrote. */
async function withoutGhost(tabId: number, state: TabState): Promise<TabState> {
	let known = state;
	if (isRunning(state) && !(await isHeld(tabHold(tabId))))
		known = { ...known, status: 'interrupted' };
	for (const { run, kind } of pendingCards(state))
		if (!(await isHeld(cardHold(run, kind))))
			known = withCard(known, run, kind, { status: 'interrupted' }) ?? known;
	return known;
}

/** Takes back a problem that is solved, and nothing that was answered; true when there was one. */
function forgive(tabId: number, code: PageErrorCode): boolean {
	const known = states.get(tabId);
	if (known?.failure?.code !== code) return false;
	const { failure: _, ...state } = known;
	if (holdsAnswer(state)) states.set(tabId, state);
	else states.delete(tabId);
	// Or it would be told again by who loads it.
	void (holdsAnswer(state) ? saveTabState(tabId, state) : removeTabState(tabId));
	return true;
}

/** With the key goes what was made with it, also what this panel keeps in its memory only. */
function forgetAll(): void {
	for (const tabId of states.keys()) runs.discard(tabId);
	cards.discard();
	states.clear();
	void removeAllPaidWork();
}

/** What was refused for want of access may be asked again. */
function allowPage(tabId: number): void {
	void lookAt(tabId);
	if (!forgive(tabId, 'no-access') || tabId !== currentTab) return;
	show();
	view.say(text('statusPageAllowed'));
}

/** Does a task; a description that was asked for is read out. */
async function start(tabId: number, task: Task): Promise<void> {
	if (await isDoneElsewhere(tabId, task)) return;
	const { apiKey, describeAloud } = settings.current;
	if (task.type === 'describe-image' && apiKey && describeAloud)
		void ask({ target: 'worker' }, 'expectReading').catch(() => undefined);
	const state = await runs.start(tabId, task);
	if (state?.task.type !== 'describe-image' || state.status !== 'ready' || state.failure) return;
	if (!settings.current.describeAloud) return;
	await readAnswerAloud(state);
}

/**
 * True when the offscreen document does the same, begun before the panel was opened: its answer is shown
 * here as it comes. Any other task there gives its place up, as one of this panel does.
 */
async function isDoneElsewhere(tabId: number, task: Task): Promise<boolean> {
	const state = states.get(tabId);
	if (!state || !isRunning(state) || runs.made(state.run)) return false;
	if (await ifThere(ask(RUNNER, 'isDoing', tabId, task))) return true;
	// The browser learns of the end a moment later than this panel.
	if (await ifThere(ask(RUNNER, 'stop', tabId))) await untilFree(tabHold(tabId));
	return false;
}

/** Tells what no tab's state tells. */
function sayProblem(error: unknown): void {
	view.say(describeProblem(error).text);
}

/** Has the answer in view read out; where there is none, the page. */
async function readAloud(): Promise<void> {
	const state = states.get(currentTab);
	if (!state?.text) return readPageAloud();
	await readAnswerAloud(state);
}

async function readAnswerAloud(state: TabState): Promise<void> {
	const { page, image } = subjectOf(state);
	const title = page?.title ?? (image ? text('imageNotice') : state.task.question);
	await ask({ target: 'worker' }, 'readAloud', {
		title: title ?? '',
		text: withNotice(state).text,
	});
}

async function readPageAloud(): Promise<void> {
	const { title, text: whole } = await readPage(currentTab);
	await ask({ target: 'worker' }, 'readAloud', { title, text: whole });
}

async function listImages(): Promise<ChoosableImages | undefined> {
	const tabId = currentTab;
	const found = await findImages(tabId);
	if (tabId !== currentTab) return undefined;
	if (found.images.length === 0) throw new PageError('no-images');
	return found;
}

answer(
	{ target: 'panel', windowId },
	{
		start: (tabId, task) => void start(tabId, task).catch(sayProblem),
		stop: (tabId) => void runs.stop(tabId),
		pageAllowed: allowPage,
	},
);

browser.tabs.onActivated.addListener((info) => {
	if (info.windowId === windowId) void enterTab(info.tabId).catch(sayProblem);
});

browser.tabs.onRemoved.addListener((tabId) => {
	runs.discard(tabId);
	cards.discard(tabId);
	states.delete(tabId);
	addresses.delete(tabId);
	void removePaidWork(tabId);
});

// Not in the worker, which every page of the browser would wake. A panel that is closed misses it, and
// compares the addresses at its next run.
browser.tabs.onUpdated.addListener((tabId, { status, url }, updated) => {
	if (status === 'loading' && tabId === currentTab) view.leavePage();
	// Where the extension has no access to the new page, its address is not told.
	if (status !== 'loading' && url === undefined) return;
	void removePaidWorkOfOthers(tabId, updated.url);
	moveTo(tabId, updated.url);
});

// The last second of an answer is not lost with the panel.
addEventListener('pagehide', () => runs.keepAll());

watchTabStates((tabId, state) => {
	if (!runs.made(state.run)) return keepForeign(tabId, state);
	// What this panel wrote itself comes back late. But the tab may be in another window now, and a card found there.
	const known = states.get(tabId);
	const found = known?.run === state.run && withFound(known.cards ?? {}, state.cards ?? {});
	if (known && found) keepState(tabId, { ...known, cards: found });
});

const [tab] = await browser.tabs.query({ active: true, windowId });
if (tab?.id !== undefined) await enterTab(tab.id);
view.open();
await takePending(windowId, (tabId, task) => void start(tabId, task).catch(sayProblem));
