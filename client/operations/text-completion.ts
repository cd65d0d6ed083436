import { requireFields } from '../body';
import type { Operation } from '../operation';
import type { JsonObject } from '../transport';

/** How a text goes on. */
export interface TextCompletion {
	readonly text: string;
	/** All continuations, when more than one was asked for (`n`). */
	readonly choices?: readonly string[];
	readonly finishReason?: string;
	/** The API's own body. */
	readonly body: JsonObject;
}

/**
 * `POST /v1/completions`, which the documentation calls legacy. The input is the request body; `model`
 * and `prompt` are required. Its catalogue type is not documented, and few models are left.
 */
export const completeText: Operation<JsonObject, TextCompletion> = {
	name: 'chat:completeText',
	modelTypes: ['openai/completions'],
	request: (body) => ({
		method: 'POST',
		path: '/v1/completions',
		body: requireFields(body, 'model', 'prompt'),
	}),
	parse(answer) {
		const { choices } = answer.body;
		const list = Array.isArray(choices) ? (choices as JsonObject[]) : [];
		const texts = list.map(({ text }) => (typeof text === 'string' ? text : ''));
		if (!texts[0]) throw answer.unexpected('The answer holds no text.');
		const reason = list[0]!.finish_reason;
		return {
			text: texts[0],
			...(texts.length > 1 && { choices: texts }),
			...(typeof reason === 'string' && { finishReason: reason }),
			body: answer.body,
		};
	},
};
