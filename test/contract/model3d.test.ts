import { callOperation, generateModel3d } from '../../client';
import { failureOf, fakePorts } from '../unit/fake-ports';

const INPUT = { model: 'triposr', image_url: 'https://files.example/chair.png' };
const MESH = {
	url: 'https://files.example/model.glb',
	content_type: 'model/gltf-binary',
	file_name: 'model.glb',
	file_size: 2048,
};
const read = async (body: object) =>
	(await callOperation(fakePorts([{ body: { ...body } }]), generateModel3d, INPUT)).output;

test('the documented body is sent to the endpoint of images', () => {
	expect(generateModel3d.request(INPUT)).toEqual({
		method: 'POST',
		path: '/v1/images/generations',
		body: INPUT,
	});
	for (const body of [
		{ model: 'm', mesh_url: 'https://files.example/chair.glb' },
		{ model: 'm', front_image_url: 'https://files.example/chair.png' },
		{ model: 'm', prompt: 'A chair' },
	])
		expect(generateModel3d.request(body).body).toEqual(body);
	expect(() => generateModel3d.request({ model: 'm' })).toThrow(/^media: /);
});

test('one mesh is read, with what is said beside it', async () => {
	const output = await read({ model_mesh: MESH, timings: { inference: 1 }, meta: {} });
	expect(output.meshes).toEqual([
		{
			name: 'model_mesh',
			media: {
				url: MESH.url,
				mimeType: 'model/gltf-binary',
				details: { file_name: 'model.glb', file_size: 2048 },
			},
		},
	]);
	expect(output.details).toEqual({ timings: { inference: 1 } });
});

test('the parts of a mesh are read, the whole first', async () => {
	const { meshes, details } = await read({
		segmented_mesh: MESH,
		mask_1_mesh: MESH,
		mask_2_mesh: MESH,
		mask_3_mesh: null,
		best_mask_index: 0,
		iou_scores: [0.9],
		seed: 7,
	});
	expect(meshes.map(({ name }) => name)).toEqual(['segmented_mesh', 'mask_1_mesh', 'mask_2_mesh']);
	expect(details).toEqual({ best_mask_index: 0, iou_scores: [0.9], seed: 7 });
});

test.each([[{}], [{ model_mesh: null }], [{ data: [{ url: 'https://files.example/a.png' }] }]])(
	'%j is no success',
	async (body) => {
		expect(await failureOf(() => read(body))).toMatchObject({ code: 'unexpected-response' });
	},
);
