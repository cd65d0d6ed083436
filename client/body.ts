import { invalidInput } from './errors';
import type { JsonObject, MultipartPart } from './transport';

/** Joins the layers of a request body: a later layer wins, undefined sets nothing, null removes the field. */
export function mergeBody(...layers: ReadonlyArray<JsonObject>): JsonObject {
	const merged: JsonObject = {};
	for (const layer of layers)
		for (const [key, value] of Object.entries(layer)) {
			if (value === null) delete merged[key];
			else if (value !== undefined) merged[key] = value;
		}
	return merged;
}

/**
 * The body, once every named field is there and not empty.
 * @throws AimlApiError `invalid-input` naming the first field that is missing
 */
export function requireFields(body: JsonObject, ...fields: readonly string[]): JsonObject {
	for (const field of fields) {
		const value = body[field];
		const blank =
			value === undefined ||
			value === null ||
			(typeof value === 'string' && value.trim() === '') ||
			(Array.isArray(value) && value.length === 0);
		if (blank) throw invalidInput(field, 'is required and is empty.');
	}
	return body;
}

/**
 * The body, once nothing in it is to last less than no time.
 * @throws AimlApiError `invalid-input` naming the field, e.g. `duration`, `seconds_total` or `music_length_ms`
 */
export function refuseNegativeDurations(body: JsonObject): JsonObject {
	for (const [field, value] of Object.entries(body))
		if (/(^|_)(duration|seconds|length)(_|$)/.test(field) && Number(value) < 0)
			throw invalidInput(field, 'must not be negative.');
	return body;
}

/** True when a field other than the prompt carries a URL or file bytes: an input the model works on. */
export function hasMedia({ prompt: _prompt, ...fields }: JsonObject): boolean {
	return Object.values(fields).some((value) =>
		/"(https?:\/\/|data:)|[A-Za-z0-9+/]{200}/.test(JSON.stringify(value) ?? ''),
	);
}

/** A body as the fields of a form: texts as they are, lists and objects as JSON. */
export function formFields(body: JsonObject): MultipartPart[] {
	return Object.entries(body)
		.filter(([, value]) => value !== undefined && value !== null)
		.map(([name, value]) => ({
			name,
			value: typeof value === 'string' ? value : JSON.stringify(value),
		}));
}
