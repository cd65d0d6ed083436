import { crc32, deflateSync } from 'node:zlib';
import { answerChat } from './chat-answer';
import { describeImage } from './image-facts';
import { drawPicture, wrap } from './picture';
import { sizeOf } from './picture-size';
import { encodePng } from './png';
import { readPng } from './png-read';
import { findModel } from './models';

/** A PNG of colours and alpha, with one filter for each row. */
function filteredPng(): Buffer {
	// Two rows of two pixels, all of them (10, 20, 30), opaque: left, then above.
	const rows = Buffer.from([1, 10, 20, 30, 255, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0]);
	const frame = (type: string, data: Buffer) => {
		const length = Buffer.alloc(4);
		length.writeUInt32BE(data.length);
		return Buffer.concat([length, Buffer.from(type), data, Buffer.alloc(4)]);
	};
	return Buffer.concat([
		Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
		frame('IHDR', Buffer.from([0, 0, 0, 2, 0, 0, 0, 2, 8, 6, 0, 0, 0])),
		frame('IDAT', deflateSync(rows)),
		frame('IEND', Buffer.alloc(0)),
	]);
}

describe('PNG', () => {
	it('reads back what it wrote', async () => {
		const png = await encodePng({
			width: 2,
			height: 2,
			palette: [
				[200, 100, 0],
				[0, 100, 200],
			],
			pixels: Uint8Array.from([0, 1, 1, 0]),
		});
		expect(readPng(png)).toEqual({ width: 2, height: 2, averageColour: [100, 100, 100] });
	});

	it('undoes the filters of rows', () => {
		expect(readPng(filteredPng())).toEqual({ width: 2, height: 2, averageColour: [10, 20, 30] });
	});

	it('tells the size of a damaged picture, and nothing of what is none', () => {
		const damaged = filteredPng();
		damaged.fill(0, 50, 60);
		expect(readPng(damaged)).toEqual({ width: 2, height: 2 });
		expect(readPng(Buffer.from('hello'))).toBeUndefined();
	});

	it('carries the checksums other programs insist on', async () => {
		const png = await drawPicture({ width: 64, height: 48, prompt: 'Hi', caption: 'x' });
		const types: string[] = [];
		for (let at = 8; at < png.length; at += png.readUInt32BE(at) + 12) {
			const end = at + 8 + png.readUInt32BE(at);
			expect(png.readUInt32BE(end)).toBe(crc32(png.subarray(at + 4, end)));
			types.push(png.toString('latin1', at + 4, at + 8));
		}
		expect(types).toEqual(['IHDR', 'PLTE', 'IDAT', 'IEND']);
	});
});

describe('a generated picture', () => {
	it('is the same for the same prompt, and another for another', async () => {
		const draw = async (prompt: string) =>
			await drawPicture({ width: 320, height: 200, prompt, caption: 'flux/schnell' });
		const first = await draw('A red cube');
		expect(first.equals(await draw('A red cube'))).toBe(true);
		expect(first.equals(await draw('A blue cube'))).toBe(false);
		expect(readPng(first)).toMatchObject({ width: 320, height: 200 });
	});

	it('can be drawn for any text at any size', async () => {
		for (const prompt of ['', '日本語', 'x'.repeat(5000), 'a b\nc'])
			expect(
				readPng(await drawPicture({ width: 16, height: 16, prompt, caption: '' })),
			).toBeTruthy();
	});

	it('breaks lines at spaces, and inside words that are too long', () => {
		expect(wrap('the quick fox', 9)).toEqual(['the quick', 'fox']);
		expect(wrap('abcdefgh ij', 4)).toEqual(['abcd', 'efgh', 'ij']);
	});

	it.each([
		[{ image_size: 'portrait_16_9' }, { width: 576, height: 1024 }],
		[{ image_size: { width: 320, height: 200 } }, { width: 320, height: 200 }],
		[{ size: '640x480' }, { width: 640, height: 480 }],
		[
			{ aspect_ratio: '2:1', resolution: '2K' },
			{ width: 2048, height: 1024 },
		],
		[{ resolution: '4K' }, { width: 4096, height: 4096 }],
		[{}, { width: 1024, height: 768 }],
	])('has the size of %j', (body, size) => {
		expect(sizeOf(findModel('flux/schnell', 'openai/image-generations')!, body)).toEqual(size);
	});
});

describe('the description of a picture', () => {
	it('tells size and colour of a data URL', () => {
		const url = `data:image/png;base64,${filteredPng().toString('base64')}`;
		expect(describeImage(url)).toBe(
			'The image is a square PNG picture of 2 × 2 pixels in dark blue tones (#0a141e on average).',
		);
	});

	it('names the file of a URL', () => {
		expect(describeImage('https://example.com/a/red%20fox.jpg?w=9')).toContain('“red fox.jpg”');
	});
	it('names the size of a JPEG', () => {
		// Its start, a remark of two bytes, and the beginning of a frame.
		const jpeg = Buffer.from('ffd8fffe00046869ffc000110800280050', 'hex');
		expect(describeImage(`data:image/jpeg;base64,${jpeg.toString('base64')}`)).toBe(
			'The image is a landscape JPEG picture of 80 × 40 pixels.',
		);
	});
	it('answers a question about a picture', () => {
		const content = [{ type: 'image_url', image_url: { url: 'https://example.com/fox.jpg' } }];
		const messages = [
			{ role: 'user', content },
			{ role: 'user', content: 'How old is the fox?' },
		];
		expect(answerChat({ messages })).toMatch(/“How old is the fox\?” .*“fox.jpg”/);
	});
});
