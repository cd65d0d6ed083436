import { paid, step, type Step } from '../lib/step';
import { modelById } from '../lib/workflow';

const create = {
	resource: 'embedding',
	operation: 'create',
	model: modelById('text-embedding-3-small'),
};
const vector = expect.arrayContaining([expect.any(Number)]);

/** Two texts as vectors, and again the texts of all items in one request. */
export const embedding: Step[] = [
	step(
		'Embed a list',
		{
			...create,
			input: '={{ ["Tomatoes grow in the sun", "Birds sing"] }}',
			modelParameters: { mappingMode: 'defineBelow', value: { dimensions: 256 } },
		},
		{
			json: {
				index: 0,
				dimensions: 256,
				embedding: vector,
				call: paid('text-embedding-3-small'),
			},
		},
		{ json: { index: 1, dimensions: 256, embedding: vector } },
	),
	step(
		'Embed the items',
		{ ...create, input: '=Text number {{ $json.index }}', batch: true },
		{ json: { index: 0, dimensions: 1024, call: paid('text-embedding-3-small') } },
		{ json: { dimensions: 1024 } },
	),
];
