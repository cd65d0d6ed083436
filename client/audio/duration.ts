import { guessMimeType } from '../media';
import { mp3Duration } from './mp3';
import { wavDuration } from './wav';

/** How long a WAV or MP3 file sounds, seconds; undefined for others, and when the file does not tell. */
export function audioDuration(bytes: Uint8Array): number | undefined {
	switch (guessMimeType({ bytes })) {
		case 'audio/wav':
			return wavDuration(bytes);
		case 'audio/mpeg':
			return mp3Duration(bytes);
		default:
			return undefined;
	}
}
