import { step, text, type Step } from '../lib/step';

const prefix = '={{ $("Make").item.json.prefix }}';
const one = (operation: string, more: object = {}) => ({
	resource: 'apiKey',
	operation,
	prefix,
	...more,
});
const made = { name: 'Newsletter', limit: { retention: 'month', threshold: 5 } };

/** A key from its making to its end. */
export const apiKey: Step[] = [
	step(
		'Look at the own',
		{ resource: 'apiKey', operation: 'get' },
		{
			json: { prefix: 'key-that', disabled: false },
		},
	),
	step(
		'Make',
		{
			resource: 'apiKey',
			operation: 'create',
			name: 'Newsletter',
			threshold: 5,
			retention: 'month',
			additionalFields: { scopes: ['model:chat'] },
		},
		{ json: { ...made, scopes: ['model:chat'], key: text(/^[\da-f]{32}$/) } },
	),
	step('List', { resource: 'apiKey', operation: 'getMany' }, { json: made }),
	step('Disable', one('update', { additionalFields: { disabled: true } }), {
		json: { ...made, disabled: true },
	}),
	step('Delete', one('delete'), { json: { deleted: true } }),
];
