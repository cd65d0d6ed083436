import type { JsonObject } from '../../client';
import { audioStore } from '../shared/state/audio-store';
import { errorOf, failureOf } from '../shared/problem/failure';
import { ask, ifThere, type Handlers, type Speech } from '../shared/messages';
import { PageError } from '../shared/problem/page-error';
import { plainParagraphs } from '../shared/answer/plain-text';
import { detectLanguage } from '../shared/answer/text-language';
import {
	BEGINNING,
	isSounding,
	type Playback,
	type PlaybackEvent,
	type Reading,
	type SpeechPlace,
} from '../shared/speech/playback';
import {
	beginPlayback,
	changePlayback,
	loadPlayback,
	loadPlaybackText,
	removePlayback,
} from '../shared/state/playback-store';
import { describeProblem } from '../shared/problem/problem';
import { readSelection } from '../shared/page/read-selection';
import { changePreferences, readSettings, type Settings } from '../shared/settings';
import { addSpending } from '../shared/state/spending';
import { text } from '../shared/texts';
import { browserVoiceOf } from '../shared/speech/voices';
import { showReadingFailure } from './notice';
import { hasOffscreen, OFFSCREEN, openOffscreen, play } from './offscreen';

/** About nine hours of speech; what is kept of a text has to end somewhere. */
const MOST_CHARACTERS = 500_000;

/** What the other parts of the extension ask of the worker about reading aloud. */
export const reading: Handlers<'worker'> = {
	expectReading: openOffscreen,
	readAloud,
	checkPlayback,
	async playbackEvent(id, event) {
		await changePlayback(id, (playback) => after(playback, event));
		if (event.type === 'call') await addSpending(event.call.costUsd ?? 0);
		const playback = event.type === 'failed' && (await loadPlayback());
		if (playback && playback.id === id) await tellFailure(event.failure, playback.place);
	},
	async controlPlayback(command) {
		const playback = await loadPlayback();
		if (playback) await COMMANDS[command](playback);
	},
	async setSpeechSpeed(speechSpeed) {
		await Promise.all([
			changePreferences({ speechSpeed }),
			ifThere(ask(OFFSCREEN, 'setSpeed', speechSpeed)),
		]);
	},
};

const COMMANDS = {
	async pause({ id }: Playback) {
		if (await ifThere(ask(OFFSCREEN, 'pause', id))) return;
		// Nothing plays: its document is gone, or the worker ended before the document was told.
		await changePlayback(id, (playback) => (isSounding(playback) ? { status: 'paused' } : {}));
	},
	async resume(playback: Playback) {
		if (playback.status === 'paused' && (await ifThere(ask(OFFSCREEN, 'resume', playback.id))))
			return;
		if (isSounding(playback) && (await hasOffscreen())) return;
		await start(playback, await loadPlaybackText());
	},
	async stop({ id, status }: Playback) {
		if (status === 'ended' || status === 'stopped') return;
		await changePlayback(id, () => ({ status: 'stopped', failure: undefined }));
		await ifThere(ask(OFFSCREEN, 'stop'));
	},
	async repeat(playback: Playback) {
		await start({ ...playback, position: BEGINNING }, await loadPlaybackText());
	},
};

/** Reads a Markdown text out in place of what is read. @throws PageError when it says nothing */
export async function readAloud({ title, text: markdown, place }: Speech): Promise<void> {
	const whole = plainParagraphs(markdown);
	if (!whole) throw new PageError('nothing-to-read');
	const isCut = whole.length > MOST_CHARACTERS;
	await start(
		{ title, position: BEGINNING, ...(isCut && { cut: true }), ...(place && { place }) },
		whole.slice(0, MOST_CHARACTERS),
	);
}

/**
 * Reads out what is selected on a tab's page, also while the panel is closed.
 * @param told what the browser told of the selection
 */
