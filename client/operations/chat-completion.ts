import { parseDataUrl, type GeneratedMedia } from '../media';
import type { JsonObject } from '../transport';

/** What a model answered. */
export interface ChatCompletion extends ChatChoice {
	/** Sources of a web search, as the API spells them: `annotations`, `citations` or `search_results`. */
	readonly citations?: readonly unknown[];
	/** All answers, the first one included, when more than one was asked for (`n`). */
	readonly choices?: readonly ChatChoice[];
	/** The API's own body; for a streamed answer only what its last chunks told. */
	readonly body: JsonObject;
}

/** One answer. */
export interface ChatChoice {
	/** Empty only when the answer is tool calls, audio without a transcript or a refusal. */
	readonly text: string;
	/** The model's thinking, whichever of its three fields it came in. */
	readonly reasoning?: string;
	/** Why the model did not answer. */
	readonly refusal?: string;
	/** Functions the model wants called, as the API spells them. */
	readonly toolCalls?: readonly JsonObject[];
	/** The spoken answer. */
	readonly audio?: GeneratedMedia;
	/** How likely each token was, as the API spells it. */
	readonly logprobs?: JsonObject;
	/** `stop`, `length`, `tool_calls`, `end_turn` … an open list. */
	readonly finishReason?: string;
}

/** Reads the choices of a body, of which the first has a message. */
export function readCompletion(choices: readonly JsonObject[], body: JsonObject): ChatCompletion {
	const first = choices[0]!;
	const message = first.message as JsonObject;
	const citations = [message.annotations, body.citations, body.search_results].find(
		(list): list is unknown[] => Array.isArray(list) && list.length > 0,
	);
	return {
		...readChoice(first),
		...(citations && { citations }),
		...(choices.length > 1 && { choices: choices.map(readChoice) }),
		body,
	};
}

function readChoice({ message: told, logprobs, finish_reason }: JsonObject): ChatChoice {
	const message = (told ?? {}) as JsonObject;
	const { thought, said } = withoutThought(textOf(message.content));
	const reasoning = reasoningOf(message) || thought;
	const toolCalls = toolCallsOf(message);
	const audio = audioOf(message);
	return {
		text:
			(reasoning === thought ? said : textOf(message.content)) ||
			String(audio?.details.transcript ?? ''),
		...(reasoning && { reasoning }),
		...(typeof message.refusal === 'string' && message.refusal && { refusal: message.refusal }),
		...(toolCalls.length > 0 && { toolCalls }),
		...(audio && { audio }),
		...(logprobs ? { logprobs: logprobs as JsonObject } : {}),
		...(typeof finish_reason === 'string' && { finishReason: finish_reason }),
	};
}

/** Models without a field for their thinking put it in tags, before anything else they say. */
function withoutThought(text: string): { thought: string; said: string } {
	const match = /^\s*<think>([\s\S]*?)<\/think>\s*/.exec(text);
	return { thought: match?.[1]?.trim() ?? '', said: text.slice(match?.[0].length ?? 0) };
}

/** True when there is nothing in an answer that a caller could use. */
export function isEmpty({ text, toolCalls, refusal, audio }: ChatCompletion): boolean {
	return !(text.trim() || toolCalls || refusal || audio);
}

/** What to say about an empty answer. */
export function emptyAnswer({ finishReason = 'not told' }: ChatCompletion): string {
	return (
		`The model’s answer is empty (finish reason: ${finishReason}). ` +
		'A reasoning model may have spent all its tokens on thinking: allow it more.'
	);
}

/** The function calls of a message or a delta. */
export function toolCallsOf({ tool_calls }: JsonObject): JsonObject[] {
	return Array.isArray(tool_calls) ? (tool_calls as JsonObject[]) : [];
}

/** Content is a text, or a list of parts of which the text ones count. */
export function textOf(content: unknown): string {
	if (typeof content === 'string') return content;
	if (!Array.isArray(content)) return '';
	return (content as Array<JsonObject | null>)
		.map((part) => (typeof part?.text === 'string' ? part.text : ''))
		.join('');
}

/** Models name their thinking `reasoning`, `reasoning_content` or `reasoning_details`. */
export function reasoningOf(message: JsonObject): string {
	const { reasoning, reasoning_content, reasoning_details } = message;
	if (typeof reasoning === 'string' && reasoning) return reasoning;
	if (typeof reasoning_content === 'string' && reasoning_content) return reasoning_content;
	return textOf(reasoning_details);
}

/** `{id, data, transcript, expires_at}`, the data as base64; put together from a stream it is the bytes. */
function audioOf({ audio }: JsonObject): GeneratedMedia | undefined {
	const { data, ...details } = (audio ?? {}) as JsonObject;
	if (data instanceof Uint8Array && data.length > 0) return { bytes: data, details };
	if (typeof data !== 'string' || data === '') return undefined;
	return { ...(parseDataUrl(data) ?? { base64: data }), details };
}
