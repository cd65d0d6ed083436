import { step, text, type Step } from '../lib/step';

const one = (operation: string, more: object = {}) => ({
	resource: 'thread',
	operation,
	threadId: '={{ $("Begin").item.json.id }}',
	...more,
});
const id = text(/^thread_/);

/** A conversation from its beginning to its end. */
export const thread: Step[] = [
	step(
		'Begin',
		{
			resource: 'thread',
			operation: 'create',
			messages: '[{"role": "user", "content": "Hello"}]',
			additionalFields: { metadata: '{"customer": "4711"}' },
		},
		{ json: { id, metadata: { customer: '4711' } } },
	),
	step('Note', one('update', { additionalFields: { metadata: '{"customer": "4712"}' } }), {
		json: { id, metadata: { customer: '4712' } },
	}),
	step('Look', one('get'), { json: { id, metadata: { customer: '4712' } } }),
	step(
		'Read',
		{ resource: 'message', operation: 'getMany', threadId: '={{ $json.id }}' },
		{ json: { role: 'user', content: [{ text: { value: 'Hello' } }] } },
	),
	step('End', one('delete'), { json: { id, deleted: true } }),
];
