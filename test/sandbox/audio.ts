/** A kind of audio file the sandbox makes. */
export type AudioFormat = 'wav' | 'mp3' | 'pcm' | 'flac';

const MIME_TYPES: Readonly<Record<AudioFormat, string>> = {
	wav: 'audio/wav',
	mp3: 'audio/mpeg',
	pcm: 'audio/pcm',
	flac: 'audio/flac',
};
const SAMPLE_RATE = 8000;
/** Hertz of the hum that stands for a voice. */
const PITCH = 220;

/** An audio file of this length, really playable but for FLAC, of which there is only the beginning. */
export function makeAudio(format: AudioFormat, seconds: number) {
	return { format, mimeType: MIME_TYPES[format], bytes: MAKERS[format](seconds) };
}

const MAKERS: Readonly<Record<AudioFormat, (seconds: number) => Buffer>> = {
	pcm: hum,
	wav: (seconds) => {
		const samples = hum(seconds);
		const header = Buffer.alloc(44);
		header.write('RIFF', 0, 'latin1');
		header.writeUInt32LE(36 + samples.length, 4);
		header.write('WAVEfmt ', 8, 'latin1');
		header.writeUInt32LE(16, 16);
		header.writeUInt16LE(1, 20);
		header.writeUInt16LE(1, 22);
		header.writeUInt32LE(SAMPLE_RATE, 24);
		header.writeUInt32LE(SAMPLE_RATE * 2, 28);
		header.writeUInt16LE(2, 32);
		header.writeUInt16LE(16, 34);
		header.write('data', 36, 'latin1');
		header.writeUInt32LE(samples.length, 40);
		return Buffer.concat([header, samples]);
	},
	mp3: (seconds) =>
		Buffer.concat([
			ID3,
			infoFrame(),
			...Array.from({ length: Math.max(1, Math.round(seconds / FRAME_SECONDS)) }, silentFrame),
		]),
	flac: () => Buffer.concat([Buffer.from('fLaC', 'latin1'), Buffer.alloc(64)]),
};

/** 16-bit samples of a quiet tone. */
function hum(seconds: number): Buffer {
	const samples = Buffer.alloc(Math.round(seconds * SAMPLE_RATE) * 2);
	for (let index = 0; index < samples.length / 2; index++) {
		const angle = (2 * Math.PI * PITCH * index) / SAMPLE_RATE;
		samples.writeInt16LE(Math.round(4000 * Math.sin(angle)), index * 2);
	}
	return samples;
}

/** An empty ID3v2.4 tag of 16 bytes after its header. */
const ID3 = Buffer.concat([
	Buffer.from('ID3\x04\x00\x00\x00\x00\x00\x10', 'latin1'),
	Buffer.alloc(16),
]);
/** MPEG 1 Layer III, 128 kbit/s, 44.1 kHz: 417 bytes hold 1152 samples. */
const FRAME_SECONDS = 1152 / 44_100;

/** Without any bits for its samples a frame is silence. */
function silentFrame(): Buffer {
	const frame = Buffer.alloc(417);
	frame.writeUInt32BE(0xfffb9064, 0);
	return frame;
}

/** What encoders put first: a frame that only tells how long the file is. */
function infoFrame(): Buffer {
	const frame = silentFrame();
	frame.write('Info', 36, 'latin1');
	return frame;
}
