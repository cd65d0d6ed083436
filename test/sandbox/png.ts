import { promisify } from 'node:util';
import { crc32, deflate, type ZlibOptions } from 'node:zlib';

const compress = promisify<Buffer, ZlibOptions, Buffer>(deflate);

/** A picture of at most 256 colours. */
export interface IndexedPicture {
	readonly width: number;
	readonly height: number;
	/** Red, green and blue of each colour, 0 to 255. */
	readonly palette: ReadonlyArray<readonly [number, number, number]>;
	/** The colour number of each pixel, row by row. */
	readonly pixels: Uint8Array;
}

/** The first eight bytes of every PNG. */
export const PNG_SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** Encodes a picture as PNG (W3C PNG, third edition) with a palette. */
export async function encodePng(picture: IndexedPicture): Promise<Buffer> {
	const { width, height, palette, pixels } = picture;
	const header = Buffer.alloc(13);
	header.writeUInt32BE(width, 0);
	header.writeUInt32BE(height, 4);
	header.set([8, 3, 0, 0, 0], 8); // 8 bits, palette, deflate, no filter, not interlaced
	// Each row begins with the number of its filter: 0, none.
	const rows = Buffer.alloc((width + 1) * height);
	for (let y = 0; y < height; y++)
		rows.set(pixels.subarray(y * width, (y + 1) * width), y * (width + 1) + 1);
	return Buffer.concat([
		PNG_SIGNATURE,
		chunk('IHDR', header),
		chunk('PLTE', Buffer.from(palette.flat())),
		chunk('IDAT', await compress(rows, { level: 6 })),
		chunk('IEND', Buffer.alloc(0)),
	]);
}

/** Length, type, data, and the checksum of type and data. */
function chunk(type: string, data: Buffer): Buffer {
	const framed = Buffer.alloc(data.length + 12);
	framed.writeUInt32BE(data.length, 0);
	framed.write(type, 4, 'latin1');
	data.copy(framed, 8);
	framed.writeUInt32BE(crc32(framed.subarray(4, data.length + 8)), data.length + 8);
	return framed;
}
