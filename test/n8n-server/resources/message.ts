import { step, text, type Step } from '../lib/step';

const threadId = '={{ $("Begin").item.json.id }}';
const inThread = (operation: string, more: object = {}) => ({
	resource: 'message',
	operation,
	threadId,
	...more,
});
const messageId = '={{ $("Say").item.json.id }}';
const saying = (value: string) => ({ id: text(/^msg_/), content: [{ text: { value } }] });

/** Two messages, one of which is taken back. */
export const message: Step[] = [
	step('Begin', { resource: 'thread', operation: 'create' }, { json: { id: text(/^thread_/) } }),
	step('Say', inThread('create', { role: 'user', content: 'Good morning' }), {
		json: { ...saying('Good morning'), role: 'user' },
	}),
	step('Say more', inThread('create', { role: 'assistant', content: 'How can I help?' }), {
		json: { ...saying('How can I help?'), role: 'assistant' },
	}),
	step('Mark', inThread('update', { messageId, metadata: '{"seen": "yes"}' }), {
		json: { metadata: { seen: 'yes' } },
	}),
	step('Read', inThread('get', { messageId }), {
		json: { ...saying('Good morning'), metadata: { seen: 'yes' } },
	}),
	step('Take back', inThread('delete', { messageId }), { json: { deleted: true } }),
	step('Read all', inThread('getMany', { returnAll: true }), { json: saying('How can I help?') }),
];
