import { cancelled } from '../../client';
import { PageError } from '../shared/problem/page-error';
import { listBrowserVoices } from '../shared/speech/voices';
import type { PartSound } from './part-sound';

/** Characters that the browser's own voice is given at once: some voices fall silent after 15 s. */
export const VOICE_TEXT_LIMIT = 200;

/**
 * The browser's own voice for a text.
 * @param chosen its `voiceURI`, where the user chose one
 * @param language tag of the text's language, where it is known
 * @throws PageError when there is none, or none for the language
 */
export async function findVoice(
	chosen: string | undefined,
	language: string | undefined,
): Promise<SpeechSynthesisVoice> {
	const voices = await listBrowserVoices();
	const wanted = voices.find(({ voiceURI }) => voiceURI === chosen);
	if (wanted) return wanted;
	const usual = voices.find((voice) => voice.default) ?? voices[0];
	if (!usual) throw new PageError('no-voice');
	if (!language || baseOf(usual.lang) === baseOf(language)) return usual;
	const fitting = voices.find(({ lang }) => baseOf(lang) === baseOf(language));
	if (!fitting) throw new PageError('no-language-voice');
	return fitting;
}

function baseOf(tag: string): string {
	return tag.toLowerCase().split(/[-_]/)[0] ?? '';
}

/** A text as the browser's own voice speaks it. What is paused or changed begins again: it is short. */
export function createVoiceSound(text: string, voice: SpeechSynthesisVoice): PartSound {
	let rate = 1;
	let speaking: SpeechSynthesisUtterance | undefined;
	let ended = false;
	let begin: () => void = () => undefined;
	let done: () => void = () => undefined;
	let fail: (reason: unknown) => void = () => undefined;

	function speak(): void {
		const utterance = new SpeechSynthesisUtterance(text);
		utterance.voice = voice;
		utterance.lang = voice.lang;
		utterance.rate = rate;
		utterance.onstart = () => begin();
		utterance.onend = () => utterance === speaking && done();
		// One that was taken back fails, too.
		utterance.onerror = ({ error }) => utterance === speaking && fail(reasonOf(error));
		speaking = utterance;
		speechSynthesis.speak(utterance);
	}

	function hush(): void {
		// All readings share the voice: who does not speak must not silence another.
		if (!speaking) return;
		speaking = undefined;
		speechSynthesis.cancel();
	}

	return {
		play: (_from, onSound) =>
			new Promise<void>((resolve, reject) => {
				begin = onSound;
				done = resolve;
				fail = reject;
				if (ended) return reject(cancelled());
				speak();
			}),
		time: 0,
		pause: hush,
		resume: speak,
		setSpeed(speed) {
			rate = speed;
			if (!speaking) return;
			hush();
			speak();
		},
		end() {
			ended = true;
			hush();
			fail(cancelled());
		},
	};
}

function reasonOf(error: SpeechSynthesisErrorCode): PageError {
	if (error === 'not-allowed') return new PageError('sound-blocked');
	return new PageError(error === 'language-unavailable' ? 'no-language-voice' : 'no-voice');
}
