import { invalidInput, MODEL } from '../../../../client';
import { endpointOperation, idField } from '../../endpoints';
import { readText } from '../../fields';

/** `GET /model/{id}`. */
export const get = endpointOperation({
	value: 'get',
	name: 'Get',
	action: 'Get a model',
	description: 'Read what the catalogue says of one model',
	endpoint: MODEL.get,
	ids: [idField('Model ID', 'id', 'the ID or an alias')],
	read: () => ({ include: 'all' }),
	unwrap: 'data',
});

/** `GET /models/metrics`. */
export const getMetrics = endpointOperation({
	value: 'getMetrics',
	name: 'Get Metrics',
	action: 'Get the metrics of models',
	description: 'See how fast models answered of late',
	endpoint: MODEL.getMetrics,
	otherFields: [
		{
			...idField('Model IDs', 'modelIds', 'two IDs, separated by a comma'),
			description: 'One or more IDs or aliases, separated by commas',
		},
	],
	read(item) {
		const aliases = readText(item, 'modelIds')
			.split(',')
			.map((id) => id.trim())
			.filter(Boolean);
		if (aliases.length === 0) throw invalidInput('modelIds', 'is required and is empty.');
		return { aliases };
	},
	unwrap: 'models',
});
