import { callOperation, DEFAULT_MODELS, generateModel3d } from '../../../../client';
import { storeMedia } from '../../../shared/binary';
import {
	modelField,
	optionsField,
	promptField,
	readBinaryProperty,
	readBody,
	readText,
	simplifyField,
} from '../../fields';
import { mediaBody, mediaField, readMedia } from '../../media';
import { modelParametersField } from '../../model-parameters';
import { hasModality, outputItem, type NodeOperation } from '../../operation';

/** `POST /v1/images/generations` for meshes: each mesh as a binary and as a URL. */
export const generate: NodeOperation = {
	value: 'generate',
	name: 'Generate',
	action: 'Generate a 3D model',
	description: 'Make a mesh from images, or find the parts of a mesh',
	modelTypes: generateModel3d.modelTypes,
	fits: hasModality('output', '3d'),
	ownFields: ['model', 'prompt'],
	properties: [
		modelField(DEFAULT_MODELS.model3d),
		promptField('e.g. A wooden chair'),
		simplifyField,
		mediaField,
		modelParametersField,
		optionsField('binaryProperty', 'extraBody'),
	],
	async execute(item) {
		const body = await readBody(item, generateModel3d.modelTypes, {
			prompt: readText(item, 'prompt'),
			...mediaBody(await readMedia(item)),
		});
		const { output, call } = await callOperation(item.ports, generateModel3d, body);
		const property = readBinaryProperty(item);
		const stored = await Promise.all(
			output.meshes.map(async ({ name, media }, index) => {
				const binary = await storeMedia(item.context, item.ports, media, {
					baseName: name.replaceAll('_', '-'),
					fallbackMimeType: 'model/gltf-binary',
				});
				const binaryProperty = index === 0 ? property : `${property}${index + 1}`;
				const { url, details } = media;
				const { mimeType, fileName } = binary;
				const mesh = { name, ...(url && { url }), ...details, mimeType, fileName, binaryProperty };
				return { binary, mesh };
			}),
		);
		const meshes = stored.map(({ mesh }) => mesh);
		const url = output.meshes[0]?.media.url;
		const simplify = item.context.getNodeParameter('simplify', item.itemIndex, true);
		const json = {
			...(url && { url }),
			...(simplify ? { meshes, ...output.details } : output.body),
		};
		const binaries = stored.map(({ binary, mesh }) => [mesh.binaryProperty, binary] as const);
		return [outputItem(item, json, call, Object.fromEntries(binaries))];
	},
};
