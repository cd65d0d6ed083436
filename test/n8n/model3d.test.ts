import type { IDataObject } from 'n8n-workflow';
import { startSandbox, type Sandbox } from '../sandbox';
import {
	type Credential,
	readBinary,
	readCatalogue,
	runNode,
	searchModels,
} from './lib/node-harness';
import { byId } from './lib/parameters';

let sandbox: Sandbox;
let credential: Credential;

beforeAll(async () => {
	sandbox = await startSandbox();
	credential = { apiKey: sandbox.apiKey, baseUrl: sandbox.url };
	await readCatalogue(credential);
});
afterAll(async () => await sandbox.close());
beforeEach(() => sandbox.reset());

const model = (parameter: string, url: string, more: IDataObject = {}): IDataObject => ({
	resource: 'model3d',
	operation: 'generate',
	model: byId('triposr'),
	media: { input: [{ parameter, source: 'url', url }] },
	...more,
});
const CHAIR = 'https://files.example/chair.png';

it.each([
	['glb', 'model/gltf-binary', 'glTF'],
	['obj', 'model/obj', 'v 0 0 0'],
])('makes a %s file from an image', async (format, mimeType, start) => {
	const { items, error } = await runNode(
		credential,
		model('image_url', CHAIR, { options: { extraBody: { output_format: format } } }),
	);
	expect(error).toBeUndefined();
	expect(sandbox.requests.find(({ method }) => method === 'POST')).toMatchObject({
		path: '/v1/images/generations',
		body: { model: 'triposr', image_url: CHAIR, output_format: format },
	});
	expect(items[0]!.json).toMatchObject({
		url: expect.stringContaining(sandbox.mediaUrl),
		meshes: [{ name: 'model_mesh', fileName: `model-mesh.${format}`, binaryProperty: 'data' }],
		call: { model: 'triposr', costUsd: expect.any(Number) },
	});
	expect(items[0]!.binary!.data!.mimeType).toBe(mimeType);
	expect((await readBinary(items[0]!)).toString('latin1', 0, start.length)).toBe(start);
});

it('delivers the parts of a mesh', async () => {
	const { items, error } = await runNode(
		credential,
		model('mesh_url', 'https://files.example/chair.glb', { model: byId('tencent/hunyuan-part') }),
	);
	expect(error).toBeUndefined();
	expect(items[0]!.json).toMatchObject({
		meshes: [{ name: 'segmented_mesh' }, {}, {}, { name: 'mask_3_mesh', binaryProperty: 'data4' }],
		best_mask_index: 0,
	});
	expect(Object.keys(items[0]!.binary!)).toEqual(['data', 'data2', 'data3', 'data4']);
});

it('offers only models that make meshes', async () => {
	const { results } = await searchModels(credential, model('image_url', CHAIR));
	expect(results.map(({ value }) => value).sort()).toEqual(['tencent/hunyuan-part', 'triposr']);
});

it.each<[string, IDataObject, RegExp]>([
	['neither an image nor a prompt', model('', '', { media: {} }), /^“Media”: An image or a mesh/],
	['a path', model('image_url', '/chair.png'), /^“Media > URL” \(media\[0\]\.url\) must be a URL/],
	[
		'an image without a field',
		model(' ', CHAIR),
		/^“Media > Parameter” \(media\[0\]\.parameter\) is required/,
	],
])('refuses %s before any request', async (_, parameters, message) => {
	const { error } = await runNode(credential, parameters);
	expect(error?.message).toMatch(message);
	expect(sandbox.requests).toHaveLength(0);
});
