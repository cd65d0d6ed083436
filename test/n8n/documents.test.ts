import type { IDataObject } from 'n8n-workflow';
import { startSandbox, type Sandbox } from '../sandbox';
import { readBinary, runNode, type Credential } from './lib/node-harness';
import { byId, fileItem } from './lib/parameters';

let sandbox: Sandbox;
let credential: Credential;

beforeAll(async () => {
	sandbox = await startSandbox();
	credential = { apiKey: sandbox.apiKey, baseUrl: sandbox.url };
});
afterAll(async () => await sandbox.close());
beforeEach(() => sandbox.reset());

const PDF = 'https://files.example/invoice.pdf';
const posted = () => sandbox.requests.filter(({ method }) => method === 'POST');
const read = (more: IDataObject = {}): IDataObject => ({
	resource: 'document',
	operation: 'recognizeText',
	model: byId('mistral-ocr-latest'),
	documentSource: 'url',
	documentUrl: PDF,
	...more,
});
const binary = { documentSource: 'binary', binaryPropertyName: 'data' };

it('reads a document page by page', async () => {
	const { items, error } = await runNode(credential, read());
	expect(error).toBeUndefined();
	expect(posted()[0]).toMatchObject({
		path: '/v1/ocr',
		body: {
			model: 'mistral-ocr-latest',
			document: { type: 'document_url', document_url: PDF },
		},
	});
	expect(items[0]!.json).toMatchObject({
		text: expect.stringMatching(/^# Page 1\n\n.*“invoice\.pdf”[^]*\n\n# Page 2/),
		pageCount: 2,
		pages: [{ index: 0, images: [{ id: 'img-0.png', top_left_x: 10 }] }, { index: 1 }],
		call: { model: 'mistral-ocr-latest', costUsd: expect.any(Number) },
	});
	expect(items[0]!.binary).toBeUndefined();
});

it('delivers the pictures of the pages as binaries that the pages name', async () => {
	const { items, error } = await runNode(
		credential,
		read({ options: { extraBody: { include_image_base64: true } } }),
	);
	expect(error).toBeUndefined();
	expect(items[0]!.json.pages).toMatchObject([
		{ images: [{ id: 'img-0.png', binaryProperty: 'data' }] },
		{ images: [{ id: 'img-1.png', binaryProperty: 'data2' }] },
	]);
	expect(items[0]!.binary!.data2).toMatchObject({ mimeType: 'image/png', fileName: 'img-1.png' });
	expect((await readBinary(items[0]!, 'data2')).subarray(1, 4).toString()).toBe('PNG');
	expect(JSON.stringify(items[0]!.json)).not.toContain('base64');
});

it.each([
	[
		'application/pdf',
		{ type: 'document_url', document_url: 'data:application/pdf;base64,JVBERg==' },
	],
	['image/png', { type: 'image_url', image_url: 'data:image/png;base64,JVBERg==' }],
])('sends a binary of type %s as the data URL that fits', async (mimeType, document) => {
	const { error } = await runNode(credential, read(binary), { items: fileItem('%PDF', mimeType) });
	expect(error).toBeUndefined();
	expect(posted()[0]!.body).toMatchObject({ document });
});

it('sends a picture by its URL', async () => {
	const documentUrl = 'https://files.example/scan.jpg?size=1';
	await runNode(credential, read({ documentUrl }));
	expect(posted()[0]!.body).toMatchObject({
		document: { type: 'image_url', image_url: documentUrl },
	});
});

it.each<[string, IDataObject, object]>([
	['a URL', {}, { document: PDF, mimeType: 'application/pdf' }],
	['a binary', binary, { document: 'JVBERg==', mimeType: 'application/pdf' }],
])('sends %s as a text where the model describes it so', async (_, source, expected) => {
	const { items, error } = await runNode(
		credential,
		read({ model: byId('google/gc-document-ai'), ...source }),
		{ items: fileItem('%PDF', 'application/pdf') },
	);
	expect(error).toBeUndefined();
	expect(posted()[0]!.body).toEqual({ model: 'google/gc-document-ai', ...expected });
	expect(items[0]!.json.pageCount).toBe(2);
});

it('lets Extra Body take a field away', async () => {
	const model = byId('google/gc-document-ai');
	await runNode(credential, read({ model, options: { extraBody: { mimeType: null } } }));
	expect(posted()[0]!.body).toEqual({ model: 'google/gc-document-ai', document: PDF });
});

it('lets Extra Body give the document, and returns the raw answer when asked to', async () => {
	const document = { type: 'image_url', image_url: PDF };
	const { items } = await runNode(
		credential,
		read({ documentUrl: '', simplify: false, options: { extraBody: { document } } }),
	);
	expect(posted()[0]!.body).toMatchObject({ document });
	expect(items[0]!.json).toMatchObject({ usage_info: { pages_processed: 1 } });
});

describe('is refused before any request', () => {
	it.each<[string, IDataObject, ReturnType<typeof fileItem>, RegExp]>([
		[
			'no URL',
			read({ documentUrl: '' }),
			[{ json: {} }],
			/^“Document URL” \(documentUrl\) is required/,
		],
		[
			'a path',
			read({ documentUrl: '/tmp/a.pdf' }),
			[{ json: {} }],
			/^“Document URL” \(documentUrl\) must be a URL/,
		],
		[
			'no file',
			read(binary),
			[{ json: {} }],
			/^“Input Data Field Name” \(binaryPropertyName\): The item has no binary/,
		],
		[
			'an empty file',
			read(binary),
			fileItem('', 'application/pdf'),
			/^“Input Data Field Name” \(binaryPropertyName\): .*empty/,
		],
		[
			'a file that is no document',
			read(binary),
			fileItem('x', 'video/mp4'),
			/^“Input Data Field Name” \(binaryPropertyName\): The file is video\/mp4, but a document is needed/,
		],
		[
			'a file over the limit',
			read(binary),
			fileItem(Buffer.alloc(50_100_000), 'application/pdf'),
			/^“Input Data Field Name” \(binaryPropertyName\): The file has 50\.1 MB, and the API takes at most 50 MB/,
		],
		['no model', read({ model: byId('') }), [{ json: {} }], /^“[^”]+”( \(model\))? is required/],
	])('%s', async (_, parameters, items, message) => {
		const { error } = await runNode(credential, parameters, { items });
		expect(error?.message).toMatch(message);
		expect(sandbox.requests).toHaveLength(0);
	});
});
