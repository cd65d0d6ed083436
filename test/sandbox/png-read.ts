import { inflateSync } from 'node:zlib';
import { PNG_SIGNATURE } from './png';

/** What can be told about a picture. */
export interface PictureFacts {
	readonly width: number;
	readonly height: number;
	/** Red, green and blue, 0 to 255; absent where the encoding is an unusual one. */
	readonly averageColour?: readonly [number, number, number];
}

/** Samples of a pixel for each colour type of PNG: grey, colours, palette, grey + alpha, colours + alpha. */
const SAMPLES: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };

/** Size and average colour of a PNG; undefined when it is none, or is damaged. */
export function readPng(bytes: Buffer): PictureFacts | undefined {
	if (!bytes.subarray(0, 8).equals(PNG_SIGNATURE) || bytes.length < 33) return undefined;
	const width = bytes.readUInt32BE(16);
	const height = bytes.readUInt32BE(20);
	const [depth, colourType = 0, , , interlaced] = bytes.subarray(24, 29);
	const size = { width, height };
	if (depth !== 8 || interlaced) return size;
	let palette = Buffer.alloc(0);
	const compressed: Buffer[] = [];
	for (let at = 8; at + 12 <= bytes.length; at += bytes.readUInt32BE(at) + 12) {
		const type = bytes.toString('latin1', at + 4, at + 8);
		const data = bytes.subarray(at + 8, at + 8 + bytes.readUInt32BE(at));
		if (type === 'PLTE') palette = Buffer.from(data);
		if (type === 'IDAT') compressed.push(data);
	}
	try {
		const rows = inflateSync(Buffer.concat(compressed));
		const samples = SAMPLES[colourType]!;
		const pixels = unfilter(rows, width * samples, height, samples);
		return { ...size, averageColour: average(pixels, samples, palette) };
	} catch {
		return size;
	}
}

/** Undoes the filter of each row: none, left, above, their mean, or Paeth's choice. */
function unfilter(rows: Buffer, rowLength: number, height: number, samples: number): Buffer {
	const pixels = Buffer.alloc(rowLength * height);
	for (let y = 0; y < height; y++) {
		const filter = rows[y * (rowLength + 1)];
		for (let x = 0; x < rowLength; x++) {
			const at = y * rowLength + x;
			const left = x >= samples ? pixels[at - samples]! : 0;
			const above = y > 0 ? pixels[at - rowLength]! : 0;
			const corner = x >= samples && y > 0 ? pixels[at - rowLength - samples]! : 0;
			const predicted = [0, left, above, (left + above) >> 1, paeth(left, above, corner)];
			pixels[at] = rows[y * (rowLength + 1) + 1 + x]! + predicted[filter!]!;
		}
	}
	return pixels;
}

function paeth(left: number, above: number, corner: number): number {
	const estimate = left + above - corner;
	const [byLeft, byAbove, byCorner] = [left, above, corner].map((v) => Math.abs(estimate - v));
	if (byLeft! <= byAbove! && byLeft! <= byCorner!) return left;
	return byAbove! <= byCorner! ? above : corner;
}

function average(pixels: Buffer, samples: number, palette: Buffer): [number, number, number] {
	const sums: [number, number, number] = [0, 0, 0];
	for (let at = 0; at < pixels.length; at += samples)
		for (const channel of [0, 1, 2] as const) {
			if (palette.length > 0 && samples === 1) sums[channel] += palette[pixels[at]! * 3 + channel]!;
			else sums[channel] += pixels[at + (samples < 3 ? 0 : channel)]!;
		}
	const count = pixels.length / samples;
	return sums.map((sum) => Math.round(sum / count)) as [number, number, number];
}
