import browser from 'webextension-polyfill';
import { audioStore } from '../shared/audio-store';
import { failureOf } from '../shared/failure';
import { ask, NoReceiverError, type Handlers, type Speech } from '../shared/messages';
import { PageError } from '../shared/page-error';
import { plainParagraphs } from '../shared/plain-text';
import {
	BEGINNING,
	isSounding,
	type Playback,
	type PlaybackEvent,
	type Reading,
} from '../shared/playback';
import {
	loadPlayback,
	loadPlaybackText,
	removePlayback,
	savePlayback,
} from '../shared/playback-store';
import { readSettings, changePreferences, type Settings } from '../shared/settings';
import { browserVoiceOf } from '../shared/voices';
import { hasOffscreen, openOffscreen } from './offscreen';

/** About nine hours of speech; what is kept of a text has to end somewhere. */
const MOST_CHARACTERS = 500_000;
const OFFSCREEN = { target: 'offscreen' } as const;
const LOCK = 'playback';

/** What the other parts of the extension ask of the worker about reading aloud. */
export const reading: Handlers<'worker'> = {
	readAloud,
	checkPlayback,
	playbackEvent,
	async controlPlayback(command) {
		const playback = await loadPlayback();
		if (playback) await COMMANDS[command](playback);
	},
	async setSpeechSpeed(speechSpeed) {
		await Promise.all([
			changePreferences({ speechSpeed }),
			ifOpen(ask(OFFSCREEN, 'setSpeed', speechSpeed)),
		]);
	},
};

const COMMANDS = {
	async pause({ id }: Playback) {
		if (!(await ifOpen(ask(OFFSCREEN, 'pause', id)))) await checkPlayback();
	},
	async resume(playback: Playback) {
		if (playback.status === 'paused' && (await ifOpen(ask(OFFSCREEN, 'resume', playback.id))))
			return;
		if (isSounding(playback) && (await hasOffscreen())) return;
		await start(playback, await loadPlaybackText());
	},
	async stop({ id }: Playback) {
		await change(id, () => ({ status: 'stopped', failure: undefined }));
		await ifOpen(ask(OFFSCREEN, 'stop'));
	},
	async repeat(playback: Playback) {
		await start({ ...playback, position: BEGINNING }, await loadPlaybackText());
	},
};

/** Reads a Markdown text out in place of what is read. @throws PageError when it says nothing */
export async function readAloud({ title, text: markdown, language }: Speech): Promise<void> {
	const whole = plainParagraphs(markdown);
	if (!whole) throw new PageError('nothing-to-read');
	const isCut = whole.length > MOST_CHARACTERS;
	const playback = { title, position: BEGINNING, ...(isCut && { cut: true }) };
	await start(playback, whole.slice(0, MOST_CHARACTERS), language);
}

/** Starts a new reading of a text, from the position of the playback. */
async function start(
	{ title, position, cut, costUsd }: Pick<Playback, 'title' | 'position' | 'cut' | 'costUsd'>,
	whole: string,
	language?: string,
): Promise<void> {
	const id = crypto.randomUUID();
	const [settings, detected] = await Promise.all([
		readSettings(),
		language ?? detectLanguage(whole),
		openOffscreen(),
	]);
	const lacksKey = !settings.apiKey && browserVoiceOf(settings.voice) === undefined;
	await exclusively(() =>
		savePlayback(
			{
				id,
				status: 'loading',
				title,
				position,
				...(cut && { cut }),
				...(costUsd !== undefined && { costUsd }),
				...(lacksKey && { ownVoice: failureOf(new PageError('no-key')) }),
			},
			whole,
		),
	);
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

async function play(reading: Reading): Promise<void> {
	try {
		await ask(OFFSCREEN, 'play', reading);
	} catch (error) {
		if (!(error instanceof NoReceiverError)) throw error;
		// It closed itself in this moment.
		await openOffscreen();
		await ask(OFFSCREEN, 'play', reading);
	}
}

/** Undefined when the document is closed: then nothing sounds, either. */
async function ifOpen<Result>(asked: Promise<Result>): Promise<Result | undefined> {
	try {
		return await asked;
	} catch (error) {
		if (error instanceof NoReceiverError) return undefined;
		throw error;
	}
}

async function checkPlayback(): Promise<void> {
	const playback = await loadPlayback();
	if (playback && isSounding(playback) && !(await hasOffscreen()))
		await change(playback.id, () => ({ status: 'paused' }));
}

/** The language of a text, where the browser is sure of it. */
async function detectLanguage(whole: string): Promise<string | undefined> {
	const { isReliable, languages } = await browser.i18n.detectLanguage(whole.slice(0, 2000));
	return isReliable ? languages[0]?.language : undefined;
}

async function playbackEvent(id: string, event: PlaybackEvent): Promise<void> {
	await change(id, (playback) => after(playback, event));
}

function after(playback: Playback, event: PlaybackEvent): Partial<Playback> {
	if (event.type === 'call')
		return { costUsd: (playback.costUsd ?? 0) + (event.call.costUsd ?? 0) };
	// What was still on its way when the reading was stopped.
	if (playback.status === 'stopped') return {};
	if (event.type === 'own-voice') return { ownVoice: event.failure };
	const { type: status, position } = event;
	return { status, position, failure: event.type === 'failed' ? event.failure : undefined };
}

/** Changes the reading with this id, unless another one has taken its place. */
async function change(
	id: string,
	changed: (playback: Playback) => Partial<Playback>,
): Promise<void> {
	await exclusively(async () => {
		const playback = await loadPlayback();
		if (playback?.id === id) await savePlayback({ ...playback, ...changed(playback) });
	});
}

/** One change at a time: two that read the same state would lose one of the changes. */
async function exclusively(task: () => Promise<void>): Promise<void> {
	await navigator.locks.request(LOCK, task);
}

/** Falls silent and forgets what was read: with the key, everything that was paid with it goes. */
export async function forgetReadings(): Promise<void> {
	await ifOpen(ask(OFFSCREEN, 'stop'));
	await exclusively(removePlayback);
	await audioStore.clear();
}
