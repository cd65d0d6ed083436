import type { INodeExecutionData, INodeProperties } from 'n8n-workflow';
import {
	callOperation,
	DEFAULT_MODELS,
	EDIT_LIMITS,
	editImage,
	editUploadedImage,
	invalidInput,
	type MultipartFile,
} from '../../../../client';
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
import { hasModality, type Item, type NodeOperation } from '../../operation';
import { readUpload } from '../../source';
import { presentImages } from './present';

const showFor = (editWith: string, property: INodeProperties): INodeProperties => ({
	...property,
	displayOptions: { show: { editWith: [editWith] } },
});

/** `POST /v1/images/generations` with images to work on, or `POST /v1/images/edits` with uploaded ones. */
export const edit: NodeOperation = {
	value: 'edit',
	name: 'Edit',
	action: 'Edit an image',
	description: 'Change one or more images as a text says',
	modelTypes: [...editImage.modelTypes, ...editUploadedImage.modelTypes],
	modelTypesFor: (read) =>
		read('editWith') === 'upload' ? editUploadedImage.modelTypes : editImage.modelTypes,
	fits: hasModality('input', 'image'),
	ownFields: ['image', 'mask', 'model', 'prompt'],
	properties: [
		{
			displayName: 'Edit With',
			name: 'editWith',
			type: 'options',
			options: [
				{
					name: 'Media of a Request',
					value: 'media',
					description: 'URLs or binaries, in the field that the model names: most models',
				},
				{
					name: 'Uploaded Files',
					value: 'upload',
					description: 'Binaries, with a mask if you like: models of the image editing endpoint',
				},
			],
			default: 'media',
			description: 'How the images to change are given',
		},
		showFor('media', modelField(DEFAULT_MODELS.imageEdit)),
		showFor('upload', modelField(DEFAULT_MODELS.imageEditUpload)),
		promptField('e.g. Make it night, with lit windows'),
		showFor('media', mediaField),
		showFor('upload', {
			displayName: 'Input Data Field Names',
			name: 'binaryPropertyNames',
			type: 'string',
			default: 'data',
			hint: 'The names of the input fields containing the images, separated by commas',
		}),
		showFor('upload', {
			displayName: 'Mask Data Field Name',
			name: 'maskPropertyName',
			type: 'string',
			default: '',
			hint: 'The name of the input field containing a PNG that is transparent where the first image shall change',
		}),
		modelParametersField,
		simplifyField,
		optionsField('binaryProperty', 'extraBody', 'imagesAsItems'),
	],
	async execute(item) {
		const isUpload = readText(item, 'editWith') === 'upload';
		return isUpload ? await editFiles(item) : await editMedia(item);
	},
};

async function editMedia(item: Item): Promise<INodeExecutionData[]> {
	const body = await readBody(item, editImage.modelTypes, {
		prompt: readText(item, 'prompt'),
		...(await readMediaBody(item, editImage.modelTypes)),
	});
	const { output, call } = await callOperation(item.ports, editImage, body);
	return await presentImages(item, output, call);
}

async function editFiles(item: Item): Promise<INodeExecutionData[]> {
	const images = await readImages(item);
	const mask = await readMask(item);
	const body = await readBody(item, editUploadedImage.modelTypes, {
		prompt: readText(item, 'prompt'),
	});
	const upload = { body, images, ...(mask && { mask }) };
	const { output, call } = await callOperation(item.ports, editUploadedImage, upload);
	return await presentImages(item, output, call);
}

async function readImages(item: Item): Promise<MultipartFile[]> {
	const names = readText(item, 'binaryPropertyNames')
		.split(',')
		.map((name) => name.trim())
		.filter(Boolean);
	if (names.length === 0) throw invalidInput('binaryPropertyNames', 'is required and is empty.');
	if (names.length > EDIT_LIMITS.images)
		throw invalidInput(
			'binaryPropertyNames',
			`names ${names.length} images, and the API takes at most ${EDIT_LIMITS.images}.`,
		);
	const limits = {
		needed: 'a PNG, WebP or JPEG image',
		types: /^image\/(png|webp|jpe?g)$/,
		maxBytes: EDIT_LIMITS.imageBytes,
	};
	return await Promise.all(
		names.map(async (name) => await readUpload(item, limits, name, 'binaryPropertyNames')),
	);
}

async function readMask(item: Item): Promise<MultipartFile | undefined> {
	const name = readText(item, 'maskPropertyName').trim();
	if (name === '') return undefined;
	const limits = { needed: 'a PNG', types: /^image\/png$/, maxBytes: EDIT_LIMITS.maskBytes };
	return await readUpload(item, limits, name, 'maskPropertyName');
}
