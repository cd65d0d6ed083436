import { step, text, type Step } from '../lib/step';

const requests = JSON.stringify(
	['Oslo', 'Rome'].map((town) => ({
		custom_id: town,
		params: {
			model: 'anthropic/claude-haiku-4.5',
			max_tokens: 50,
			messages: [{ role: 'user', content: `Where is ${town}?` }],
		},
	})),
);
const create = { resource: 'batch', operation: 'create', requests };
const made = { id: text(/^msgbatch_/), request_counts: { processing: 2 } };
const answered = (town: string) => ({
	json: { custom_id: town, status: 'ended', text: text(`Where is ${town}?`) },
});

/** A batch that is called off, and one whose answers are fetched when they are there. */
export const batch: Step[] = [
	step('Send too much', create, { json: made }),
	step(
		'Call it off',
		{ resource: 'batch', operation: 'cancel', batchId: '={{ $json.id }}' },
		{ json: { processing_status: 'canceling' } },
	),
	step('Send', create, { json: made }),
	// A second longer than the jobs of the sandbox take meanwhile.
	{
		name: 'Wait',
		type: 'n8n-nodes-base.wait',
		typeVersion: 1.1,
		parameters: { amount: 6, unit: 'seconds' },
		output: [{ json: made }],
	},
	step(
		'Fetch',
		{ resource: 'batch', operation: 'get', batchId: '={{ $json.id }}' },
		answered('Oslo'),
		answered('Rome'),
	),
];
