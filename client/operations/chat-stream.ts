import { joinBase64 } from '../audio/base64';
import { AimlApiError } from '../errors';
import type { StreamReader } from '../stream';
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

/** A piece of a streamed answer. */
export interface ChatPart {
	readonly type: 'text' | 'reasoning';
	readonly text: string;
}

/** What an answer adds: its thinking comes before its text. */
export function partsOf(reasoning: string, text: string): ChatPart[] {
	const parts: ChatPart[] = [
		{ type: 'reasoning', text: reasoning },
		{ type: 'text', text },
	];
	return parts.filter((part) => part.text !== '');
}

/** The choices of a body or chunk. */
export function choicesOf({ choices }: JsonObject): JsonObject[] {
	return Array.isArray(choices) ? (choices as JsonObject[]) : [];
}

/** Puts a streamed answer together. Of several choices (`n`), whose pieces come mixed, the first one is told as it is written. */
export function chatStreamReader(): StreamReader<ChatPart, ChatCompletion> {
	const choices = new Map([[0, choiceReader()]]);
	let last: JsonObject = {};
	return {
		read(event) {
			last = { ...last, ...withoutEmpty(event) };
			return choicesOf(event).flatMap((choice) => {
				const index = Number(choice?.index ?? 0);
				const reader = choices.get(index) ?? choiceReader();
				choices.set(index, reader);
				const parts = reader.read(choice ?? {});
				return index === 0 ? parts : [];
			});
		},
		result(ended) {
			const read = [...choices].sort(([a], [b]) => a - b).map(([, reader]) => reader.result());
			if (!ended && read.some(({ finish_reason }) => finish_reason === undefined)) return undefined;
			const completion = readCompletion(read, last);
			if (isEmpty(completion))
				throw new AimlApiError('unexpected-response', emptyAnswer(completion));
			return completion;
		},
	};
}

/** Puts one choice together, as it would have come whole. */
function choiceReader() {
	const text: string[] = [];
	const reasoning: string[] = [];
	const refusal: string[] = [];
	const toolCalls: JsonObject[] = [];
	const annotations: unknown[] = [];
	const sound = soundReader();
	let finishReason: string | undefined;
	return {
		read(choice: JsonObject): ChatPart[] {
			if (typeof choice.finish_reason === 'string') finishReason = choice.finish_reason;
			const delta = (choice.delta ?? {}) as JsonObject;
			if (typeof delta.refusal === 'string') refusal.push(delta.refusal);
			if (Array.isArray(delta.annotations)) annotations.push(...(delta.annotations as unknown[]));
			for (const call of toolCallsOf(delta)) addToolCall(toolCalls, call);
			sound.read(delta.audio);
			const parts = partsOf(reasoningOf(delta), textOf(delta.content));
			for (const part of parts) (part.type === 'text' ? text : reasoning).push(part.text);
			return parts;
		},
		result(): JsonObject {
			const message = {
				content: text.join('') || sound.transcript(),
				reasoning: reasoning.join(''),
				refusal: refusal.join(''),
				tool_calls: toolCalls,
				annotations,
				audio: sound.result(),
			};
			return { message, finish_reason: finishReason };
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

/** A call begins with its id and name; what follows under its index continues its arguments. */
function addToolCall(calls: JsonObject[], call: JsonObject): void {
	const { index, ...told } = call ?? {};
	const known = typeof index === 'number' ? calls.find((one) => one.index === index) : undefined;
	if (!known) {
		calls.push({ ...(typeof index === 'number' && { index }), ...told });
		return;
	}
	const before = (known.function ?? {}) as JsonObject;
	const more = (told.function ?? {}) as JsonObject;
	const text = (value: unknown) => (typeof value === 'string' ? value : '');
	known.function = { ...before, arguments: text(before.arguments) + text(more.arguments) };
}

/** Sound comes as pieces of base64 and of its transcript, with its id once. */
function soundReader() {
	const pieces: string[] = [];
	const transcript: string[] = [];
	let about: JsonObject = {};
	return {
		read(audio: unknown): void {
			const { data, transcript: said, ...details } = (audio ?? {}) as JsonObject;
			if (typeof data === 'string') pieces.push(data);
			if (typeof said === 'string') transcript.push(said);
			about = { ...about, ...details };
		},
		transcript: () => transcript.join(''),
		result: (): JsonObject | undefined =>
			pieces.length > 0
				? { ...about, data: joinBase64(pieces), transcript: transcript.join('') }
				: undefined,
	};
}
