import type { SearchResultKind } from '../../client';
import { withNotice } from '../shared/image/ai-notice';
import { elementById } from '../shared/element';
import { failureOf } from '../shared/problem/failure';
import { formatCost } from '../shared/format';
import type { ChoosableImages } from '../shared/image/page-image';
import { QUERY_CHARACTERS, shortenQuery } from '../shared/search/search-query';
import { isRunning, subjectOf, type TabState } from '../shared/state/tab-state';
import type { Task } from '../shared/task';
import { countedText, text } from '../shared/texts';
import { createAlert } from './alert';
import { createImageList } from './image-list';
import { createAskForm } from './ask-form';
import { createResult } from './result';
import { createSearchCards } from './search-cards';
import { createSources } from './sources';
import { statusText } from './status-text';
import { createTurns } from './turns';
import { createWelcome } from './welcome';

/** What a person can ask of the panel. */
export interface ViewActions {
	start(task: Task): void;
	stop(): void;
	/** Finds more about the search in view. */
	findCard(kind: SearchResultKind): void;
	/** Reads out the answer, or the page where there is none. */
	readAloud(): Promise<void>;
	/** Reads out the page, whatever is in view. */
	readPage(): Promise<void>;
	/** The images of the page in view; undefined when it no longer is. @throws PageError when it has none */
	listImages(): Promise<ChoosableImages | undefined>;
	openSettings(): void;
}

/** What the view is told besides the state of a tab. */
export interface Surroundings {
	readonly hasKey: boolean;
	/** US dollars of all answers. */
	readonly spentUsd: number;
	/** True when descriptions of images are read aloud. */
	readonly describeAloud: boolean;
	/** True when the tab shows another page than the one that the state is about. */
	readonly isLeft: boolean;
}

/** Milliseconds without a word until it is said that work goes on. */
const LONG_SILENCE = 8000;
/** Milliseconds a live region is empty for a screen reader to notice. */
const SILENCE = 50;

/** The panel's page. */
export interface View {
	/** Shows a tab's state; without one, what can be done. */
	show(state: TabState | undefined, surroundings: Surroundings): void;
	/** Says something that is not a tab's state, e.g. that a copy was made. */
	say(message: string): void;
	/** Takes away what belongs to the page that was in view. */
	leavePage(): void;
	/** Opens the panel for use: what is pressed before would be lost. */
	open(): void;
}

