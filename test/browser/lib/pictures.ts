import { readFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { encodePng } from '../../sandbox/png';

/** Red, green and blue, 0 to 255. */
export type Colour = readonly [number, number, number];

export const RED: Colour = [200, 30, 30];
export const BLUE: Colour = [30, 30, 200];
export const GREEN: Colour = [16, 128, 64];
export const YELLOW: Colour = [240, 192, 32];

/** Bytes of a picture that few would send anywhere. */
const HEAVY_BYTES = 50_000_000;

const fixture = (name: string) => readFileSync(join(__dirname, '../../fixtures/pictures', name));

/** What the fixture site serves below `/pictures/`, by name, and what it says beside the bytes. */
const PICTURES: Readonly<Record<string, () => Promise<Buffer> | Buffer>> = {
	'own.png': () => halves(300, 200, RED, BLUE),
	'plain.png': () => halves(240, 120, GREEN, YELLOW),
	'private.png': () => halves(160, 80, YELLOW, RED),
	'huge.png': () => halves(6000, 4000, BLUE, GREEN),
	'heavy.png': async () => padded(await halves(300, 200, GREEN, BLUE), HEAVY_BYTES),
	'pixel.png': () => halves(1, 1, RED, RED),
	'broken.png': () => Buffer.from('<!doctype html><title>Not found</title>'),
	'animated.gif': () => fixture('animated.gif'),
	'open.gif': () => fixture('animated.gif'),
	'drawing.svg': () => fixture('drawing.svg'),
};

/**
 * Answers a request for a picture; false when it is for none. Only `open.gif` may be read by other
 * sites, and `private.png` needs the cookie `login=yes`.
 */
export async function answerPicture(
	request: IncomingMessage,
	response: ServerResponse,
): Promise<boolean> {
	const { pathname } = new URL(request.url ?? '/', 'http://localhost');
	const name = /^\/pictures\/([\w.]+)$/.exec(pathname)?.[1] ?? '';
	const picture = PICTURES[name];
	if (!picture) return false;
	if (name === 'private.png' && !/\blogin=yes\b/.test(request.headers.cookie ?? '')) {
		response.writeHead(403).end();
		return true;
	}
	const extension = name.split('.')[1];
	response.setHeader('content-type', `image/${extension === 'svg' ? 'svg+xml' : extension}`);
	if (name === 'open.gif') response.setHeader('access-control-allow-origin', '*');
	response.end(await picture());
	return true;
}

/** A picture whose left half has one colour and whose right half another. */
function halves(width: number, height: number, left: Colour, right: Colour): Promise<Buffer> {
	const row = Uint8Array.from({ length: width }, (_, x) => (x < width / 2 ? 0 : 1));
	const pixels = new Uint8Array(width * height);
	for (let y = 0; y < height; y++) pixels.set(row, y * width);
	return encodePng({ width, height, palette: [left, right], pixels });
}

/** The same picture with a remark of this many bytes in it, which decoders skip. */
function padded(png: Buffer, bytes: number): Buffer {
	const end = png.length - 12;
	const remark = Buffer.alloc(bytes + 12);
	remark.writeUInt32BE(bytes, 0);
	remark.write('prVt', 4, 'latin1');
	remark.writeUInt32BE(crc32(remark.subarray(4, bytes + 8)), bytes + 8);
	return Buffer.concat([png.subarray(0, end), remark, png.subarray(end)]);
}
