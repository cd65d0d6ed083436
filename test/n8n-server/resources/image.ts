import { file, mediaUrl, paid, step, text, type Step } from '../lib/step';
import { modelById } from '../lib/workflow';

/** Two pictures; the first is changed, by reference and by upload, and looked at in two ways. */
export const image: Step[] = [
	step(
		'Draw',
		{
			resource: 'image',
			operation: 'generate',
			model: modelById('flux/schnell'),
			prompt: 'A lighthouse',
			modelParameters: {
				mappingMode: 'defineBelow',
				value: { num_images: 2, image_size: 'square' },
			},
		},
		{
			json: { url: mediaUrl('png'), images: [{}, {}], call: paid('flux/schnell') },
			binary: { data: file('image/png', 'image-1.png'), data2: file('image/png', 'image-2.png') },
		},
	),
	step(
		'Make it night',
		{
			resource: 'image',
			operation: 'edit',
			model: modelById('flux/dev/image-to-image'),
			prompt: 'Make it night',
			media: { input: [{ parameter: 'image_url', source: 'binary', binaryProperty: 'data' }] },
		},
		{
			json: { url: mediaUrl('png'), call: paid('flux/dev/image-to-image') },
			binary: { data: file('image/png', 'image-1.png') },
		},
	),
	step(
		'Add a boat',
		{
			resource: 'image',
			operation: 'edit',
			editWith: 'upload',
			model: modelById('openai/gpt-image-1'),
			prompt: 'Add a boat',
			options: { binaryProperty: 'boat' },
		},
		{
			json: { call: paid('openai/gpt-image-1') },
			binary: { boat: file('image/png', 'image-1.png') },
		},
	),
	step(
		'Describe',
		{
			resource: 'image',
			operation: 'analyze',
			model: modelById('gpt-4o-mini'),
			imageSource: 'binary',
			binaryPropertyName: 'boat',
			task: 'altText',
		},
		{ json: { text: text(/PNG picture of \d+ × \d+ pixels/), call: paid('gpt-4o-mini') } },
	),
	step(
		'Find labels',
		{
			resource: 'image',
			operation: 'detectFeatures',
			imageUrl: '={{ $("Draw").item.json.url }}',
			features: ['LABEL_DETECTION', 'TEXT_DETECTION'],
		},
		{
			json: {
				labelAnnotations: [{ description: 'Picture' }, {}],
				textAnnotations: [{ description: 'SANDBOX' }],
				call: paid(),
			},
		},
	),
];
