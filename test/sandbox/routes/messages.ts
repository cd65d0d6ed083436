import { randomUUID } from 'node:crypto';
import type { Route } from '.';
import { answerChat } from '../chat-answer';
import { textOf } from '../conversation';
import type { Exchange, JsonObject } from '../exchange';
import { priceOf } from '../pricing';
import { chooseToolCalls } from '../tools';
import { requireModel } from '../validation';

/** `POST /v1/messages`: the same answers as the chat's, in the form of Messages. */
export const messages: readonly Route[] = [
	{
		method: 'POST',
		path: '/v1/messages',
		aliases: ['/messages'],
		access: 'paid',
		answer: answerMessage,
	},
];

const CHARACTERS_PER_TOKEN = 4;

function answerMessage(exchange: Exchange): void {
	const { body } = exchange;
	const model = requireModel(body, 'anthropic/messages');
	const content = contentFor(body);
	const isToolUse = content.some(({ type }) => type === 'tool_use');
	const usage = {
		input_tokens: tokensIn(body.messages),
		output_tokens: tokensIn(content),
		cache_read_input_tokens: 0,
	};
	const answer = {
		id: `msg_${randomUUID().replaceAll('-', '')}`,
		type: 'message',
		role: 'assistant',
		model: model.id,
		content,
		stop_reason: isToolUse ? 'tool_use' : 'end_turn',
		stop_sequence: null,
		usage,
	};
	const price = priceOf(model, body, { input: usage.input_tokens, output: usage.output_tokens });
	exchange.sendPaid(answer, price);
}

/** What a model says to a request of Messages; a batch holds such requests too. */
export function contentFor(body: JsonObject): JsonObject[] {
	const chat = { ...body, messages: toChat(body), tools: toolsOf(body) };
	const { type } = (body.thinking ?? {}) as JsonObject;
	const thinking = { type: 'thinking', thinking: 'What is this about?', signature: 'c2lnbmF0dXJl' };
	const calls = chooseToolCalls(chat).map(({ id, function: called }) => ({
		type: 'tool_use',
		id,
		name: (called as JsonObject).name,
		input: JSON.parse(String((called as JsonObject).arguments)) as unknown,
	}));
	return [
		...(type === 'enabled' || type === 'adaptive' ? [thinking] : []),
		...(calls.length > 0 ? calls : [{ type: 'text', text: answerChat(chat) }]),
	];
}

function toolsOf({ tools }: JsonObject): JsonObject[] {
	return ((tools ?? []) as JsonObject[]).map(({ input_schema, ...tool }) => ({
		type: 'function',
		function: { ...tool, parameters: input_schema },
	}));
}

function toChat({ system, messages: told }: JsonObject): JsonObject[] {
	const conversation = (told as JsonObject[]).map(({ role, content }) => ({
		role,
		content: Array.isArray(content) ? (content as JsonObject[]).map(toPart) : content,
	}));
	return system ? [{ role: 'system', content: textOf(system) }, ...conversation] : conversation;
}

function toPart({ type, source, content, ...part }: JsonObject): JsonObject {
	const { url, media_type, data } = (source ?? {}) as JsonObject;
	const address = url ?? `data:${String(media_type)};base64,${String(data)}`;
	switch (type) {
		case 'image':
			return { type: 'image_url', image_url: { url: address } };
		case 'document':
			return { type: 'file', file: { filename: 'document.pdf', file_data: address } };
		case 'tool_result':
			return { type: 'text', text: `The tool answered: ${textOf(content)}` };
		case 'tool_use':
			return { type: 'text', text: '' };
		default:
			return { type: 'text', ...part };
	}
}

function tokensIn(value: unknown): number {
	return Math.ceil(JSON.stringify(value).length / CHARACTERS_PER_TOKEN);
}
