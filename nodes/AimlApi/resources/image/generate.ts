import {
	callOperation,
	DEFAULT_MODELS,
	generateImage,
	generateImageWithUrl,
} from '../../../../client';
import { readEndpoint, withEndpoint } from '../../endpoint-option';
import {
	modelField,
	optionsField,
	promptField,
	readBody,
	readText,
	simplifyField,
} from '../../fields';
import { mediaField, readMediaBody } from '../../media';
import { modelParametersField } from '../../model-parameters';
import { hasModality, type NodeOperation } from '../../operation';
import { presentImages } from './present';

const OLDER_PATHS = ['/v1/images/generations/with-url'];

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
		mediaField,
		modelParametersField,
		simplifyField,
		withEndpoint(optionsField('binaryProperty', 'extraBody', 'imagesAsItems'), OLDER_PATHS),
	],
	async execute(item) {
		const operation = readEndpoint(item, OLDER_PATHS) ? generateImageWithUrl : generateImage;
		const body = await readBody(item, generateImage.modelTypes, {
			prompt: readText(item, 'prompt'),
			...(await readMediaBody(item, generateImage.modelTypes)),
		});
		const { output, call } = await callOperation(item.ports, operation, body);
		return await presentImages(item, output, call);
	},
};
