import { randomUUID } from 'node:crypto';
import type { Route } from '.';
import { answerChat } from '../chat-answer';
import { readConversation } from '../conversation';
import { ApiError } from '../errors';
import type { Exchange, JsonObject } from '../exchange';
import type { ModelEntry } from '../models';
import { priceOf } from '../pricing';
import { resultsFor, sourcesFor } from '../sources';
import { speak } from '../speech';
import { chooseToolCalls, toolResult } from '../tools';
import { requireModel } from '../validation';
import { rememberSearch } from './search';
import { streamCompletion } from './chat-stream';

/** What a model answers, before it is laid out whole or in chunks. */
export interface Completion {
	readonly id: string;
	readonly created: number;
	readonly model: ModelEntry;
	readonly reasoning?: string;
	readonly content: string;
	readonly toolCalls: readonly JsonObject[];
	readonly annotations: readonly JsonObject[];
	/** The answer as sound. */
	readonly audio?: JsonObject;
	readonly finishReason: string;
	readonly usage: JsonObject;
	/** US dollars. */
	readonly price: number;
}

/** Tokens a picture counts as. */
const TOKENS_PER_IMAGE = 765;
const CHARACTERS_PER_TOKEN = 4;

/** `POST /v1/chat/completions`, whole or as a stream. */
export const chat: readonly Route[] = [
	{
		method: 'POST',
		path: '/v1/chat/completions',
		aliases: ['/chat/completions'],
		access: 'paid',
		answer(exchange) {
			const { body } = exchange;
			const model = requireModel(body, 'openai/chat-completions');
			const isEmpty = exchange.takeFault('empty-content') !== undefined;
			const completion = complete(model, body, { isEmpty, webUrl: exchange.state.webUrl });
			rememberSearch(exchange, completion);
			if (body.stream === true) {
				const audio = spokenAnswer(body, completion);
				return streamCompletion(exchange, { ...completion, ...(audio && { audio }) });
			}
			refuseSpeechWithoutStream(body, model);
			sendCompletion(exchange, completion);
		},
	},
];

function complete(
	model: ModelEntry,
	body: JsonObject,
	{ isEmpty, webUrl }: { isEmpty: boolean; webUrl: string },
): Completion {
	const toolCalls = isEmpty ? [] : chooseToolCalls(body);
	const result = toolResult(body);
	const whole =
		isEmpty || toolCalls.length > 0
			? ''
			: result !== undefined
				? `The function answered: ${result}`
				: answerChat(body);
	const limit = Number(body.max_completion_tokens ?? body.max_tokens ?? Infinity);
	const content = whole.slice(0, limit * CHARACTERS_PER_TOKEN);
	const reasoning = isEmpty ? undefined : reasoningFor(model, body);
	const said = toolCalls.length > 0 ? JSON.stringify(toolCalls) : content;
	const usage = countUsage(body, said, reasoning);
	return {
		id: `chatcmpl-${randomUUID()}`,
		created: Math.floor(Date.now() / 1000),
		model,
		...(reasoning && { reasoning }),
		content,
		toolCalls,
		annotations: content ? sourcesFor(model, body, webUrl) : [],
		finishReason: finishReasonOf(model, { isCut: content.length < whole.length, toolCalls }),
		usage,
		price: priceOf(model, body, { input: usage.prompt_tokens, output: usage.completion_tokens }),
	};
}

/** Claude samples say `end_turn`, whose family is otherwise OpenAI's. */
function finishReasonOf(
	model: ModelEntry,
	{ isCut, toolCalls }: { isCut: boolean; toolCalls: readonly JsonObject[] },
): string {
	if (isCut) return 'length';
	if (toolCalls.length > 0) return 'tool_calls';
	return model.developer === 'Anthropic' ? 'end_turn' : 'stop';
}

/** A thought, when a request asks a model that can for one. */
function reasoningFor(model: ModelEntry, body: JsonObject): string | undefined {
	const asked = ['reasoning_effort', 'reasoning', 'thinking', 'enable_thinking'].some(
		(name) => name in model.request.properties && body[name],
	);
	return asked ? 'The sandbox looks for what the request is about, and answers it.' : undefined;
}

function countUsage(body: JsonObject, answer: string, reasoning = '') {
	const { text, images } = readConversation(body.messages as JsonObject[]);
	const prompt_tokens = countTokens(text) + images.length * TOKENS_PER_IMAGE;
	const reasoning_tokens = reasoning ? countTokens(reasoning) : 0;
	const completion_tokens = countTokens(answer) + reasoning_tokens;
	return {
		prompt_tokens,
		completion_tokens,
		total_tokens: prompt_tokens + completion_tokens,
		completion_tokens_details: { reasoning_tokens },
	};
}

function countTokens(text: string): number {
	return Math.max(1, Math.ceil(text.length / CHARACTERS_PER_TOKEN));
}

function sendCompletion(exchange: Exchange, completion: Completion): void {
	const { content, reasoning, toolCalls, annotations } = completion;
	const audio = spokenAnswer(exchange.body, completion);
	const message = {
		role: 'assistant',
		content: toolCalls.length > 0 || audio ? null : content,
		refusal: null,
		...(audio && { audio }),
		...(reasoning && { reasoning_content: reasoning }),
		...(toolCalls.length > 0 && { tool_calls: toolCalls }),
		...(annotations.length > 0 && !resultsFor(completion.model, annotations) && { annotations }),
	};
	const count = Math.max(1, Number(exchange.body.n ?? 1));
	const body = {
		id: completion.id,
		object: 'chat.completion',
		created: completion.created,
		model: completion.model.id,
		choices: Array.from({ length: count }, (_, index) => ({
			index,
			message,
			finish_reason: completion.finishReason,
			logprobs: exchange.body.logprobs === true ? { content: logprobsOf(content) } : null,
		})),
		usage: completion.usage,
		...resultsFor(completion.model, annotations),
	};
	exchange.sendPaid(body, completion.price);
}

/** Models whose description says so speak only in a stream. */
function refuseSpeechWithoutStream({ modalities }: JsonObject, { request }: ModelEntry): void {
	const isAsked = Array.isArray(modalities) && modalities.includes('audio');
	if (isAsked && /must be true/i.test(String(request.properties.stream?.description ?? '')))
		throw new ApiError(400, 'Audio is only answered as a stream: set stream to true.');
}

/** The answer as sound, when the request asks for it and the model can speak. */
function spokenAnswer(body: JsonObject, { model, content }: Completion): JsonObject | undefined {
	const isAsked = Array.isArray(body.modalities) && body.modalities.includes('audio');
	if (!isAsked || !('audio' in model.request.properties)) return undefined;
	const data = speak(content).toString('base64');
	return { id: `audio_${randomUUID()}`, data, transcript: content, expires_at: 1_800_000_000 };
}

function logprobsOf(content: string): JsonObject[] {
	return (content.match(/\s*\S+/g) ?? []).map((token, index) => ({
		token,
		logprob: -0.1 * (index % 5),
		bytes: [...Buffer.from(token)],
		top_logprobs: [],
	}));
}