/** Wires the panel's elements. Buttons that do not apply keep their place and the focus. */
export function createView(actions: ViewActions): View {
	const summarizeButton = elementById('summarize', HTMLButtonElement);
	const selectionButton = elementById('summarize-selection', HTMLButtonElement);
	const stopButton = elementById('stop', HTMLButtonElement);
	const copyButton = elementById('copy', HTMLButtonElement);
	const readButton = elementById('read-aloud', HTMLButtonElement);
	const readPageButton = elementById('read-page', HTMLButtonElement);
	const status = elementById('status', HTMLElement);
	const facts = elementById('facts', HTMLElement);
	const alertRegion = elementById('alert', HTMLElement);
	const alert = createAlert(alertRegion, actions.openSettings);
	const turns = createTurns(say);
	const result = createResult();
	const sources = createSources();
	const cards = createSearchCards({ find: actions.findCard, say });
	const welcome = createWelcome(actions.openSettings);
	const askForm = createAskForm(start, say);
	const imageButton = elementById('choose-image', HTMLButtonElement);
	const images = createImageList(imageButton, {
		find: actions.listImages,
		choose: (image) => start({ type: 'describe-image', image }),
		say,
	});
	let shown: TabState | undefined;
	let saidState = '';
	/** Counts what was said. */
	let saying = 0;
	let patience: ReturnType<typeof setTimeout> | undefined;
	/** The failure that was taken away by the next press: drawn again, it would seem to be the press's. */
	let dismissed = '';
	/** Where the user was when the task was started. */
	let pressed: Element | null = null;

	function start(task: Task): void {
		pressed = document.activeElement;
		actions.start(task);
	}

	/**
	 * Says where a task stands, after what came of its answer. A state that is drawn again is not announced
	 * again, and takes nothing away that was said meanwhile.
	 */
	function sayState(state: TabState | undefined): void {
		const message = state ? statusText(state) : '';
		const next = `${state?.run} ${message}`;
		if (next === saidState) return;
		saidState = next;
		const turn = ++saying;
		void result.announced().then(() => {
			// Meanwhile something else may have been said.
			if (turn === saying) status.textContent = message;
		});
	}

	/** Who hears nothing for long would take it for the end. */
	function watchSilence(isSilent: boolean): void {
		if (!isSilent) {
			clearTimeout(patience);
			patience = undefined;
		} else
			patience ??= setTimeout(() => {
				patience = undefined;
				say(text('statusStillWorking'));
				watchSilence(true);
			}, LONG_SILENCE);
	}

	/** What happens a second time is announced a second time: a live region tells only of a change. */
	function say(message: string): void {
		saying++;
		if (status.textContent === message) {
			status.textContent = '';
			setTimeout(() => (status.textContent ||= message), SILENCE);
		} else status.textContent = message;
	}

	async function copy(): Promise<void> {
		const copied = navigator.clipboard.writeText(shown?.text ?? '').then(
			() => true,
			() => false,
		);
		say(text((await copied) ? 'statusCopied' : 'statusNotCopied'));
	}

	// Who writes on has gone elsewhere, too.
	document.addEventListener('input', () => (pressed = null));
	onPress(summarizeButton, () => start({ type: 'summarize-page' }));
	onPress(selectionButton, () => start({ type: 'summarize-selection' }));
	onPress(stopButton, actions.stop);
	onPress(copyButton, () => void copy());
	const orAlert = (action: () => Promise<void>) => () => {
		// What fails a second time is told a second time.
		alert.show(undefined);
		dismissed = failureName(shown);
		void action().catch((error) => alert.show(failureOf(error)));
	};
	onPress(readButton, orAlert(actions.readAloud));
	onPress(readPageButton, orAlert(actions.readPage));
	onPress(imageButton, orAlert(images.toggle));
	onPress(elementById('settings', HTMLButtonElement), actions.openSettings);
	document.addEventListener('keydown', (event) => {
		if (event.key !== 'Escape') return;
		// By itself the key would take the focus out of a panel that was entered by F6.
		event.preventDefault();
		if (isRunning(shown)) actions.stop();
	});

	return {
		show(told, { hasKey, spentUsd, describeAloud, isLeft }) {
			const state = told && withNotice(told);
			const running = isRunning(state);
			const hasEnded = isRunning(shown) && !running;
			shown = state;
			document.body.classList.toggle('running', running);
			// Without a key, the way to the settings is the one to take.
			summarizeButton.classList.toggle('primary', hasKey);
			// Half an answer is not read out.
			for (const button of [summarizeButton, selectionButton, readButton, imageButton])
				button.ariaDisabled = String(running);
			stopButton.ariaDisabled = String(!running);
			if (running) images.close();
			readPageButton.hidden = !state?.text;
			alert.show(dismissed && failureName(state) === dismissed ? undefined : state?.failure);
			// Far from what was pressed, it would be heard only.
			if (hasEnded && state?.failure) alertRegion.scrollIntoView({ block: 'nearest' });
			elementById('left', HTMLElement).hidden = !isLeft;
			turns.show(state);
			// The result takes the focus at its first text, before anything is spoken that the move would
			// cut short, and only when the user has not gone elsewhere since pressing the button.
			const isReadAloud = describeAloud && state?.task.type === 'describe-image';
			if (result.show(state, !isReadAloud) && document.activeElement === pressed) result.focus();
			sayState(state);
			watchSilence(running && !state?.text);
			sources.show(state?.sources);
			cards.show(state);
			askForm.show(state, isLeft);
			welcome.show(shown === undefined, hasKey);
			// What was spent is told however a run ends, and while a long page's parts are paid one by one.
			const copyable = Boolean(state?.text) && !running;
			facts.hidden = !copyable && state?.costUsd === undefined;
			copyButton.hidden = !copyable;
			elementById('cost', HTMLElement).replaceChildren(...(state ? factsOf(state) : []));
			elementById('spent', HTMLElement).textContent =
				spentUsd > 0 ? text('costInTotal', formatCost(spentUsd)) : '';
		},
		say,
		leavePage: images.close,
		open: () => document.body.removeAttribute('inert'),
	};
}

/** Tells one failure of a tab from another; empty when there is none. */
function failureName(state: TabState | undefined): string {
	return state?.failure ? `${state.run} ${JSON.stringify(state.failure)}` : '';
}

/** A button that does not apply at the moment can be found and says so, but does nothing. */
function onPress(button: HTMLButtonElement, action: () => void): void {
	button.addEventListener('click', () => button.ariaDisabled !== 'true' && action());
}

/** Each in its own direction: names and sums stay whole in what runs from right to left. */
function factsOf(state: TabState): Node[] {
	const { costUsd, model, task } = state;
	const isQueryCut = task.type === 'search-web' && shortenQuery(task.question ?? '').cut;
	const facts = [
		costUsd !== undefined && formatCost(costUsd),
		model,
		subjectOf(state).page?.cut && text('pageCut'),
		isQueryCut && countedText('queryCut', QUERY_CHARACTERS),
	].filter((fact) => typeof fact === 'string');
	return facts.flatMap((fact, index) => {
		const isolated = document.createElement('bdi');
		isolated.textContent = fact;
		return index > 0 ? [document.createTextNode(' · '), isolated] : [isolated];
	});
}
