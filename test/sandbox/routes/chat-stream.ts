import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { costOf } from '../account';
import type { Exchange, JsonObject } from '../exchange';
import { resultsFor } from '../sources';
import type { Completion } from './chat';

/** Tokens before a stream breaks, unless the fault says how many. */
const TOKENS_BEFORE_FAULT = 3;

/**
 * Sends a chat answer as `text/event-stream`. The documentation prints chunks with `usage: null`,
 * a last one without choices when `stream_options.include_usage` asks for it, and no `[DONE]`.
 */
export async function streamCompletion(exchange: Exchange, completion: Completion): Promise<void> {
	const { state, response, record } = exchange;
	const fault = exchange.takeFault('stream-cut', 'stream-error', 'stream-hang');
	const cost = costOf(completion.price);
	state.account.charge(cost);
	response.writeHead(200, {
		'content-type': 'text/event-stream; charset=utf-8',
		'cache-control': 'no-cache',
	});
	response.flushHeaders();
	await sleep(state.timing.firstTokenDelay);

	const chunks = chunksOf(completion, Math.max(1, Number(exchange.body.n ?? 1)));
	const healthy = fault ? (fault.after ?? TOKENS_BEFORE_FAULT) + 1 : chunks.length;
	for (const [index, chunk] of chunks.slice(0, healthy).entries()) {
		if (index > 1 && state.timing.tokenDelay > 0) await sleep(state.timing.tokenDelay);
		// The first chunk only says who speaks.
		await state.holds.untilReleased(record.method, record.path, Math.max(0, index - 1));
		if (exchange.isOver) return;
		await write(exchange, `data: ${JSON.stringify(chunk)}\n\n`);
	}
	if (fault) await state.holds.untilReleased(record.method, record.path, healthy - 1);
	if (fault?.kind === 'stream-hang') return exchange.untilLeft();
	if (fault?.kind === 'stream-cut') {
		response.write('data: {"id":"chatcmpl-cut","object":"chat.compl', () => exchange.drop());
		return;
	}
	if (fault) {
		const message = fault.message ?? 'The provider stopped answering.';
		response.end(`data: ${JSON.stringify({ error: { message, code: 500 } })}\n\n`);
		return;
	}
	const { include_usage: isUsageWanted } = (exchange.body.stream_options ?? {}) as JsonObject;
	if (isUsageWanted) {
		const { usage } = completion;
		const last = { ...head(completion, 1), choices: [], usage, meta: { usage: cost } };
		await write(exchange, `data: ${JSON.stringify(last)}\n\n`);
	}
	response.end(state.timing.doneMarker ? 'data: [DONE]\n\n' : undefined);
}

/** Each token leaves at once, and not faster than the client reads. */
async function write({ response }: Exchange, text: string): Promise<void> {
	if (!response.write(text) && !response.destroyed)
		await Promise.race([once(response, 'drain'), once(response, 'close')]);
}

/** The pieces of several choices come mixed, as they are written. */
function chunksOf(completion: Completion, choices: number): JsonObject[] {
	const { content, reasoning, toolCalls, annotations, finishReason, audio } = completion;
	/** No page prints a stream of a model that searches; its sources stand where the whole answer has them. */
	const results = resultsFor(completion.model, annotations);
	const deltas: JsonObject[] = [
		{ role: 'assistant', content: '', refusal: null },
		...tokensOf(reasoning ?? '').map((token) => ({ reasoning_content: token })),
		...(audio ? soundOf(audio) : tokensOf(content).map((token) => ({ content: token }))),
		...toolCalls.map((call, index) => ({ tool_calls: [{ index, ...call }] })),
		...(annotations.length > 0 && !results ? [{ annotations }] : []),
	];
	const chunks = (delta: JsonObject, index: number, finish_reason: string | null) =>
		Array.from({ length: choices }, (_, choice) => ({
			...head(completion, index),
			choices: [{ index: choice, delta, finish_reason }],
			usage: null,
		}));
	return [
		...deltas.flatMap((delta, index) => chunks(delta, index, null)),
		...chunks({}, deltas.length, finishReason).map((chunk) => ({ ...chunk, ...results })),
	];
}

/** Sound in three chunks, as samples without their WAV header, each chunk base64 of its own. */
function soundOf({ id, data, transcript }: JsonObject): JsonObject[] {
	const samples = Buffer.from(String(data), 'base64').subarray(44);
	const size = Math.ceil(samples.length / 3);
	return [
		...tokensOf(String(transcript)).map((token) => ({ audio: { id, transcript: token } })),
		...[0, 1, 2].map((part) => {
			const piece = samples.subarray(part * size, (part + 1) * size);
			return { audio: { data: piece.toString('base64') } };
		}),
	];
}

/** What every chunk says; those of Claude lose their id after the first. */
function head({ id, created, model }: Completion, index: number): JsonObject {
	const isAnonymous = index > 0 && model.developer === 'Anthropic';
	return {
		id: isAnonymous ? '' : id,
		object: 'chat.completion.chunk',
		created,
		model: model.id,
	};
}

/** A word with the space before it is a token. */
function tokensOf(text: string): string[] {
	return text.match(/\s*\S+|\s+$/g) ?? [];
}
