import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { startSandbox, type Sandbox } from '../sandbox';
import {
	getModelParameters,
	readBinary,
	runNode,
	searchModels,
	type Credential,
} from './lib/node-harness';
import { byId, draw, fileItem } from './lib/parameters';

let sandbox: Sandbox;
let credential: Credential;

beforeAll(async () => {
	sandbox = await startSandbox();
	credential = { apiKey: sandbox.apiKey, baseUrl: sandbox.url };
});
afterAll(async () => await sandbox.close());
beforeEach(() => sandbox.reset());

const PHOTO = 'https://files.example/photo.jpg';
/** The smallest PNG. */
const PNG = Buffer.from(
	'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
	'base64',
);
const DATA_URL = `data:image/png;base64,${PNG.toString('base64')}`;
const posted = () => sandbox.requests.filter(({ method }) => method === 'POST');
const image = (operation: string, more: IDataObject): IDataObject => ({
	resource: 'image',
	operation,
	...more,
});
const media = (...input: IDataObject[]) => ({ media: { input } });

describe('generate', () => {
	it('delivers each image as its own item, with the cost in the first one', async () => {
		const { items } = await runNode(
			credential,
			draw('Two cubes', { options: { imagesAsItems: true, extraBody: { num_images: 2 } } }),
		);
		expect(items).toHaveLength(2);
		for (const { json, binary, pairedItem } of items) {
			expect(json).toMatchObject({ url: expect.any(String), call: { model: 'flux/schnell' } });
			expect(Object.keys(binary!)).toEqual(['data']);
			expect(pairedItem).toEqual({ item: 0 });
		}
		expect(items[0]!.json.call).toHaveProperty('costUsd');
		expect(items[1]!.json.call).not.toHaveProperty('costUsd');
	});
});

describe('edit', () => {
	const edit = (more: IDataObject = {}) =>
		image('edit', {
			editWith: 'media',
			model: byId('flux/dev/image-to-image'),
			prompt: 'Make it night',
			...more,
		});
	const upload = (more: IDataObject = {}) =>
		edit({
			editWith: 'upload',
			model: byId('openai/gpt-image-1'),
			binaryPropertyNames: 'data',
			...more,
		});

	it('sends URLs and binaries in the fields that the model names', async () => {
		const { items, error } = await runNode(
			credential,
			edit(media({ parameter: 'image_url', source: 'binary', binaryProperty: 'data' })),
			{ items: fileItem(PNG, 'image/png') },
		);
		expect(error).toBeUndefined();
		expect(posted()[0]).toMatchObject({
			path: '/v1/images/generations',
			body: {
				model: 'flux/dev/image-to-image',
				prompt: 'Make it night',
				image_url: DATA_URL,
			},
		});
		expect(items[0]!.binary!.data!.mimeType).toBe('image/png');
	});

	it('uploads images and a mask as a form', async () => {
		const [item] = fileItem(PNG, 'image/png', 'a.png') as [INodeExecutionData];
		const file = item.binary!.data!;
		const binary = {
			one: file,
			two: { ...file, fileName: 'b.png' },
			mask: { ...file, fileName: 'mask.png' },
		};
		const { items, error } = await runNode(
			credential,
			upload({
				binaryPropertyNames: 'one, two',
				maskPropertyName: 'mask',
				options: { extraBody: { n: 2 } },
			}),
			{ items: [{ json: {}, binary }] },
		);
		expect(error).toBeUndefined();
		expect(posted()[0]).toMatchObject({
			path: '/v1/images/edits',
			body: { model: 'openai/gpt-image-1', prompt: 'Make it night', n: '2' },
		});
		const sent = posted()[0]!.files.map(({ field, fileName, bytes }) => [field, fileName, bytes]);
		expect(sent).toEqual([
			['image[]', 'a.png', PNG],
			['image[]', 'b.png', PNG],
			['mask', 'mask.png', PNG],
		]);
		expect(Object.keys(items[0]!.binary!)).toEqual(['data', 'data2']);
		expect(items[0]!.json.call).toMatchObject({ model: 'openai/gpt-image-1' });
		expect((await readBinary(items[0]!)).subarray(1, 4).toString()).toBe('PNG');
	});

	it('offers the models and parameters of the chosen way', async () => {
		const ids = async (parameters: IDataObject) =>
			(await searchModels(credential, parameters)).results.map(({ value }) => value);
		expect(await ids(upload())).toEqual(['openai/gpt-image-1', 'openai/gpt-image-2']);
		const others = await ids(edit());
		expect(others).toContain('flux/dev/image-to-image');
		expect(others).not.toContain('flux/schnell');
		const { fields } = await getModelParameters(credential, upload());
		const names = fields.map(({ id }) => id);
		expect(names).toContain('background');
		expect(names).not.toContain('image');
	});

	it.each<[string, IDataObject, INodeExecutionData[], RegExp]>([
		['no image', edit(), [{ json: {} }], /^“Media”: An image to edit is required/],
		[
			'a path in place of a URL',
			edit(media({ parameter: 'image_url', source: 'url', url: '/a.png' })),
			[{ json: {} }],
			/^“Media > URL” \(media\[0\]\.url\) must be a URL/,
		],
		[
			'no file',
			upload(),
			[{ json: {} }],
			/^“Input Data Field Names” \(binaryPropertyNames\): The item has no binary/,
		],
		[
			'no name of a file',
			upload({ binaryPropertyNames: ' ' }),
			[{ json: {} }],
			/^“Input Data Field Names” \(binaryPropertyNames\) is required/,
		],
		[
			'a file that is no image',
			upload(),
			fileItem('x', 'text/plain'),
			/^“Input Data Field Names” \(binaryPropertyNames\): The file is text\/plain, but a PNG, WebP or JPEG image is needed/,
		],
		[
			'a mask over the limit',
			upload({ maskPropertyName: 'data' }),
			fileItem(Buffer.alloc(4_100_000, 1), 'image/png'),
			/^“Mask Data Field Name” \(maskPropertyName\): The file has 4\.1 MB, and the API takes at most 4 MB/,
		],
		['no prompt', upload({ prompt: '' }), fileItem(PNG, 'image/png'), /^“Prompt” is required/],
	])('refuses %s before anything is paid for', async (_, parameters, items, message) => {
		const { error } = await runNode(credential, parameters, { items });
		expect(error?.message).toMatch(message);
		expect(posted()).toHaveLength(0);
	});
});

