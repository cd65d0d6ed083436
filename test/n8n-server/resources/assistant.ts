import { step, text, type Step } from '../lib/step';

const assistantId = '={{ $("Hire").item.json.id }}';
const one = (operation: string, more: object = {}) => ({
	resource: 'assistant',
	operation,
	assistantId,
	...more,
});
const hired = { id: text(/^asst_/), name: 'Cook', model: 'gpt-4o-mini' };

/** An assistant from its first day to its last, with one conversation in between. */
export const assistant: Step[] = [
	step(
		'Hire',
		{ resource: 'assistant', operation: 'create', name: 'Cook', instructions: 'Cook well.' },
		{ json: { ...hired, instructions: 'Cook well.' } },
	),
	step('Promote', one('update', { additionalFields: { description: 'Chef' } }), {
		json: { ...hired, description: 'Chef' },
	}),
	step('Look', one('get'), { json: { ...hired, description: 'Chef' } }),
	step(
		'Ask',
		{
			resource: 'run',
			operation: 'createThreadAndRun',
			assistantId,
			thread: '{"messages": [{"role": "user", "content": "What is for lunch?"}]}',
			options: { pollInterval: 0.5 },
		},
		{ json: { status: 'completed', text: text('What is for lunch?') } },
	),
	step(
		'List the newest',
		{ resource: 'assistant', operation: 'getMany', limit: 1 },
		{ json: { id: text(/^asst_/) } },
	),
	step('Dismiss', one('delete'), { json: { id: text(/^asst_/), deleted: true } }),
];
