import { defineEndpoint } from '../endpoint';
import { invalidInput } from '../errors';
import { parseJson } from '../json';
import type { Answer, Operation } from '../operation';
import type { JsonObject } from '../transport';

/** Where a batch stands, or what came of each of its requests. */
export interface Batch {
	/** `in_progress`, `generating`, `canceling`, `cancelled`, or `ended` once there are results. */
	readonly status: string;
	/** One `{custom_id, result}` for each request; absent while there are none. */
	readonly results?: readonly JsonObject[];
	/** The API's own answer; empty when it was the results themselves. */
	readonly body: JsonObject;
}

/** `POST /v1/batches` and `POST /v1/batches/cancel/{batch_id}`. */
export const BATCH = {
	/** The body is `{requests: [{custom_id, params}]}`, the params those of Messages. */
	create: defineEndpoint('batch:create', 'POST', '/v1/batches', {
		holds: 'id',
		required: ['requests'],
	}),
	/** The example answers with the batch, the specification with `{id, status, …}`. */
	cancel: defineEndpoint('batch:cancel', 'POST', '/v1/batches/cancel/{batchId}', { holds: 'id' }),
} as const;

/**
 * `GET /v1/batches?batch_id=`. Documented are three answers: `{id, status: "generating"}`, the batch,
 * and JSON Lines, one result in a line. A single line is valid JSON as a whole, so lines come first.
 */
export const getBatch: Operation<string, Batch> = {
	name: 'batch:get',
	modelTypes: [],
	answers: 'any',
	request(id) {
		if (id.trim() === '') throw invalidInput('batchId', 'is required and is empty.');
		return { method: 'GET', path: '/v1/batches', query: { batch_id: id.trim() } };
	},
	parse(answer) {
		const results = readLines(answer);
		if (results) return { status: 'ended', results, body: {} };
		const { status, processing_status } = answer.body;
		const told = [status, processing_status].find((text) => typeof text === 'string');
		if (told === undefined)
			throw answer.unexpected('The answer holds neither a status nor results.');
		return { status: told as string, body: answer.body };
	},
};

function readLines(answer: Answer): JsonObject[] | undefined {
	const lines = answer
		.text()
		.split('\n')
		.filter((line) => line.trim() !== '');
	const rows = lines.map(parseJson);
	if (rows.length > 0 && rows.every((row) => row?.custom_id !== undefined))
		return rows as JsonObject[];
	if (rows.some((row) => row?.custom_id !== undefined))
		throw answer.unexpected('A line of the results can not be read; they may have been cut off.');
	return undefined;
}
