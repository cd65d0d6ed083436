import type { Call, JsonObject } from '../../../client';

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

/** What is read aloud, or was last. Plain JSON, kept in `storage.session`. */
export interface Playback {
	/** Tells one reading from the next. */
	readonly id: string;
	readonly status: PlaybackStatus;
	/** What the text is called, e.g. the page's title; may be empty. */
	readonly title: string;
	readonly position: Position;
	/** Why the browser's own voice reads, where it was not asked to; an error as JSON. */
	readonly ownVoice?: JsonObject;
	/** Why it stands still; an error as JSON. */
	readonly failure?: JsonObject;
	/** True when the text was longer than what is read at once. */
	readonly cut?: boolean;
	/** US dollars of all its calls, as far as the API told. */
	readonly costUsd?: number;
	/** Where its failure is told while no panel is open; absent where only a panel can. */
	readonly place?: SpeechPlace;
}

/** The page that what is read aloud is about. */
export interface SpeechPlace {
	readonly tabId: number;
	/** The run of the description that is read, which a notice in the page shows. */
	readonly run?: string;
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

/** What happens while a text is read, in order. */
export type PlaybackEvent =
	| {
			readonly type: 'loading' | 'playing' | 'paused' | 'ended';
			readonly position: Position;
	  }
	/** The API failed before anything was heard, and the browser's own voice goes on. */
	| { readonly type: 'own-voice'; readonly failure: JsonObject }
	/** A call was answered and paid for. */
	| { readonly type: 'call'; readonly call: Call }
	| { readonly type: 'failed'; readonly position: Position; readonly failure: JsonObject };

/** True while something is to be heard, or about to be. */
export function isSounding(playback: Playback | undefined): boolean {
	return playback?.status === 'loading' || playback?.status === 'playing';
}