export async function readSelectionAloud(
	{ id: tabId }: chrome.tabs.Tab,
	told?: string,
): Promise<void> {
	if (tabId === undefined) return;
	const place = { tabId };
	try {
		const { title, text: selected } = await readSelection(tabId, told);
		await readAloud({ title, text: selected, place });
	} catch (error) {
		await fail(error, place);
	}
}

/** Tells in the player what went wrong, and says it where nobody sees it. What is read stays where it is. */
export async function fail(error: unknown, place?: SpeechPlace): Promise<void> {
	const failure = failureOf(error);
	const playback = await loadPlayback();
	if (playback) {
		if (isSounding(playback)) await COMMANDS.pause(playback);
		await changePlayback(playback.id, () => ({ failure }));
	} else {
		const id = crypto.randomUUID();
		await beginPlayback({ id, status: 'stopped', title: '', position: BEGINNING, failure }, '');
	}
	await tellFailure(failure, place);
}

/**
 * With the panel closed nobody sees a failure: the page it is about shows it, and the browser's own voice
 * says it, where there is one.
 */
async function tellFailure(failure: JsonObject, place: SpeechPlace | undefined): Promise<void> {
	const panels = await chrome.runtime.getContexts({ contextTypes: ['SIDE_PANEL'] });
	if (panels.length > 0) return;
	if (place) await showReadingFailure(place, failure);
	await openOffscreen();
	await play({
		// No reading has it: how this goes changes no state.
		id: 'failure',
		title: text('productName'),
		text: describeProblem(errorOf(failure)).text,
		from: BEGINNING,
		speed: 1,
		language: text('languageCode'),
	});
}

/** Starts a new reading of a text, from the position of the playback. */
async function start(
	{
		title,
		position,
		cut,
		costUsd,
		place,
	}: Pick<Playback, 'title' | 'position' | 'cut' | 'costUsd' | 'place'>,
	whole: string,
): Promise<void> {
	if (!whole) return;
	const id = crypto.randomUUID();
	const [settings, detected] = await Promise.all([
		readSettings(),
		detectLanguage(whole),
		openOffscreen(),
	]);
	const lacksKey = !settings.apiKey && browserVoiceOf(settings.voice) === undefined;
	const playback: Playback = {
		id,
		status: 'loading',
		title,
		position,
		...(cut && { cut }),
		...(costUsd !== undefined && { costUsd }),
		...(place && { place }),
		...(lacksKey && { ownVoice: failureOf(new PageError('no-key')) }),
	};
	await beginPlayback(playback, whole);
	await play({
		id,
		title,
		text: whole,
		from: position,
		speed: settings.speechSpeed,
		...(detected && { language: detected }),
		...voiceOf(settings),
	});
}

function voiceOf({
	apiKey,
	baseUrl,
	speechModel: model,
	voice,
}: Settings): Pick<Reading, 'api' | 'browserVoice'> {
	const browserVoice = browserVoiceOf(voice);
	if (browserVoice !== undefined) return { browserVoice };
	return apiKey ? { api: { baseUrl, apiKey, model, voice } } : {};
}

async function checkPlayback(): Promise<void> {
	const playback = await loadPlayback();
	if (playback && isSounding(playback) && !(await hasOffscreen()))
		await changePlayback(playback.id, () => ({ status: 'paused' }));
}

/** Falls silent and forgets what was read: with the key, everything that was paid with it goes. */
export async function forgetReadings(): Promise<void> {
	await ifThere(ask(OFFSCREEN, 'forget'));
	await removePlayback();
	await audioStore.clear();
}

/** What a reading comes to by an event. */
function after(playback: Playback, event: PlaybackEvent): Partial<Playback> {
	if (event.type === 'call')
		return { costUsd: (playback.costUsd ?? 0) + (event.call.costUsd ?? 0) };
	// What was still on its way when the reading was stopped.
	if (playback.status === 'stopped') return {};
	if (event.type === 'own-voice') return { ownVoice: event.failure };
	const { type: status, position } = event;
	return { status, position, failure: event.type === 'failed' ? event.failure : undefined };
}
