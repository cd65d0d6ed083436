import { randomUUID } from 'node:crypto';
import type { Route } from '.';
import { answerChat } from '../chat-answer';
import { ApiError } from '../errors';
import type { Exchange, JsonObject } from '../exchange';
import { drawPicture } from '../picture';
import { priceOf } from '../pricing';
import { chooseToolCalls } from '../tools';
import { requireModel } from '../validation';

/** `POST /v1/responses`, and `GET /v1/responses/{id}` for those kept. */
export const responses: readonly Route[] = [
	{
		method: 'POST',
		path: '/v1/responses',
		aliases: ['/responses'],
		access: 'paid',
		answer: answerResponse,
	},
	{
		method: 'GET',
		path: '/v1/responses/{response_id}',
		aliases: ['/responses/{response_id}'],
		access: 'keyed',
		answer(exchange) {
			const { records, timing } = exchange.state;
			const id = exchange.segments.at(-1)!;
			const { startedAt, fails, response } = records.require('response', id);
			const isRunning = Date.now() - Number(startedAt) < timing.jobDuration;
			if (isRunning) return exchange.send(200, running(response as JsonObject, 'in_progress'));
			exchange.send(200, fails ? failed(response as JsonObject) : response);
		},
	},
];

const CHARACTERS_PER_TOKEN = 4;

async function answerResponse(exchange: Exchange): Promise<void> {
	const { body, state } = exchange;
	const model = requireModel(body, 'openai/responses/submit');
	const chat = toChat(exchange);
	const calls = chooseToolCalls(chat);
	const text = calls.length > 0 ? '' : answerChat(chat);
	const picture =
		asksForPicture(body) &&
		(await drawPicture({ width: 512, height: 512, prompt: text, caption: model.id })).toString(
			'base64',
		);
	const id = `resp_${randomUUID().replaceAll('-', '')}`;
	const usage = {
		input_tokens: Math.ceil(JSON.stringify(chat.messages).length / CHARACTERS_PER_TOKEN),
		output_tokens: Math.ceil(text.length / CHARACTERS_PER_TOKEN),
	};
	const response = {
		id,
		object: 'response',
		created_at: Math.floor(Date.now() / 1000),
		status: 'completed',
		background: body.background === true,
		error: null,
		incomplete_details: null,
		model: model.id,
		output: [
			{ id: `rs_${id.slice(5)}`, type: 'reasoning', summary: [] },
			...calls.map(({ id: call_id, function: called }) => ({
				type: 'function_call',
				call_id,
				...(called as JsonObject),
			})),
			...(picture
				? [
						{
							type: 'image_generation_call',
							id: `ig_${id.slice(5)}`,
							status: 'completed',
							result: picture,
						},
					]
				: []),
			...(text && !picture ? [messageOf(id, text)] : []),
		],
		output_text: picture ? '' : text,
		previous_response_id: body.previous_response_id ?? null,
		text: body.text ?? { format: { type: 'text' } },
		usage: { ...usage, total_tokens: usage.input_tokens + usage.output_tokens },
	};
	const fails = exchange.takeFault('job-error') !== undefined;
	const said = [...(chat.messages as JsonObject[]), { role: 'assistant', content: text }];
	state.records.table('response').set(id, { startedAt: Date.now(), fails, response, said });
	const price = priceOf(model, body, { input: usage.input_tokens, output: usage.output_tokens });
	if (body.background === true) exchange.sendPaid(running(response, 'queued'), price);
	else if (fails) exchange.send(200, failed(response));
	else exchange.sendPaid(response, price);
}

function asksForPicture({ tools }: JsonObject): boolean {
	return ((tools ?? []) as JsonObject[]).some(({ type }) => type === 'image_generation');
}

function running(response: JsonObject, status: string): JsonObject {
	return { ...response, status, output: [], output_text: '', usage: null };
}

function failed(response: JsonObject): JsonObject {
	const error = { code: 'server_error', message: 'The model stopped thinking.' };
	return { ...running(response, 'failed'), error };
}

function messageOf(id: string, text: string) {
	return {
		id: `msg_${id.slice(5)}`,
		type: 'message',
		status: 'completed',
		role: 'assistant',
		content: [{ type: 'output_text', annotations: [], logprobs: [], text }],
	};
}

/** The request as one of the chat, with what was said in the response it goes on from. */
function toChat({ body, state }: Exchange): JsonObject {
	const { input, instructions, previous_response_id: previous, tools } = body;
	const before =
		typeof previous === 'string'
			? (state.records.require('response', previous).said as JsonObject[])
			: [];
	const asked = typeof input === 'string' ? [{ role: 'user', content: input }] : input;
	if (!Array.isArray(asked)) throw new ApiError(400, 'Body validation error\ninput: Required');
	const { format } = (body.text ?? {}) as JsonObject;
	const { type, ...schema } = (format ?? {}) as JsonObject;
	return {
		messages: [
			...(instructions ? [{ role: 'system', content: instructions }] : []),
			...before,
			...(asked as JsonObject[]).map(toMessage),
		],
		tools: ((tools ?? []) as JsonObject[]).map((tool) => ({ function: tool })),
		...(type ? { response_format: { type, json_schema: schema } } : {}),
	};
}

function toMessage({ role, content, output }: JsonObject): JsonObject {
	if (output !== undefined) return { role: 'tool', content: String(output) };
	if (!Array.isArray(content)) return { role, content };
	return {
		role,
		content: (content as JsonObject[]).map(({ type, text, image_url, ...file }) => {
			if (type === 'input_image') return { type: 'image_url', image_url: { url: image_url } };
			return type === 'input_file' ? { type: 'file', file } : { type: 'text', text };
		}),
	};
}
