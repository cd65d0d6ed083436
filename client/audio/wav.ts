/** A WAV file taken apart: how its samples are coded, and the samples. */
interface Wav {
	/** The body of its `fmt ` chunk. */
	readonly format: Uint8Array;
	readonly samples: Uint8Array;
}

/** The samples of several WAV files behind one new header; undefined unless all are coded alike. */
export function joinWav(files: readonly Uint8Array[]): Uint8Array | undefined {
	const parts = files.map(readWav);
	const [first] = parts;
	if (!first || !parts.every((part) => part && sameBytes(part.format, first.format)))
		return undefined;
	return wavOf(
		first.format,
		(parts as Wav[]).map((part) => part.samples),
	);
}

/** One header with these samples behind it. */
function wavOf(format: Uint8Array, samples: readonly Uint8Array[]): Uint8Array {
	const size = samples.reduce((sum, { length }) => sum + length, 0);
	return concatBytes([
		text('RIFF'),
		uint32(4 + 8 + format.length + 8 + size + (size % 2)),
		text('WAVEfmt '),
		uint32(format.length),
		format,
		text('data'),
		uint32(size),
		...samples,
		new Uint8Array(size % 2),
	]);
}

/** Samples of one channel, 16 bits each, behind a WAV header. */
export function wavOfSamples(samples: Uint8Array, rate: number): Uint8Array {
	const format = new Uint8Array(16);
	const view = new DataView(format.buffer);
	view.setUint16(0, 1, true);
	view.setUint16(2, 1, true);
	view.setUint32(4, rate, true);
	view.setUint32(8, rate * 2, true);
	view.setUint16(12, 2, true);
	view.setUint16(14, 16, true);
	return wavOf(format, [samples]);
}

/** How long a WAV file sounds, seconds; undefined when its header does not tell. */
export function wavDuration(file: Uint8Array): number | undefined {
	const wav = file.length > 12 ? readWav(file) : undefined;
	if (!wav || wav.format.length < 12) return undefined;
	const { buffer, byteOffset } = wav.format;
	const bytesPerSecond = new DataView(buffer, byteOffset).getUint32(8, true);
	return bytesPerSecond > 0 ? wav.samples.length / bytesPerSecond : undefined;
}

/** Several byte arrays as one. */
export function concatBytes(parts: readonly Uint8Array[]): Uint8Array {
	const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
	let offset = 0;
	for (const part of parts) {
		whole.set(part, offset);
		offset += part.length;
	}
	return whole;
}

/** Walks the chunks of a RIFF file. A streamed file tells no true size for its samples: they go to its end. */
function readWav(file: Uint8Array): Wav | undefined {
	const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
	let format: Uint8Array | undefined;
	for (let offset = 12; offset + 8 <= file.length;) {
		const name = String.fromCharCode(...file.subarray(offset, offset + 4));
		const size = view.getUint32(offset + 4, true);
		const body = file.subarray(offset + 8, offset + 8 + size);
		if (name === 'fmt ') format = body;
		if (name === 'data' && format)
			return { format, samples: size === 0 ? file.subarray(offset + 8) : body };
		offset += 8 + size + (size % 2);
	}
	return undefined;
}

function sameBytes(one: Uint8Array, other: Uint8Array): boolean {
	return one.length === other.length && one.every((byte, index) => byte === other[index]);
}

function text(characters: string): Uint8Array {
	return Uint8Array.from(characters, (character) => character.charCodeAt(0));
}

function uint32(value: number): Uint8Array {
	const bytes = new Uint8Array(4);
	new DataView(bytes.buffer).setUint32(0, value, true);
	return bytes;
}