describe('analyze', () => {
	const analyze = (more: IDataObject = {}) =>
		image('analyze', {
			model: byId('gpt-4o-mini'),
			imageSource: 'url',
			imageUrl: PHOTO,
			task: 'describe',
			...more,
		});
	const sent = () => (posted()[0]!.body as { messages: unknown[] }).messages;

	it.each([
		['describe', /^Describe this image/],
		['altText', /alternative text/],
		['readText', /^Read all text/],
	])('has an instruction to %s', async (task, instruction) => {
		const { items, error } = await runNode(credential, analyze({ task }));
		expect(error).toBeUndefined();
		expect(sent()).toEqual([
			{
				role: 'user',
				content: [
					{ type: 'text', text: expect.stringMatching(instruction) },
					{ type: 'image_url', image_url: { url: PHOTO } },
				],
			},
		]);
		expect(items[0]!.json).toMatchObject({
			text: expect.any(String),
			call: { costUsd: expect.any(Number) },
		});
	});

	it('asks about a binary', async () => {
		const { items, error } = await runNode(
			credential,
			analyze({
				imageSource: 'binary',
				binaryPropertyName: 'data',
				task: 'ask',
				prompt: 'What size is it?',
			}),
			{ items: fileItem(PNG, 'image/png') },
		);
		expect(error).toBeUndefined();
		expect(JSON.stringify(sent())).toContain(DATA_URL);
		expect(items[0]!.json.text).toContain('1 × 1 pixels');
	});

	it('offers only models that see', async () => {
		const { results } = await searchModels(credential, analyze());
		const ids = results.map(({ value }) => value);
		expect(ids).toContain('gpt-4o-mini');
		expect(ids).not.toContain('gpt-3.5-turbo');
	});

	it.each<[string, IDataObject, RegExp]>([
		['no image', analyze({ imageUrl: '' }), /^“Image URL” \(imageUrl\) is required/],
		['a path', analyze({ imageUrl: 'photo.jpg' }), /^“Image URL” \(imageUrl\) must be a URL/],
		['no question', analyze({ task: 'ask', prompt: ' ' }), /^“Prompt” is required/],
	])('refuses %s before any request', async (_, parameters, message) => {
		const { error } = await runNode(credential, parameters);
		expect(error?.message).toMatch(message);
		expect(sandbox.requests).toHaveLength(0);
	});
});

describe('detectFeatures', () => {
	const detect = (more: IDataObject = {}) =>
		image('detectFeatures', {
			imageSource: 'url',
			imageUrl: PHOTO,
			features: ['LABEL_DETECTION', 'TEXT_DETECTION'],
			maxResults: 5,
			...more,
		});

	it('finds what is asked for', async () => {
		const { items, error } = await runNode(credential, detect());
		expect(error).toBeUndefined();
		expect(posted()[0]).toMatchObject({ path: '/v1/vision' });
		expect(posted()[0]!.body).toEqual({
			image: { source: { imageUri: PHOTO } },
			features: [
				{ type: 'LABEL_DETECTION', maxResults: 5 },
				{ type: 'TEXT_DETECTION', maxResults: 5 },
			],
		});
		expect(items[0]!.json).toMatchObject({
			labelAnnotations: [{ description: 'Picture' }, {}],
			textAnnotations: [{}],
			call: { costUsd: expect.any(Number) },
		});
	});

	it('sends a binary by its bytes, and returns the raw answer when asked to', async () => {
		const { items, error } = await runNode(
			credential,
			detect({ imageSource: 'binary', binaryPropertyName: 'data', simplify: false }),
			{ items: fileItem(PNG, 'image/png') },
		);
		expect(error).toBeUndefined();
		expect(posted()[0]!.body).toMatchObject({ image: { content: PNG.toString('base64') } });
		expect(items[0]!.json.responses).toHaveLength(1);
	});

	it.each<[string, IDataObject, RegExp]>([
		['no image', detect({ imageUrl: '' }), /^“Image URL” \(imageUrl\) is required/],
		['a data URL', detect({ imageUrl: DATA_URL }), /^“Image URL” \(imageUrl\) must be a URL/],
		['no feature', detect({ features: [] }), /^“Features” is required/],
		['an unknown feature', detect({ features: ['TEA'] }), /^“Features”: “TEA” is none of/],
		[
			'half a result',
			detect({ maxResults: 0.5 }),
			/^“Max Results” \(maxResults\) must be a whole number/,
		],
	])('refuses %s before any request', async (_, parameters, message) => {
		const { error } = await runNode(credential, parameters);
		expect(error?.message).toMatch(message);
		expect(sandbox.requests).toHaveLength(0);
	});
});
