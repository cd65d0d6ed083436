import { callOperation, DEFAULT_MODELS, generateImage } from '../../../../client';
import { modelField, optionsField, promptField, readBody, simplifyField } from '../../fields';
import { mediaBody, mediaField, readMedia } from '../../media';
import { modelParametersField } from '../../model-parameters';
import { hasModality, type NodeOperation } from '../../operation';
import { presentImages } from './present';

/** `POST /v1/images/generations`: each image as a binary and as a URL. */
export const generate: NodeOperation = {
	value: 'generate',
	name: 'Generate',
	action: 'Generate an image',
	description: 'Draw one or more images from a text',
	modelTypes: generateImage.modelTypes,
	fits: hasModality('output', 'image'),
	ownFields: ['model', 'prompt'],
	properties: [
		modelField(DEFAULT_MODELS.image),
		promptField('e.g. A lighthouse in the style of a woodcut, stormy sea'),
		simplifyField,
		mediaField,
		modelParametersField,
		optionsField('binaryProperty', 'extraBody', 'imagesAsItems'),
	],
	async execute(item) {
		const { context, itemIndex, ports } = item;
		const body = await readBody(item, generateImage.modelTypes, {
			prompt: context.getNodeParameter('prompt', itemIndex, ''),
			...mediaBody(await readMedia(item)),
		});
		const { output, call } = await callOperation(ports, generateImage, body);
		return await presentImages(item, output, call);
	},
};
