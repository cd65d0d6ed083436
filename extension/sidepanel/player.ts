import type { JsonObject } from '../../client';
import { elementById } from '../shared/element';
import { formatCost } from '../shared/format';
import { ask } from '../shared/messages';
import {
	isSounding,
	type Playback,
	type PlaybackCommand,
	type PlaybackStatus,
} from '../shared/speech/playback';
import { loadPlayback, watchPlayback } from '../shared/state/playback-store';
import { errorOf, failureOf } from '../shared/problem/failure';
import { describeProblem } from '../shared/problem/problem';
import { text, type TextName } from '../shared/texts';
import { withoutBidiControls } from '../shared/bidi';
import { createAlert } from './alert';

/** The region with which a person controls what is read aloud, in whichever tab it began. */
export interface Player {
	/** Shows the speed that the settings say. */
	showSpeed(speed: number): void;
}

const STATUS_TEXTS: Readonly<Record<PlaybackStatus, TextName | undefined>> = {
	loading: 'playbackLoading',
	playing: 'playbackPlaying',
	paused: 'playbackPaused',
	ended: 'playbackEnded',
	stopped: 'playbackStopped',
	failed: undefined,
};

const WORKER = { target: 'worker' } as const;

/** Wires the player. The state is the worker's: whatever this panel missed, it shows what is true. */
export function createPlayer(openSettings: () => void): Player {
	const region = elementById('player', HTMLElement);
	const card = elementById('player-card', HTMLElement);
	const title = elementById('player-title', HTMLElement);
	const status = elementById('player-status', HTMLElement);
	const say = createSayer(elementById('player-said', HTMLElement));
	const notice = elementById('player-notice', HTMLElement);
	const cost = elementById('player-cost', HTMLElement);
	const alert = createAlert(elementById('player-alert', HTMLElement), openSettings);
	const pauseButton = elementById('pause', HTMLButtonElement);
	const stopButton = elementById('stop-reading', HTMLButtonElement);
	const repeatButton = elementById('repeat', HTMLButtonElement);
	const speed = elementById('speed', HTMLInputElement);
	let shown: Playback | undefined;

	function show(playback: Playback | undefined): void {
		shown = playback;
		region.hidden = playback === undefined;
		card.classList.toggle('visually-hidden', region.hidden);
		if (!playback) {
			setText(notice, '');
			return alert.show(undefined);
		}
		setText(title, withoutBidiControls(playback.title));
		setText(status, statusOf(playback));
		setText(notice, noticeOf(playback));
		setText(cost, playback.costUsd === undefined ? '' : formatCost(playback.costUsd));
		alert.show(playback.failure);
		setText(pauseButton, text(isSounding(playback) ? 'pause' : 'resume'));
		const isOver = playback.status === 'ended' || playback.status === 'stopped';
		pauseButton.ariaDisabled = String(isOver);
		stopButton.ariaDisabled = String(isOver);
	}

	const fail = (error: unknown) => alert.show(failureOf(error));
	const send = (command: PlaybackCommand) => {
		// What fails a second time is told a second time.
		alert.show(undefined);
		return ask(WORKER, 'controlPlayback', command).catch(fail);
	};
	// Buttons that do not apply keep their place and the focus.
	const wire = (button: HTMLButtonElement, action: () => PlaybackCommand) =>
		button.addEventListener('click', () => {
			if (button.ariaDisabled !== 'true') void send(action());
		});
	wire(pauseButton, () => (isSounding(shown) ? 'pause' : 'resume'));
	wire(stopButton, () => 'stop');
	wire(repeatButton, () => 'repeat');
	speed.addEventListener('input', () => {
		showSpeed(speed.valueAsNumber);
		void ask(WORKER, 'setSpeechSpeed', speed.valueAsNumber).catch(fail);
	});

	function showSpeed(value: number): void {
		const label = text('speedValue', value.toLocaleString(text('languageCode')));
		speed.value = String(value);
		speed.ariaValueText = label;
		elementById('speed-value', HTMLOutputElement).value = label;
	}

	document.addEventListener('keydown', ({ key }) => {
		if (key === 'Escape' && (isSounding(shown) || shown?.status === 'paused')) void send('stop');
	});

	watchPlayback((playback) => {
		const isStep = stepOf(playback) !== stepOf(shown);
		if (isStep) say(playback);
		show(playback);
		// Far from what was pressed, a failure would be heard only.
		if (isStep && playback?.failure) card.scrollIntoView({ block: 'nearest' });
	});
	void loadPlayback().then((playback) => {
		// Nothing was heard of it since: its document may be gone.
		if (isSounding(playback)) void ask(WORKER, 'checkPlayback');
		if (!shown) show(playback);
	});

	return { showSpeed };
}

/** Empty where the alert says what went wrong. */
function statusOf({ failure, status }: Playback): string {
	const name = failure ? undefined : STATUS_TEXTS[status];
	return name ? text(name) : '';
}

/** Tells one step of a reading from the next. */
function stepOf(playback: Playback | undefined): string {
	const { id, status, failure } = playback ?? {};
	return JSON.stringify([id, status, failure]);
}

/** Milliseconds until it is said that speech is on its way: mostly it is heard before. */
const LONG_PREPARATION = 1500;
/** Milliseconds until something else is. */
const PAUSE = 100;
/** Milliseconds that what was said stays: moving through the panel, it would be found twice. */
const KEPT_TIME = 5000;

/** Tells a screen reader how the reading goes, but not over the reading; a long wait again and again. */
function createSayer(region: HTMLElement): (playback: Playback | undefined) => void {
	let saying: ReturnType<typeof setTimeout> | undefined;
	return (playback) => {
		clearTimeout(saying);
		region.textContent = '';
		if (!playback || playback.status === 'playing') return;
		const isWaiting = playback.status === 'loading';
		const say = () => {
			region.textContent = statusOf(playback);
			saying = setTimeout(() => {
				region.textContent = '';
				if (isWaiting) saying = setTimeout(say, KEPT_TIME);
			}, KEPT_TIME);
		};
		saying = setTimeout(say, isWaiting ? LONG_PREPARATION : PAUSE);
	};
}

/** A live region whose text is set again is announced again. */
function setText(element: HTMLElement, value: string): void {
	if (element.textContent !== value) element.textContent = value;
}

function noticeOf({ ownVoice, cut, status }: Playback): string {
	// A voice that failed reads nothing.
	return [ownVoice && status !== 'failed' && ownVoiceText(ownVoice), cut && text('textCut')]
		.filter(Boolean)
		.join(' ');
}

function ownVoiceText(failure: JsonObject): string {
	const problem = describeProblem(errorOf(failure));
	if (problem.code === 'no-key') return text('noticeNoKey');
	const id = problem.requestId && ` ${text('requestId')}: ${problem.requestId}`;
	return text('noticeApiFailed', problem.text) + (id ?? '');
}
