import { requireFields } from '../body';
import { AimlApiError } from '../errors';
import type { Answer, Operation } from '../operation';
import type { StreamReader, StreamingOperation } from '../stream';
import type { JsonObject } from '../transport';
import {
	emptyAnswer,
	isEmpty,
	readCompletion,
	reasoningOf,
	textOf,
	toolCallsOf,
	type ChatCompletion,
} from './chat-completion';

/** A message of a conversation. Content is text, or parts (text, image_url, …) as the API spells them. */
export interface ChatMessage {
	readonly role: 'system' | 'user' | 'assistant' | 'tool' | 'developer';
	/** Null only beside the tool calls of an assistant. */
	readonly content: string | readonly JsonObject[] | null;
	/** What an assistant wanted called, as the API spells it. */
	readonly tool_calls?: readonly JsonObject[];
	/** The call that a tool's message answers. */
	readonly tool_call_id?: string;
}

/** A piece of a streamed answer. */
export interface ChatPart {
	readonly type: 'text' | 'reasoning';
	readonly text: string;
}

const MODEL_TYPES = ['openai/chat-completions'];

/** `POST /v1/chat/completions`. The input is the request body; `model` and `messages` are required. */
export const completeChat: Operation<JsonObject, ChatCompletion> = {
	name: 'chat:complete',
	modelTypes: MODEL_TYPES,
	request: (body) => ({
		method: 'POST',
		path: '/v1/chat/completions',
		body: requireFields(body, 'model', 'messages'),
	}),
	parse: readAnswer,
};

function readAnswer(answer: Pick<Answer, 'body' | 'unexpected'>): ChatCompletion {
	const choices = choicesOf(answer.body);
	if (!choices[0]?.message) throw answer.unexpected('The answer holds no message.');
	const completion = readCompletion(choices, answer.body);
	if (isEmpty(completion)) throw answer.unexpected(emptyAnswer(completion));
	return completion;
}

/** `POST /v1/chat/completions` with `stream: true` and the usage asked for in the last chunk. */
export const streamChat: StreamingOperation<JsonObject, ChatPart, ChatCompletion> = {
	name: 'chat:complete',
	modelTypes: MODEL_TYPES,
	request: (body) =>
		completeChat.request({ ...body, stream: true, stream_options: { include_usage: true } }),
	reader: chatStreamReader,
	readWhole(answer) {
		const output = readAnswer(answer);
		return { parts: partsOf(output.reasoning ?? '', output.text), output };
	},
};

function partsOf(reasoning: string, text: string): ChatPart[] {
	const parts: ChatPart[] = [
		{ type: 'reasoning', text: reasoning },
		{ type: 'text', text },
	];
	return parts.filter((part) => part.text !== '');
}

function chatStreamReader(): StreamReader<ChatPart, ChatCompletion> {
	const text: string[] = [];
	const reasoning: string[] = [];
	const refusal: string[] = [];
	const annotations: unknown[] = [];
	/** Tool calls and audio are not put together here, but they are an answer. */
	let hasOther = false;
	let last: JsonObject = {};
	let finishReason: string | undefined;
	return {
		read(event) {
			last = { ...last, ...withoutEmpty(event) };
			const choice = choicesOf(event)[0];
			if (typeof choice?.finish_reason === 'string') finishReason = choice.finish_reason;
			const delta = (choice?.delta ?? {}) as JsonObject;
			if (typeof delta.refusal === 'string') refusal.push(delta.refusal);
			if (Array.isArray(delta.annotations)) annotations.push(...(delta.annotations as unknown[]));
			hasOther ||= Boolean(delta.audio) || toolCallsOf(delta).length > 0;
			const parts = partsOf(reasoningOf(delta), textOf(delta.content));
			for (const part of parts) (part.type === 'text' ? text : reasoning).push(part.text);
			return parts;
		},
		result(ended) {
			if (finishReason === undefined && !ended) return undefined;
			const message = {
				content: text.join(''),
				reasoning: reasoning.join(''),
				refusal: refusal.join(''),
				annotations,
			};
			const completion = readCompletion([{ message, finish_reason: finishReason }], last);
			if (!hasOther && isEmpty(completion))
				throw new AimlApiError('unexpected-response', emptyAnswer(completion));
			return completion;
		},
	};
}

/**
 * What a chunk tells. A later one may leave empty what an earlier one told, such as the id, the
 * citations or, beside the usage, the choices.
 */
function withoutEmpty(event: JsonObject): JsonObject {
	const isEmptyValue = (value: unknown) =>
		value === null || value === '' || (Array.isArray(value) && value.length === 0);
	return Object.fromEntries(Object.entries(event).filter(([, value]) => !isEmptyValue(value)));
}

function choicesOf({ choices }: JsonObject): JsonObject[] {
	return Array.isArray(choices) ? (choices as JsonObject[]) : [];
}
