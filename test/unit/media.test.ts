import {
	callOperation,
	extensionOf,
	generateImage,
	guessMimeType,
	parseDataUrl,
	readMedia,
	type JsonObject,
} from '../../client';
import { fakePorts } from './fake-ports';

const PNG = 'iVBORw0KGgoAAAANSUhEUg==';
const URL = 'https://cdn.example/files/cube.png';

describe('readMedia', () => {
	test.each<[string, unknown, object]>([
		['a URL', { url: URL }, { url: URL, details: {} }],
		['a URL that stands alone', URL, { url: URL, details: {} }],
		[
			'a URL beside empty bytes, with what is said about it',
			{ url: URL, b64_json: null, width: 1440, revised_prompt: null },
			{ url: URL, details: { width: 1440, revised_prompt: null } },
		],
		[
			'a type',
			{ url: URL, content_type: 'image/jpeg' },
			{ url: URL, mimeType: 'image/jpeg', details: {} },
		],
		[
			'a type under its other name',
			{ url: URL, mime_type: 'image/png' },
			{ url: URL, mimeType: 'image/png', details: {} },
		],
		['bytes', { b64_json: PNG }, { base64: PNG, details: {} }],
		['bytes beside an empty URL', { url: '', b64_json: PNG }, { base64: PNG, details: {} }],
		[
			'a data URL',
			{ url: `data:image/webp;base64,${PNG}` },
			{ base64: PNG, mimeType: 'image/webp', details: {} },
		],
		[
			'bytes that are a data URL, whose type is the true one',
			{ b64_json: `data:image/webp;base64,${PNG}`, content_type: 'image/png' },
			{ base64: PNG, mimeType: 'image/webp', details: {} },
		],
	])('reads %s', (_name, value, expected) => {
		expect(readMedia(value)).toEqual(expected);
	});

	test.each([undefined, null, '', 7, true, [], {}, { url: '' }, { url: null, b64_json: '' }])(
		'finds nothing in %p',
		(value) => {
			expect(readMedia(value)).toBeUndefined();
		},
	);
});

describe('generateImage reads', () => {
	const read = async (body: JsonObject) => {
		const input = { model: 'm', prompt: 'a red cube' };
		return (await callOperation(fakePorts([{ body }]), generateImage, input)).output.images;
	};

	test('all pictures of data, in order', async () => {
		const images = await read({ data: [{ url: 'https://a' }, { b64_json: PNG }] });
		expect(images.map(({ url, base64 }) => url ?? base64)).toEqual(['https://a', PNG]);
	});

	test('images when that is all there is', async () => {
		const images = await read({ images: [{ url: URL, content_type: 'image/png', width: 64 }] });
		expect(images).toEqual([{ url: URL, mimeType: 'image/png', details: { width: 64 } }]);
	});

	test('each picture once when it is in data and in images', async () => {
		expect(await read({ images: [{ url: URL }], data: [{ url: URL }] })).toHaveLength(1);
	});

	test('images when data has only empty entries', async () => {
		const images = await read({ data: [{ url: null, b64_json: null }], images: [{ url: URL }] });
		expect(images.map(({ url }) => url)).toEqual([URL]);
	});

	test('what is there when one entry is empty', async () => {
		expect(await read({ data: [{ url: null }, { url: URL }] })).toHaveLength(1);
	});
});

describe('parseDataUrl', () => {
	test.each([
		[`data:image/png;base64,${PNG}`, { mimeType: 'image/png', base64: PNG }],
		['data:audio/wav;codecs=1;base64,UklG', { mimeType: 'audio/wav', base64: 'UklG' }],
		['data:image/png;base64,iVBO\nRw0K', { mimeType: 'image/png', base64: 'iVBO\nRw0K' }],
	])('%j', (url, expected) => {
		expect(parseDataUrl(url)).toEqual(expected);
	});

	test.each([URL, '', 'data:text/plain,hello', 'x data:image/png;base64,iVBO'])(
		'%j is none',
		(url) => {
			expect(parseDataUrl(url)).toBeUndefined();
		},
	);
});

describe('guessMimeType', () => {
	test.each([
		[URL, 'image/png'],
		['https://cdn.example/a/b.c/clip.mp4?Expires=17&Signature=a.b', 'video/mp4'],
		['https://cdn.example/whale/a%2Fb%2Foutput.MP4#t=1', 'video/mp4'],
		['https://cdn.example/photo.JPEG', 'image/jpeg'],
		['https://cdn.example/download?name=a.webp', 'image/webp'],
		['https://cdn.example/song.mp3', 'audio/mpeg'],
		['https://cdn.example/raw', undefined],
		['https://cdn.example/file.xyz', undefined],
		['https://cdn.example', undefined],
		['', undefined],
	])('of %s is %s', (url, expected) => {
		expect(guessMimeType({ url })).toBe(expected);
	});

	test.each([
		['a PNG', [0x89, ...ascii('PNG\r\n'), 0x1a, 0x0a, 0], 'image/png'],
		['a JPEG', [0xff, 0xd8, 0xff, 0xe0], 'image/jpeg'],
		['a GIF', ascii('GIF89a'), 'image/gif'],
		['a WebP', [...ascii('RIFF'), 36, 1, 2, 3, ...ascii('WEBPVP8 ')], 'image/webp'],
		['a WAV', [...ascii('RIFF'), 36, 1, 2, 3, ...ascii('WAVEfmt ')], 'audio/wav'],
		['another RIFF file', [...ascii('RIFF'), 36, 1, 2, 3, ...ascii('AVI LIST')], undefined],
		['a text', ascii('Hello, world'), undefined],
	])('of the bytes of %s', (_name, bytes, expected) => {
		expect(guessMimeType({ base64: Buffer.from(bytes).toString('base64') })).toBe(expected);
	});

	function ascii(text: string): number[] {
		return [...Buffer.from(text, 'latin1')];
	}
});

test.each([
	['image/jpeg', 'jpg'],
	['image/png', 'png'],
	['video/mp4', 'mp4'],
	['audio/mpeg', 'mp3'],
	['audio/x-wav', 'wav'],
	['audio/mp3', 'mp3'],
	['image/JPG', 'jpg'],
	['application/x-unknown', 'bin'],
])('a new file of type %s ends in .%s', (mimeType, extension) => {
	expect(extensionOf(mimeType)).toBe(extension);
});
