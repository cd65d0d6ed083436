import { requireFields } from '../body';
import type { Operation } from '../operation';
import type { JsonObject } from '../transport';

/** Vectors, one for each text, in the order of the texts. */
export interface Embeddings {
	/** Numbers; with `encoding_format: "base64"` the text that stands for them. */
	readonly embeddings: ReadonlyArray<readonly number[] | string>;
	/** The API's own body. */
	readonly body: JsonObject;
}

/** `POST /v1/embeddings`. The input is the request body; `model` and `input` (a text or a list) are required. */
export const createEmbeddings: Operation<JsonObject, Embeddings> = {
	name: 'embedding:create',
	modelTypes: ['openai/embeddings'],
	request: (body) => ({
		method: 'POST',
		path: '/v1/embeddings',
		body: requireFields(body, 'model', 'input'),
	}),
	parse(answer) {
		const { data } = answer.body;
		const rows = Array.isArray(data) ? (data as JsonObject[]) : [];
		const embeddings = [...rows]
			.sort((a, b) => Number(a.index ?? 0) - Number(b.index ?? 0))
			.map(({ embedding }) => embedding as readonly number[] | string);
		const isEmpty = (vector: unknown) =>
			!(Array.isArray(vector) || typeof vector === 'string') || vector.length === 0;
		if (embeddings.length === 0 || embeddings.some(isEmpty))
			throw answer.unexpected('The answer holds no embedding.');
		return { embeddings, body: answer.body };
	},
};
