import browser from 'webextension-polyfill';
import type { JsonObject } from '../../client';
import noticeScript from '../content/notice.ts?script&iife';
import { withNotice } from '../shared/image/ai-notice';
import { errorOf } from '../shared/problem/failure';
import { formatCost } from '../shared/format';
import type { Notice } from '../shared/image/page-notice';
import { describeProblem } from '../shared/problem/problem';
import type { SpeechPlace } from '../shared/speech/playback';
import { isRunning, type TabState } from '../shared/state/tab-state';
import { loadTabState } from '../shared/state/tab-state-storage';
import { text, type TextName } from '../shared/texts';
import { callInPage } from '../shared/page/in-page';

/** One line for each status; a failure tells itself. */
const STATUS_TEXTS: Readonly<Record<TabState['status'], TextName | ''>> = {
	reading: 'statusDescribing',
	working: 'statusDescribing',
	ready: 'statusDescriptionReady',
	stopped: 'statusStopped',
	interrupted: 'statusDescriptionInterrupted',
	failed: '',
};

/**
 * Shows in a tab's page how far the description of an image is, unless its window has a panel.
 * @param isReadAloud true when the text is not to be announced: it would be heard twice
 * @param title what it is about
 * @returns false when it can be seen nowhere: the page may not, or no longer, be reached
 */
export async function showNotice(
	tabId: number,
	state: TabState,
	isReadAloud: boolean,
	title: TextName = 'imageNotice',
): Promise<boolean> {
	if (await hasPanel(tabId)) {
		await removeNotice(tabId);
		return true;
	}
	return callInPage({ tabId }, noticeScript, (notice) => globalThis.pageNotice.show(notice), {
		...noticeOf(state, title),
		announced: !isReadAloud,
	}).then(
		() => true,
		() => false,
	);
}

/** Takes the notice out of a tab's page, if there is one. */
export async function removeNotice(tabId: number): Promise<void> {
	await browser.scripting
		.executeScript({ target: { tabId }, func: () => globalThis.pageNotice?.remove() })
		.catch(() => undefined);
}

async function hasPanel(tabId: number): Promise<boolean> {
	const { windowId } = await browser.tabs.get(tabId);
	const panels = await chrome.runtime.getContexts({
		contextTypes: ['SIDE_PANEL'],
		windowIds: [windowId],
	});
	return panels.length > 0;
}

/** Tells in a page why something could not be read aloud, with the description that was to be read if it was one. */
export async function showReadingFailure(
	{ tabId, run }: SpeechPlace,
	failure: JsonObject,
): Promise<void> {
	const described = run === undefined ? undefined : await loadTabState(tabId);
	const isDescribed = described !== undefined && described.run === run;
	await showNotice(
		tabId,
		{
			...(isDescribed ? described : { ...NOTHING, run: crypto.randomUUID() }),
			...{ status: 'failed', failure },
		},
		false,
		isDescribed ? 'imageNotice' : 'productName',
	);
}

/** What there is to show besides a failure. */
const NOTHING = { task: { type: 'describe-image' }, turns: [], text: '' } as const;

function noticeOf(state: TabState, title: TextName): Omit<Notice, 'announced'> {
	const problem = state.failure && describeProblem(errorOf(state.failure));
	// The answer that stood there before is not what was asked for here.
	const isOther = problem !== undefined && state.status !== 'failed';
	const status = isOther ? '' : STATUS_TEXTS[state.status];
	const facts = [
		!isOther && state.costUsd !== undefined && formatCost(state.costUsd),
		!isOther && state.model,
		problem?.requestId && `${text('requestId')}: ${problem.requestId}`,
	];
	return {
		name: state.run,
		language: text('languageCode'),
		direction: browser.i18n.getMessage('@@bidi_dir'),
		title: text(title),
		close: text('close'),
		status: status && text(status),
		text: isOther ? '' : withNotice(state).text,
		ended: !isRunning(state),
		problem: problem?.text ?? '',
		settings: problem?.settings ? text('openSettings') : '',
		facts: facts.filter(Boolean).join(' · '),
	};
}
