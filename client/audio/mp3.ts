import { concatBytes } from './wav';

/** Kilobits a second by the four bits of a frame's header: MPEG 1, and MPEG 2 with 2.5. */
const BITRATES = [
	[0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
	[0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
] as const;
const SAMPLE_RATES = [44_100, 48_000, 32_000] as const;

/**
 * The frames of several MP3 files one after the other. Tags between them would be noise to some
 * players, and a first frame that only tells the length of its own file would end the whole early.
 */
export function joinMp3(files: readonly Uint8Array[]): Uint8Array {
	return concatBytes(files.map((file) => withoutInfoFrame(withoutTags(file))));
}

/** How long an MP3 file sounds, seconds; undefined when it is not frames from its beginning to its end. */
export function mp3Duration(file: Uint8Array): number | undefined {
	const frames = withoutTags(file);
	let seconds = 0;
	for (let offset = 0; offset < frames.length;) {
		const frame = readFrame(frames.subarray(offset));
		if (!frame) return undefined;
		seconds += frame.seconds;
		offset += frame.length;
	}
	return seconds > 0 ? seconds : undefined;
}

/** Without the ID3v2 tag at the beginning and the ID3v1 tag at the end. */
function withoutTags(file: Uint8Array): Uint8Array {
	let start = 0;
	if (startsWith(file, 0, 'ID3')) {
		// Four bytes of seven bits each, and a footer as long as the header when a flag says so.
		const size = file.subarray(6, 10).reduce((sum, byte) => sum * 128 + byte, 0);
		start = 10 + size + (file[5]! & 0x10 ? 10 : 0);
	}
	const end = startsWith(file, file.length - 128, 'TAG') ? file.length - 128 : file.length;
	return file.subarray(start, end);
}

/** Encoders put `Xing`, `Info` or `VBRI` into a silent first frame. */
function withoutInfoFrame(frames: Uint8Array): Uint8Array {
	const frame = readFrame(frames);
	if (!frame) return frames;
	const start = String.fromCharCode(...frames.subarray(4, 4 + 36));
	return /Xing|Info|VBRI/.test(start) ? frames.subarray(frame.length) : frames;
}

/** Bytes and seconds of the frame at the start; undefined when its header is none. */
function readFrame(frames: Uint8Array): { length: number; seconds: number } | undefined {
	const [first, second = 0, third = 0] = frames;
	if (first !== 0xff || (second & 0xe6) !== 0xe2) return undefined;
	const isMpeg1 = (second & 0x18) === 0x18;
	const bitrate = BITRATES[isMpeg1 ? 0 : 1][third >> 4];
	const fullRate = SAMPLE_RATES[(third >> 2) & 3];
	if (!bitrate || !fullRate) return undefined;
	const divisor = isMpeg1 ? 1 : (second & 0x18) === 0x10 ? 2 : 4;
	const samples = isMpeg1 ? 1152 : 576;
	const seconds = samples / (fullRate / divisor);
	return { length: Math.floor((bitrate * 1000 * seconds) / 8) + ((third >> 1) & 1), seconds };
}

function startsWith(bytes: Uint8Array, offset: number, text: string): boolean {
	return (
		offset >= 0 && String.fromCharCode(...bytes.subarray(offset, offset + text.length)) === text
	);
}
