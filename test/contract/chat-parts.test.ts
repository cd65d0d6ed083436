import {
	attachToLastMessage,
	callOperation,
	completeChat,
	contentPart,
	schemaFormat,
	type ChatMessage,
	type JsonObject,
} from '../../client';
import { fakePorts } from '../unit/fake-ports';
import { chat, refusedFields } from './documented';

const MODEL = 'gpt-4o-mini';
const messages: ChatMessage[] = [
	{ role: 'system', content: 'Be brief.' },
	{ role: 'user', content: 'What is this?' },
];
const refused = (body: JsonObject) =>
	refusedFields(chat, MODEL, completeChat.request({ model: MODEL, messages, ...body }).body);

test.each([
	['image_url', 'https://example.com/a.png'],
	['image_url', 'data:image/png;base64,AAAA'],
	['file', 'data:application/pdf;base64,JVBERi0='],
])('a part %s of %s is as documented', (part, url) => {
	const parts = [contentPart({ part, url, fileName: 'a.pdf' }, 'media[0]')];
	expect(refused({ messages: attachToLastMessage(messages, parts) })).toEqual([]);
});

test('a schema becomes the documented response_format', () => {
	const schema = { type: 'object', properties: { a: {} } };
	expect(refused({ response_format: schemaFormat('schema', schema) })).toEqual([]);
	expect(refused({ response_format: schemaFormat('schema', { name: 'x', schema }) })).toEqual([]);
});

test('the messages of a function call and its result are as documented', () => {
	const tool_calls = [{ id: '1', type: 'function', function: { name: 'a', arguments: '{}' } }];
	const conversation = [
		...messages,
		{ role: 'assistant', tool_calls },
		{ role: 'tool', tool_call_id: '1', content: 'x' },
	];
	expect(refused({ messages: conversation })).toEqual([]);
});

test('files join the last user message, wherever it stands, or make one', () => {
	const part = { type: 'image_url', image_url: { url: 'https://example.com/a.png' } };
	const answered: ChatMessage[] = [...messages, { role: 'assistant', content: 'A cat.' }];
	expect(attachToLastMessage(answered, [part])).toEqual([
		messages[0],
		{ role: 'user', content: [{ type: 'text', text: 'What is this?' }, part] },
		answered[2],
	]);
	expect(attachToLastMessage([], [part])).toEqual([{ role: 'user', content: [part] }]);
	expect(attachToLastMessage(messages, [])).toEqual(messages);
});

test('an answer in sound alone is an answer', async () => {
	const audio = { id: 'audio_1', data: 'UklGRg==', transcript: 'Hello.', expires_at: 1 };
	const body = { choices: [{ message: { role: 'assistant', content: null, audio } }] };
	const { output } = await callOperation(fakePorts([{ body }]), completeChat, {
		model: MODEL,
		messages,
	});
	expect(output).toMatchObject({
		text: 'Hello.',
		audio: { base64: 'UklGRg==', details: { id: 'audio_1', transcript: 'Hello.' } },
	});
});
