import { AimlApiError, cancelled } from '../../client';
import { PageError } from '../shared/problem/page-error';
import type { PartSound } from './part-sound';

/** Makes an audio file ready to play: it is decoded before its turn comes, so that no gap is heard. */
export function createAudioSound(file: Blob): PartSound {
	const audio = document.createElement('audio');
	audio.preload = 'auto';
	audio.src = URL.createObjectURL(file);
	document.body.append(audio);
	let fail: (reason: unknown) => void = () => undefined;
	let ended = false;

	const start = () =>
		void audio.play().catch((error: unknown) => {
			// A pause before the first sound is no failure.
			if (!(error instanceof DOMException && error.name === 'AbortError')) fail(reasonOf(error));
		});
	const free = () => {
		audio.remove();
		URL.revokeObjectURL(audio.src);
	};

	return {
		play: (from, onSound) =>
			new Promise<void>((resolve, reject) => {
				fail = reject;
				if (ended) return reject(cancelled());
				audio.addEventListener('playing', onSound);
				audio.addEventListener('ended', () => resolve(), { once: true });
				audio.addEventListener('error', () => reject(reasonOf(audio.error)), { once: true });
				audio.currentTime = from;
				start();
			}).finally(free),
		get time() {
			return audio.currentTime;
		},
		pause: () => audio.pause(),
		resume: start,
		setSpeed: (speed) => void (audio.playbackRate = speed),
		end() {
			ended = true;
			audio.pause();
			free();
			fail(cancelled());
		},
	};
}

function reasonOf(error: unknown): Error {
	if (error instanceof DOMException && error.name === 'NotAllowedError')
		return new PageError('sound-blocked');
	const reason = (error as { readonly message?: string } | null)?.message ?? String(error);
	return new AimlApiError('unexpected-response', `The audio cannot be played: ${reason}`);
}
