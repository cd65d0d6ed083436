import { guessMimeType } from '../media';
import { joinMp3 } from './mp3';
import { concatBytes, joinWav } from './wav';

/** One file of a spoken text. */
export interface AudioFile {
	readonly bytes: Uint8Array;
	/** As it was told; the bytes know better. */
	readonly mimeType?: string;
}

/** Samples without any header, whose type only the server can tell. */
const RAW = /pcm|l16|linear16|mulaw|alaw|basic/i;

/**
 * Several files as one that plays in order: WAV, MP3 and raw samples. Undefined for other formats,
 * whose files can not be put together without decoding them.
 */
export function joinAudio(
	files: readonly AudioFile[],
): (AudioFile & { readonly mimeType: string }) | undefined {
	const parts = files.map(({ bytes }) => bytes);
	const types = new Set(files.map(typeOf));
	const [mimeType] = types;
	if (types.size !== 1 || mimeType === undefined) return undefined;
	const bytes =
		mimeType === 'audio/wav'
			? joinWav(parts)
			: mimeType === 'audio/mpeg'
				? joinMp3(parts)
				: RAW.test(mimeType)
					? concatBytes(parts)
					: undefined;
	return bytes && { bytes, mimeType };
}

/** Raw samples may begin like anything, so that their type is believed. */
function typeOf({ bytes, mimeType }: AudioFile): string | undefined {
	return mimeType && RAW.test(mimeType) ? mimeType : (guessMimeType({ bytes }) ?? mimeType);
}
