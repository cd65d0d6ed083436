import { file, mediaUrl, paid, step, type Step } from '../lib/step';
import { modelById } from '../lib/workflow';

/** A picture that becomes a mesh, and the parts of the mesh. */
export const model3d: Step[] = [
	step(
		'Draw a chair',
		{
			resource: 'image',
			operation: 'generate',
			model: modelById('flux/schnell'),
			prompt: 'A wooden chair',
		},
		{ binary: { data: file('image/png', 'image-1.png') } },
	),
	step(
		'Model it',
		{
			resource: 'model3d',
			operation: 'generate',
			model: modelById('triposr'),
			media: { input: [{ parameter: 'image_url', source: 'binary', binaryProperty: 'data' }] },
		},
		{
			json: {
				url: mediaUrl('glb'),
				meshes: [{ name: 'model_mesh', fileName: 'model-mesh.glb' }],
				call: paid('triposr'),
			},
			binary: { data: file('model/gltf-binary', 'model-mesh.glb') },
		},
	),
	step(
		'Find its parts',
		{
			resource: 'model3d',
			operation: 'generate',
			model: modelById('tencent/hunyuan-part'),
			media: { input: [{ parameter: 'mesh_url', source: 'url', url: '={{ $json.url }}' }] },
		},
		{
			json: {
				meshes: [{ name: 'segmented_mesh' }, {}, {}, {}],
				call: paid('tencent/hunyuan-part'),
			},
			binary: {
				data: file('model/gltf-binary', 'segmented-mesh.glb'),
				data4: file('model/gltf-binary', 'mask-3-mesh.glb'),
			},
		},
	),
];
