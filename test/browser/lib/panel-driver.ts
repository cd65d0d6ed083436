import { setTimeout as sleep } from 'node:timers/promises';
import type { RemotePage } from './remote-page';

/** What the panel shows, by the roles and names a person finds it by. */
export interface PanelState {
	readonly status: string;
	readonly alert: string;
	readonly summary: string;
	readonly busy: boolean;
	readonly facts: string;
}

const STATE = `({
	status: document.querySelector('[role=status]').textContent,
	alert: document.querySelector('[role=alert]').innerText,
	summary: document.querySelector('#answer').innerText,
	busy: document.querySelector('#result').ariaBusy === 'true',
	facts: document.querySelector('#cost').textContent,
})`;

/** Reads the panel. */
export function readPanel(panel: RemotePage): Promise<PanelState> {
	return panel.evaluate<PanelState>(STATE);
}

/** Types a question into the text box and presses a button below it. */
export async function askPanel(
	panel: RemotePage,
	question: string,
	button: '#ask-page' | '#ask-image' | '#search-web' = '#ask-page',
): Promise<void> {
	await panel.evaluate(`document.querySelector('#question-box').focus()`);
	await panel.send('Input.insertText', { text: question });
	await panel.click(button);
}

/** Milliseconds an alert of the state before may still be there. */
const ALERT_GRACE = 1000;

/**
 * Waits for a status line; an alert that was not expected fails soon.
 * @param timeout milliseconds
 */
export async function untilStatus(
	panel: RemotePage,
	status: string | RegExp,
	timeout = 20_000,
): Promise<PanelState> {
	const started = Date.now();
	for (;;) {
		const state = await readPanel(panel);
		if (typeof status === 'string' ? state.status === status : status.test(state.status))
			return state;
		const waited = Date.now() - started;
		if (waited > (state.alert ? ALERT_GRACE : timeout))
			throw new Error(`Waited for "${status}", but: "${state.status}" ${state.alert}`);
		await sleep(20);
	}
}

/** Waits for the alert. */
export async function untilAlert(panel: RemotePage, timeout?: number): Promise<PanelState> {
	await panel.until(`document.querySelector('[role=alert]').textContent`, timeout);
	return readPanel(panel);
}

/** Waits until no alert is shown. */
export async function untilNoAlert(panel: RemotePage): Promise<void> {
	await panel.until(`!document.querySelector('[role=alert]').textContent`);
}

/** Waits until all costs so far are added up and the panel has drawn the sum. */
export async function untilSpendingShown(panel: RemotePage): Promise<void> {
	await panel.evaluate(`(async () => {
		const { local, session } = chrome.storage;
		await navigator.locks.request('spending', () => undefined);
		// What is stored is told in its order.
		await new Promise((told) => {
			session.onChanged.addListener(function listener({ lastOfAll }) {
				if (!lastOfAll?.newValue) return;
				session.onChanged.removeListener(listener);
				told();
			});
			void session.set({ lastOfAll: true });
		});
		await session.remove('lastOfAll');
		// The panel has read the sums before they are read here.
		await Promise.all([local.get(), session.get()]);
	})()`);
}

/**
 * Notes from now on whether a page of the extension is asked something by another part of it.
 * @param question its target and name, e.g. `panel.start`
 * @returns what waits for it
 */
export async function noteQuestion(
	page: RemotePage,
	question: string,
): Promise<() => Promise<void>> {
	// Called after the page's own listener, to which it leaves the answer.
	await page.evaluate(`chrome.runtime.onMessage.addListener(({ target, name }) => {
		if (target + '.' + name === ${JSON.stringify(question)}) window.wasAsked = true;
	})`);
	return () => page.until('window.wasAsked');
}

/** Records every state the panel passes through, in `window.seen`, from now on. */
export async function startRecording(panel: RemotePage): Promise<void> {
	await panel.evaluate(`(() => {
		window.seen = { summaries: [], statuses: [], spoken: [] };
		const note = (list, text) => text && list.at(-1) !== text && list.push(text);
		new MutationObserver((records) => {
			note(seen.summaries, document.querySelector('#answer').innerText);
			note(seen.statuses, document.querySelector('[role=status]').textContent);
			for (const { target, addedNodes } of records)
				if (target.matches?.('[aria-live=polite]'))
					for (const node of addedNodes) seen.spoken.push(node.textContent);
		}).observe(document.body, { subtree: true, childList: true, characterData: true });
	})()`);
}

/** What `startRecording` has seen. */
export interface Recording {
	readonly summaries: readonly string[];
	readonly statuses: readonly string[];
	readonly spoken: readonly string[];
}

/** Reads the record. */
export function readRecording(panel: RemotePage): Promise<Recording> {
	return panel.evaluate<Recording>('seen');
}
