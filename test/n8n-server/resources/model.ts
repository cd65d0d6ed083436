import { free, step, text, type Step } from '../lib/step';

/** The catalogue: what there is, one model of it, and how fast it is. */
export const model: Step[] = [
	step(
		'Search',
		{
			resource: 'model',
			operation: 'getMany',
			limit: 1,
			filters: { search: 'flux/schnell', type: 'openai/image-generations' },
		},
		{ json: { id: 'flux/schnell', name: 'Flux Schnell', price: text(/\$/), call: free() } },
	),
	step(
		'Read',
		{ resource: 'model', operation: 'get', id: '={{ $json.id }}' },
		{ json: { id: 'flux/schnell', info: { docsJson: text('docs-json') }, pricing: {} } },
	),
	step(
		'Measure',
		{ resource: 'model', operation: 'getMetrics', modelIds: '={{ $json.id }}' },
		{ json: { alias: 'flux/schnell', call: free() } },
	),
];
