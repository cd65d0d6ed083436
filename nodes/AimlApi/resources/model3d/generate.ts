import { callOperation, DEFAULT_MODELS, generateModel3d } from '../../../../client';
import {
	modelField,
	optionsField,
	promptField,
	readBody,
	readText,
	simplifyField,
} from '../../fields';
import { binariesOf, storeFiles } from '../../generated-files';
import { mediaField, readMediaBody } from '../../media';
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
		mediaField,
		modelParametersField,
		simplifyField,
		optionsField('binaryProperty', 'extraBody'),
	],
	async execute(item) {
		const body = await readBody(item, generateModel3d.modelTypes, {
			prompt: readText(item, 'prompt'),
			...(await readMediaBody(item, generateModel3d.modelTypes)),
		});
		const { output, call } = await callOperation(item.ports, generateModel3d, body);
		const files = output.meshes.map(({ media }) => media);
		const naming = (index: number) => ({
			baseName: output.meshes[index]!.name.replaceAll('_', '-'),
			fallbackMimeType: 'model/gltf-binary',
		});
		const stored = await storeFiles(item, files, { naming, call });
		const meshes = stored.map(({ json }, index) => ({ name: output.meshes[index]!.name, ...json }));
		const url = output.meshes[0]?.media.url;
		const simplify = item.context.getNodeParameter('simplify', item.itemIndex, true);
		const json = {
			...(url && { url }),
			...(simplify ? { meshes, ...output.details } : output.body),
		};
		return [outputItem(item, json, call, binariesOf(stored))];
	},
};
