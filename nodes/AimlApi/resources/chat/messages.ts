import type { INodeProperties } from 'n8n-workflow';
import { invalidInput, type ChatMessage, type JsonObject } from '../../../../client';
import { readJson, readText } from '../../fields';
import type { Item } from '../../operation';

const ROLES = ['assistant', 'developer', 'system', 'tool', 'user'] as const;

/** The fields a conversation is given by. */
export const messageFields: readonly INodeProperties[] = [
	{
		displayName: 'Input Mode',
		name: 'inputMode',
		type: 'options',
		options: [
			{ name: 'JSON', value: 'json', description: 'A list of messages from another node' },
			{ name: 'Messages', value: 'messages', description: 'A conversation, message by message' },
			{ name: 'Prompt', value: 'prompt', description: 'One question' },
		],
		default: 'prompt',
		description: 'How the conversation is given',
	},
	{
		displayName: 'Prompt',
		name: 'prompt',
		type: 'string',
		typeOptions: { rows: 4 },
		default: '',
		placeholder: 'e.g. Summarize the following text: …',
		description: 'What to ask the model. Fields of the input item can be dragged into it.',
		displayOptions: { show: { inputMode: ['prompt'] } },
	},
	{
		displayName: 'Messages',
		name: 'messages',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true, sortable: true },
		default: { message: [{ role: 'user', content: '' }] },
		placeholder: 'Add Message',
		description: 'The conversation so far, the oldest message first',
		displayOptions: { show: { inputMode: ['messages'] } },
		options: [
			{
				displayName: 'Message',
				name: 'message',
				values: [
					{
						displayName: 'Role',
						name: 'role',
						type: 'options',
						options: [
							{ name: 'Assistant', value: 'assistant' },
							{ name: 'Developer', value: 'developer' },
							{ name: 'System', value: 'system' },
							{ name: 'Tool', value: 'tool' },
							{ name: 'User', value: 'user' },
						],
						default: 'user',
						description: 'Who says it',
					},
					{
						displayName: 'Content',
						name: 'content',
						type: 'string',
						typeOptions: { rows: 2 },
						default: '',
						placeholder: 'e.g. What is the capital of France?',
						description: 'What the message says',
					},
					{
						displayName: 'Tool Call ID',
						name: 'toolCallId',
						type: 'string',
						default: '',
						placeholder: 'e.g. call_abc123',
						description: 'The call this message answers',
						displayOptions: { show: { role: ['tool'] } },
					},
					{
						displayName: 'Tool Calls (JSON)',
						name: 'toolCalls',
						type: 'json',
						default: '',
						description: 'The toolCalls of an earlier answer',
						displayOptions: { show: { role: ['assistant'] } },
					},
				],
			},
		],
	},
	{
		displayName: 'Messages (JSON)',
		name: 'messagesJson',
		type: 'json',
		typeOptions: { rows: 6 },
		default: '[\n  { "role": "user", "content": "" }\n]',
		description:
			'A list of messages as the API spells them, e.g. a conversation kept by an earlier node',
		displayOptions: { show: { inputMode: ['json'] } },
	},
	{
		displayName: 'System Prompt',
		name: 'systemPrompt',
		type: 'string',
		typeOptions: { rows: 2 },
		default: '',
		placeholder: 'e.g. You are a friendly editor. Answer in one paragraph.',
		description: 'How the model should behave. Sent as the first message.',
	},
];

/**
 * The messages with the system prompt first. None when nothing is asked: a later layer may give them, and
 * otherwise the request is refused instead of being paid for.
 */
export function withSystemPrompt(item: Item, messages: ChatMessage[]): ChatMessage[] {
	const systemPrompt = readText(item, 'systemPrompt');
	return systemPrompt.trim() && messages.length > 0
		? [{ role: 'system', content: systemPrompt }, ...messages]
		: messages;
}

/** The field that says nothing, by the input mode. */
const INPUT_FIELDS = { json: 'messagesJson', messages: 'messages', prompt: 'prompt' } as const;

/**
 * Refuses a request in which nothing is asked.
 * @throws AimlApiError `invalid-input` naming the field of the input mode
 */
export function requireMessages({ context, itemIndex }: Item, { messages }: JsonObject): void {
	if (!Array.isArray(messages) || messages.length > 0) return;
	const mode = context.getNodeParameter('inputMode', itemIndex, 'prompt');
	throw invalidInput(INPUT_FIELDS[mode as keyof typeof INPUT_FIELDS], 'is required and is empty.');
}

/** The messages without the system prompt; none when all of them are empty. */
export function readConversation(item: Item): ChatMessage[] {
	const { context, itemIndex } = item;
	switch (context.getNodeParameter('inputMode', itemIndex, 'prompt')) {
		case 'messages': {
			const { message = [] } = context.getNodeParameter('messages', itemIndex, {}) as {
				message?: MessageRow[];
			};
			return message.every(isBlank) ? [] : message.map(readRow);
		}
		case 'json': {
			const messages = readJson(
				'messagesJson',
				context.getNodeParameter('messagesJson', itemIndex, ''),
			);
			if (messages === undefined) return [];
			if (!Array.isArray(messages))
				throw invalidInput('messagesJson', 'must be a list of messages.');
			return messages.every(isBlank) ? [] : messages.map(checkMessage);
		}
		default: {
			const prompt = readText(item, 'prompt');
			return prompt.trim() ? [{ role: 'user', content: prompt }] : [];
		}
	}
}

/** True for a message that says nothing. */
function isBlank(message: MessageRow | null | undefined): boolean {
	const { content, ...rest } = message ?? {};
	const others = Object.entries(rest).filter(([name, value]) => name !== 'role' && value);
	return others.length === 0 && (content ?? '').toString().trim() === '';
}

interface MessageRow {
	readonly role?: ChatMessage['role'];
	readonly content?: string;
	/** An expression may give a number or nothing. */
	readonly toolCallId?: unknown;
	readonly toolCalls?: unknown;
}

function readRow(row: MessageRow, index: number): ChatMessage {
	const { role = 'user' } = row;
	const toolCallId = String(row.toolCallId ?? '').trim();
	const content = String(row.content ?? '');
	const field = `messages[${index}]`;
	if (!(ROLES as readonly string[]).includes(role))
		throw invalidInput(`${field}.role`, `must be one of ${ROLES.join(', ')}.`);
	const isEmpty = content.trim() === '';
	const toolCalls =
		role === 'assistant' ? readJson(`${field}.toolCalls`, row.toolCalls) : undefined;
	if (toolCalls !== undefined) {
		if (!Array.isArray(toolCalls))
			throw invalidInput(`${field}.toolCalls`, 'must be a list of tool calls.');
		return { role, content: isEmpty ? null : content, tool_calls: toolCalls as JsonObject[] };
	}
	if (isEmpty) throw invalidInput(`${field}.content`, 'is empty.');
	if (role !== 'tool') return { role, content };
	if (toolCallId === '') throw invalidInput(`${field}.toolCallId`, 'is empty.');
	return { role, content, tool_call_id: toolCallId };
}

/** A message as the API spells it. */
function checkMessage(message: ChatMessage | null, index: number): ChatMessage {
	if (typeof message?.role === 'string') return message;
	throw invalidInput(`messagesJson[${index}]`, 'must be an object with a role and its content.');
}
