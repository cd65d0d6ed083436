import type { Size } from './picture-size';

/** Markers that begin a frame (ITU-T T.81, table B.1): C0 to CF but for DHT, JPG and DAC. */
const isFrame = (marker: number) =>
	marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);

/** Width and height of a JPEG; undefined when it is none, or is damaged. */
export function readJpegSize(bytes: Buffer): Size | undefined {
	if (bytes.length < 4 || bytes.readUInt16BE(0) !== 0xffd8) return undefined;
	// After the start, each segment is a marker and a length that counts itself.
	for (let at = 2; at + 9 <= bytes.length && bytes[at] === 0xff;) {
		if (isFrame(bytes[at + 1]!))
			return { width: bytes.readUInt16BE(at + 7), height: bytes.readUInt16BE(at + 5) };
		at += 2 + bytes.readUInt16BE(at + 2);
	}
	return undefined;
}
