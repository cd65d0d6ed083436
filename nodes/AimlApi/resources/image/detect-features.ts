import {
	callOperation,
	detectFeatures as operation,
	IMAGE_FEATURES,
	invalidInput,
	mergeBody,
	type JsonObject,
} from '../../../../client';
import { optionsField, readJsonObject, readOptions, simplifyField } from '../../fields';
import { outputItem, type Item, type NodeOperation } from '../../operation';
import { readSource, sourceFields } from '../../source';
import { IMAGE } from './source';

/** `POST /v1/vision`: labels, objects, faces, text and more that are found in an image. */
export const detectFeatures: NodeOperation = {
	value: 'detectFeatures',
	name: 'Detect Features',
	action: 'Detect features of an image',
	description: 'Find labels, objects, faces, logos, text and more, with their places',
	properties: [
		...sourceFields({ ...IMAGE, takesDataUrl: false }),
		{
			displayName: 'Features',
			name: 'features',
			type: 'multiOptions',
			options: [
				{ name: 'Crop Hints', value: 'CROP_HINTS' },
				{ name: 'Dense Text', value: 'DOCUMENT_TEXT_DETECTION' },
				{ name: 'Faces', value: 'FACE_DETECTION' },
				{ name: 'Image Properties', value: 'IMAGE_PROPERTIES' },
				{ name: 'Labels', value: 'LABEL_DETECTION' },
				{ name: 'Landmarks', value: 'LANDMARK_DETECTION' },
				{ name: 'Logos', value: 'LOGO_DETECTION' },
				{ name: 'Objects', value: 'OBJECT_LOCALIZATION' },
				{ name: 'Products', value: 'PRODUCT_SEARCH' },
				{ name: 'Safe Search', value: 'SAFE_SEARCH_DETECTION' },
				{ name: 'Text', value: 'TEXT_DETECTION' },
				{ name: 'Web', value: 'WEB_DETECTION' },
			],
			default: ['LABEL_DETECTION'],
			description: 'What to look for. Each feature is charged for.',
		},
		{
			displayName: 'Max Results',
			name: 'maxResults',
			type: 'number',
			typeOptions: { minValue: 1 },
			default: 10,
			description: 'How many results each feature gives at most',
		},
		simplifyField,
		optionsField('extraBody'),
	],
	async execute(item) {
		const image = await readImage(item);
		const features = readFeatures(item);
		const body = mergeBody(
			{ ...(image && { image }), features },
			readJsonObject('extraBody', readOptions(item).extraBody),
		);
		if (body.image === undefined) throw invalidInput(IMAGE.url, 'is required and is empty.');
		const { output, call } = await callOperation(item.ports, operation, body);
		const simplify = item.context.getNodeParameter('simplify', item.itemIndex, true);
		return [outputItem(item, simplify ? output.features : output.body, call)];
	},
};

async function readImage(item: Item): Promise<JsonObject | undefined> {
	const { url, file } = await readSource(item, { ...IMAGE, takesDataUrl: false });
	if (file) return { content: Buffer.from(file.bytes).toString('base64') };
	return url === undefined ? undefined : { source: { imageUri: url } };
}

function readFeatures({ context, itemIndex }: Item): JsonObject[] {
	const types = [context.getNodeParameter('features', itemIndex, [])].flat() as string[];
	const unknown = types.find((type) => !(IMAGE_FEATURES as readonly string[]).includes(type));
	if (unknown !== undefined)
		throw invalidInput('features', `“${unknown}” is none of ${IMAGE_FEATURES.join(', ')}.`);
	const maxResults = Number(context.getNodeParameter('maxResults', itemIndex, 10));
	if (!Number.isInteger(maxResults) || maxResults < 1)
		throw invalidInput('maxResults', 'must be a whole number of at least 1.');
	return types.map((type) => ({ type, maxResults }));
}
