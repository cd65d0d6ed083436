import { mergeBody, requireFields } from '../body';
import type { Answer, Operation } from '../operation';
import type { Parameter } from '../parameters';
import type { StreamingOperation } from '../stream';
import type { JsonObject } from '../transport';
import { emptyAnswer, isEmpty, readCompletion, type ChatCompletion } from './chat-completion';
import { chatStreamReader, choicesOf, partsOf, type ChatPart } from './chat-stream';

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

/** `POST /v1/chat/completions` with `stream: true` and the usage asked for in the last chunk, unless `stream_options` is given, null for none. */
export const streamChat: StreamingOperation<JsonObject, ChatPart, ChatCompletion> = {
	name: 'chat:complete',
	modelTypes: MODEL_TYPES,
	request: (body) =>
		completeChat.request(
			mergeBody({ stream_options: { include_usage: true } }, body, { stream: true }),
		),
	reader: chatStreamReader,
	readWhole(answer) {
		const output = readAnswer(answer);
		return { parts: partsOf(output.reasoning ?? '', output.text), output };
	},
};

/** True when a model's own description says that it answers only as a stream. */
export function answersOnlyAsStream(parameters: readonly Parameter[]): boolean {
	const stream = parameters.find(({ name }) => name === 'stream');
	return (
		stream?.only === true ||
		/must be (set to )?\W?true|only\b.*\bstream|stream\w* only/i.test(stream?.description ?? '')
	);
}
