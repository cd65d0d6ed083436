import {
	callOperation,
	createMessage,
	DEFAULT_MODELS,
	invalidInput,
	messageBlock,
	type ChatMessage,
	type JsonObject,
} from '../../../../client';
import { modelField, optionsField, readBody, readText, simplifyField } from '../../fields';
import { messageMediaField, readMedia, toDataUrl } from '../../media';
import { modelParametersField } from '../../model-parameters';
import { outputItem, type Item, type NodeOperation } from '../../operation';
import { readTools, toolsField } from './answer-format';
import { messageFields, readConversation, requireMessages } from './messages';

/** `POST /v1/messages`: the answer of a model that speaks Messages. */
export const message: NodeOperation = {
	value: 'message',
	name: 'Message',
	action: 'Send a message',
	description:
		'Ask a model through Messages. Take it for the thinking and tools of models that speak Messages.',
	modelTypes: createMessage.modelTypes,
	ownFields: ['max_tokens', 'messages', 'model', 'stream', 'system', 'tools'],
	properties: [
		modelField(DEFAULT_MODELS.message),
		...messageFields,
		{
			displayName: 'Max Tokens',
			name: 'maxTokens',
			type: 'number',
			typeOptions: { minValue: 1 },
			default: 1024,
			description: 'The most the model may write, its thinking included',
		},
		messageMediaField('Images or PDF documents, added to the last user message'),
		toolsField,
		modelParametersField,
		simplifyField,
		optionsField('extraBody'),
	],
	async execute(item) {
		const { context, itemIndex, ports } = item;
		const conversation = readConversation(item);
		const messages = conversation.filter((message) => !isInstruction(message));
		const instructions = conversation.filter(isInstruction).map(textOfMessage);
		const body = await readBody(item, createMessage.modelTypes, {
			max_tokens: context.getNodeParameter('maxTokens', itemIndex, 1024),
			system: [readText(item, 'systemPrompt'), ...instructions].join('\n\n').trim(),
			messages: withBlocks(messages.map(toMessage), await readBlocks(item)),
			...readMessageTools(item),
		});
		requireMessages(item, body);
		const { output, call } = await callOperation(ports, createMessage, body);
		const { body: raw, ...answer } = output;
		const simplify = context.getNodeParameter('simplify', itemIndex, true);
		return [outputItem(item, simplify ? answer : raw, call)];
	},
};

/** Messages takes what is said to the model, not in the conversation, as its system prompt. */
function isInstruction({ role }: ChatMessage): boolean {
	return role === 'system' || role === 'developer';
}

function textOfMessage({ content }: ChatMessage): string {
	if (typeof content !== 'string')
		throw invalidInput('messages', 'must have a text as the content of the role System.');
	return content;
}

/** A message in the words of Messages: a tool's result is a block of the user, a tool call one of the assistant. */
function toMessage({ role, content, tool_calls, tool_call_id }: ChatMessage): JsonObject {
	if (role === 'tool')
		return {
			role: 'user',
			content: [{ type: 'tool_result', tool_use_id: tool_call_id, content }],
		};
	if (!tool_calls) return { role, content };
	return { role, content: [...(content ? [{ type: 'text', text: content }] : []), ...tool_calls] };
}

async function readBlocks(item: Item): Promise<JsonObject[]> {
	const media = await readMedia(item);
	return media.map(({ url, file }, index) =>
		messageBlock(url ?? toDataUrl(file!), `media[${index}]`),
	);
}

/** The blocks stand before the text they are asked about. */
function withBlocks(messages: JsonObject[], blocks: readonly JsonObject[]): JsonObject[] {
	if (blocks.length === 0) return messages;
	const last = messages.map(({ role }) => role).lastIndexOf('user');
	if (last < 0) return [...messages, { role: 'user', content: blocks }];
	return messages.map((entry, index) => {
		if (index !== last) return entry;
		const { content } = entry;
		const text = typeof content === 'string' ? [{ type: 'text', text: content }] : content;
		return { ...entry, content: [...blocks, ...((text ?? []) as JsonObject[])] };
	});
}

/** Functions as Complete takes them are spelled for Messages; others stay as they are. */
function readMessageTools(item: Item): JsonObject {
	const { tools } = readTools(item) as { tools?: JsonObject[] };
	if (!tools) return {};
	return {
		tools: tools.map((tool) => {
			if (tool.type !== 'function') return tool;
			const { parameters, input_schema, ...rest } = tool.function as JsonObject;
			return { ...rest, input_schema: input_schema ?? parameters ?? { type: 'object' } };
		}),
	};
}
