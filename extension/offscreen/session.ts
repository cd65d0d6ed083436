import { cancelled, isAimlApiError } from '../../client';
import { readAloud, type Sound } from './read-aloud';
import { failureOf } from '../shared/problem/failure';
import type { PlaybackEvent, Position, Reading } from '../shared/speech/playback';
import type { Part } from '../shared/speech/reading-part';
import { createApiSpeech } from './api-speech';
import { createAudioSound } from './audio-sound';
import type { PartSound } from './part-sound';
import { createVoiceSound, findVoice, VOICE_TEXT_LIMIT } from './voice-sound';

/** One reading under way. */
export interface Session {
	readonly id: string;
	pause(): void;
	resume(): void;
	setSpeed(speed: number): void;
	/** Falls silent at once and tells nothing more. */
	stop(): void;
	/** Resolves when nothing more will be heard, however that came. */
	readonly over: Promise<void>;
}

/** Reads a text aloud from a position; what happens is told. */
export function startSession(reading: Reading, tell: (event: PlaybackEvent) => void): Session {
	const controller = new AbortController();
	const { signal } = controller;
	let { speed } = reading;
	let part: Part = reading.from;
	let sound: PartSound | undefined;
	let isHeard = false;
	let isPaused = false;
	/** What plays, and what is ready to. */
	const sounds = new Set<PartSound>();

	const position = (): Position => ({
		start: part.start,
		end: part.end,
		time: sound?.time ?? (part.start === reading.from.start ? reading.from.time : 0),
	});

	/** A sound that plays at the speed of its moment, and not in a pause. */
	const controlled = (made: PartSound): Sound => ({
		async play(from, onSound) {
			sound = made;
			isHeard = true;
			made.setSpeed(speed);
			const played = made.play(from, onSound);
			if (isPaused) made.pause();
			await played.finally(() => sounds.delete(made));
		},
	});

	function read(
		from: Position,
		textLimit: () => Promise<number>,
		prepare: (text: string) => Promise<PartSound>,
	): Promise<void> {
		return readAloud({
			text: reading.text,
			from,
			textLimit,
			async prepare(text) {
				const made = await prepare(text);
				sounds.add(made);
				if (signal.aborted) made.end();
				return controlled(made);
			},
			onPart(next, status) {
				part = next;
				if (status === 'loading') sound = undefined;
				if (!isPaused) tell({ type: status, position: position() });
			},
		});
	}

	async function readWithApi(api: NonNullable<Reading['api']>): Promise<void> {
		const speech = createApiSpeech(api, signal, (call) => tell({ type: 'call', call }));
		await read(reading.from, speech.textLimit, async (text) =>
			createAudioSound(await speech.speak(text)),
		);
	}

	async function readWithOwnVoice(): Promise<void> {
		const voice = await findVoice(reading.browserVoice, reading.language);
		// Voices may come late, when the reading was stopped or another one has begun.
		if (signal.aborted) throw cancelled();
		const from = { start: part.start, end: part.start, time: 0 };
		await read(
			from,
			async () => VOICE_TEXT_LIMIT,
			async (text) => createVoiceSound(text, voice),
		);
	}

	async function run(): Promise<void> {
		if (!reading.api) return readWithOwnVoice();
		try {
			await readWithApi(reading.api);
		} catch (error) {
			// In the middle, another voice would hide that something is missing.
			if (isHeard || !isAimlApiError(error) || signal.aborted) throw error;
			// Without a voice of its own, the browser has nothing better to say than what the API said.
			await findVoice(undefined, reading.language).catch(() => {
				throw error;
			});
			tell({ type: 'own-voice', failure: failureOf(error) });
			await readWithOwnVoice();
		}
	}

	const over = run().then(
		() => tell({ type: 'ended', position: position() }),
		(error: unknown) => {
			if (!signal.aborted)
				tell({ type: 'failed', position: position(), failure: failureOf(error) });
		},
	);

	return {
		id: reading.id,
		over,
		pause() {
			if (isPaused) return;
			isPaused = true;
			sound?.pause();
			tell({ type: 'paused', position: position() });
		},
		resume() {
			if (!isPaused) return;
			isPaused = false;
			sound?.resume();
			tell({ type: sound ? 'playing' : 'loading', position: position() });
		},
		setSpeed(next) {
			speed = next;
			sound?.setSpeed(next);
		},
		stop() {
			controller.abort();
			for (const made of sounds) made.end();
		},
	};
}
