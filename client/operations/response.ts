import { requireFields } from '../body';
import type { JobOperation, JobState } from '../job';
import type { Answer, Operation } from '../operation';
import type { JsonObject } from '../transport';

/** What a model answered through Responses. */
export interface ModelResponse {
	/** Names it as `previous_response_id` of the next. */
	readonly id: string;
	/** Empty only when the answer is a refusal, function calls or other output. */
	readonly text: string;
	/** The summary of the model's thinking. */
	readonly reasoning?: string;
	/** The `function_call` items, as the API spells them. */
	readonly toolCalls?: readonly JsonObject[];
	/** Why the model does not answer. */
	readonly refusal?: string;
	/** What else came out, as the API spells it, e.g. an `image_generation_call`. */
	readonly otherOutput?: readonly JsonObject[];
	/** Sources of a web search, as the API spells them. */
	readonly citations?: readonly unknown[];
	/** `completed`, or `incomplete` when it was cut off. */
	readonly status: string;
	/** The API's own body. */
	readonly body: JsonObject;
}

const PATH = '/v1/responses';

/** `POST /v1/responses`. The input is the request body; `model` and `input` are required. */
export const createResponse: Operation<JsonObject, ModelResponse> = {
	name: 'chat:respond',
	modelTypes: ['openai/responses/submit'],
	request: (body) => ({
		method: 'POST',
		path: PATH,
		body: requireFields(body, 'model', 'input'),
	}),
	parse(answer) {
		const { status } = answer.body;
		if (status === 'failed' || status === 'cancelled')
			throw answer.failed(`The model failed: ${failureOf(answer.body)}`);
		return readResponse(answer);
	},
};

/** `POST /v1/responses` with `background: true`, then `GET /v1/responses/{id}`. */
export const respondInBackground: JobOperation<JsonObject, ModelResponse> = {
	name: 'chat:respond',
	start: {
		...createResponse,
		request: (body) => createResponse.request({ ...body, background: true }),
		parse(answer) {
			const { id } = answer.body;
			if (typeof id !== 'string' || id === '') throw answer.unexpected('The answer holds no id.');
			return id;
		},
	},
	check: {
		name: 'chat:respond',
		modelTypes: [],
		request: (id) => ({ method: 'GET', path: `${PATH}/${encodeURIComponent(id)}` }),
		parse: readState,
	},
};

function readState(answer: Answer): JobState<ModelResponse> {
	const { body } = answer;
	switch (body.status) {
		case 'completed':
		case 'incomplete':
			return { status: 'completed', output: readResponse(answer), body };
		case 'failed':
		case 'cancelled':
			return { status: 'failed', reason: failureOf(body), body };
		default:
			return { status: 'running', body };
	}
}

/** Items of `output` that have a place of their own in `ModelResponse`. */
const KNOWN_OUTPUT = ['function_call', 'message', 'reasoning'];

function readResponse(answer: Answer): ModelResponse {
	const { id, output, output_text, status = 'completed' } = answer.body;
	const items = Array.isArray(output) ? (output as JsonObject[]) : [];
	const parts = items.flatMap(({ content, type }) =>
		type === 'message' && Array.isArray(content) ? (content as JsonObject[]) : [],
	);
	const said = parts.map(({ text }) => (typeof text === 'string' ? text : '')).join('');
	const text = said || (typeof output_text === 'string' ? output_text : '');
	const refusal = parts.map(({ refusal: said }) => (typeof said === 'string' ? said : '')).join('');
	const toolCalls = items.filter(({ type }) => type === 'function_call');
	const otherOutput = items.filter(({ type }) => !KNOWN_OUTPUT.includes(String(type)));
	const citations = parts.flatMap(({ annotations }) =>
		Array.isArray(annotations) ? (annotations as unknown[]) : [],
	);
	const reasoning = items
		.flatMap(({ type, summary }) =>
			type === 'reasoning' && Array.isArray(summary) ? (summary as JsonObject[]) : [],
		)
		.map((part) => String(part.text ?? ''))
		.join('\n');
	// A search, or code that was run, is on the way to an answer; a picture is one, and so is a question.
	const hasOther = otherOutput.some(({ type, result }) => !/_call$/.test(String(type)) || result);
	if (!text.trim() && !refusal && toolCalls.length === 0 && !hasOther)
		throw answer.unexpected(
			`The model’s answer is empty (${reasonOf(answer.body) ?? String(status)}). Allow it more tokens.`,
		);
	return {
		id: String(id ?? ''),
		text,
		...(reasoning && { reasoning }),
		...(refusal && { refusal }),
		...(toolCalls.length > 0 && { toolCalls }),
		...(otherOutput.length > 0 && { otherOutput }),
		...(citations.length > 0 && { citations }),
		status: String(status),
		body: answer.body,
	};
}

function failureOf(body: JsonObject): string {
	const { message } = (body.error ?? {}) as JsonObject;
	return typeof message === 'string' && message ? message : `its status is ${String(body.status)}`;
}

function reasonOf({ incomplete_details }: JsonObject): string | undefined {
	const { reason } = (incomplete_details ?? {}) as JsonObject;
	return typeof reason === 'string' ? reason : undefined;
}
