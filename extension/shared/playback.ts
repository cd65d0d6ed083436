import browser from 'webextension-polyfill';
import type { Call, JsonObject } from '../../client';
import type { Problem } from './problem';

/** A place in a text that is read aloud. */
export interface Position {
	/** The part that is spoken at once, in characters of the text; both 0 before the first one is cut. */
	readonly start: number;
	readonly end: number;
	/** Seconds into the part's sound. */
	readonly time: number;
}

/** Where a reading starts. */
export const BEGINNING: Position = { start: 0, end: 0, time: 0 };

/** What is read aloud, or was last. Plain JSON in `storage.session`; only the worker writes it. */
export interface Playback {
	/** Tells one reading from the next. */
	readonly id: string;
	readonly status: PlaybackStatus;
	/** What the text is called, e.g. the page's title; may be empty. */
	readonly title: string;
	readonly position: Position;
	/** Why the browser's own voice reads, where it was not asked to. */
	readonly notice?: Problem;
	/** Why it stands still. */
	readonly problem?: Problem;
	/** True when the text was longer than what is read at once. */
	readonly cut?: boolean;
	/** US dollars of all its calls, as far as the API told. */
	readonly costUsd?: number;
}

export type PlaybackStatus = 'loading' | 'playing' | 'paused' | 'ended' | 'stopped' | 'failed';

/** What can be asked of the player while there is something to play. */
export type PlaybackCommand = 'pause' | 'resume' | 'stop' | 'repeat';

/** A reading as the offscreen document gets it: it can look up nothing itself. */
export interface Reading {
	readonly id: string;
	readonly title: string;
	readonly text: string;
	readonly from: Position;
	/** 1 is as it was spoken. */
	readonly speed: number;
	/** A language tag; absent where the language is not known. */
	readonly language?: string;
	/** Speech of the API; absent when the browser's own voice is to read. */
	readonly api?: {
		readonly baseUrl: string;
		readonly apiKey: string;
		readonly model: string;
		/** Empty leaves it to the model. */
		readonly voice: string;
	};
	/** `voiceURI` of the browser's voice that was chosen. */
	readonly browserVoice?: string;
}

/** What happens while a text is read, in order. Errors as JSON: the offscreen document has no texts. */
export type PlaybackEvent =
	| {
			readonly type: 'loading' | 'playing' | 'paused' | 'ended';
			readonly position: Position;
	  }
	/** The API failed before anything was heard, and the browser's own voice goes on. */
	| { readonly type: 'own-voice'; readonly error: JsonObject }
	/** A call was answered and paid for. */
	| { readonly type: 'call'; readonly call: Call }
	| { readonly type: 'failed'; readonly position: Position; readonly error: JsonObject };

const KEY = 'playback';
const TEXT_KEY = 'playbackText';

/** True while something is to be heard, or about to be. */
export function isSounding(playback: Playback | undefined): boolean {
	return playback?.status === 'loading' || playback?.status === 'playing';
}

/** The last reading of this browser session, from any page. */
export async function loadPlayback(): Promise<Playback | undefined> {
	return (await browser.storage.session.get(KEY))[KEY] as Playback | undefined;
}

/** The text of the last reading; it is large, and apart from what changes often. */
export async function loadPlaybackText(): Promise<string> {
	return String((await browser.storage.session.get(TEXT_KEY))[TEXT_KEY] ?? '');
}

/** Keeps a reading; its text only where it is new. Only for the worker. */
export async function savePlayback(playback: Playback, text?: string): Promise<void> {
	await browser.storage.session.set({
		[KEY]: playback,
		...(text !== undefined && { [TEXT_KEY]: text }),
	});
}

/** Forgets the last reading. Only for the worker. */
export async function removePlayback(): Promise<void> {
	await browser.storage.session.remove([KEY, TEXT_KEY]);
}

/** Hears about every change. */
export function watchPlayback(onChange: (playback: Playback | undefined) => void): void {
	browser.storage.session.onChanged.addListener((changes) => {
		if (KEY in changes) onChange(changes[KEY]?.newValue as Playback | undefined);
	});
}
