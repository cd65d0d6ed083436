import { AimlApiError, invalidInput } from './errors';
import { isObject } from './json';
import type { ChatChoice } from './operations/chat-completion';
import type { JsonObject } from './transport';

const TYPES = ['array', 'boolean', 'integer', 'null', 'number', 'object', 'string'];
/** One of these makes an object a schema rather than, say, an example of what is wanted. */
const KEYWORDS = [
	'type',
	'properties',
	'items',
	'enum',
	'const',
	'anyOf',
	'oneOf',
	'allOf',
	'$ref',
];

/** `response_format` for an answer that fits a JSON Schema, or for `{name, schema, strict?}` as the API spells it. */
export function schemaFormat(field: string, given: JsonObject): JsonObject {
	const isWrapped = typeof given.name === 'string' && isObject(given.schema);
	checkJsonSchema(field, isWrapped ? given.schema : given);
	return {
		type: 'json_schema',
		json_schema: isWrapped ? given : { name: 'answer', schema: given },
	};
}

/**
 * Refuses what is no JSON Schema, before it is paid for.
 * @throws AimlApiError `invalid-input` naming the place in the schema
 */
export function checkJsonSchema(field: string, schema: unknown): void {
	if (!isObject(schema)) throw invalidInput(field, 'is no JSON Schema: it must be an object.');
	if (!KEYWORDS.some((keyword) => keyword in schema))
		throw invalidInput(field, `is no JSON Schema: it has none of ${KEYWORDS.join(', ')}.`);
	const { type, properties, required, items } = schema;
	for (const name of type === undefined ? [] : [type].flat())
		if (!TYPES.includes(name as string))
			throw invalidInput(field, `is no JSON Schema: type must be one of ${TYPES.join(', ')}.`);
	if (required !== undefined && !isTextList(required))
		throw invalidInput(field, 'is no JSON Schema: required must be a list of names.');
	if (properties !== undefined) {
		if (!isObject(properties))
			throw invalidInput(field, 'is no JSON Schema: properties must be an object.');
		for (const [name, inner] of Object.entries(properties)) checkInner(`${field}.${name}`, inner);
	}
	if (items !== undefined && !Array.isArray(items)) checkInner(`${field}[]`, items);
	for (const keyword of ['anyOf', 'oneOf', 'allOf']) {
		const branches = schema[keyword];
		if (branches === undefined) continue;
		if (!Array.isArray(branches) || branches.length === 0)
			throw invalidInput(field, `is no JSON Schema: ${keyword} must be a list of schemas.`);
		for (const branch of branches) checkInner(`${field}.${keyword}`, branch);
	}
}

/** Inside a schema `true` and `{}` stand for anything. */
function checkInner(field: string, schema: unknown): void {
	if (typeof schema === 'boolean') return;
	if (isObject(schema) && !KEYWORDS.some((keyword) => keyword in schema)) return;
	checkJsonSchema(field, schema);
}

/**
 * The value of an answer that was asked for as JSON; undefined when the request did not, or when the
 * answer is no text. Models put it between ``` fences now and then.
 *
 * @throws AimlApiError `unexpected-response` with the text
 */
export function readStructuredOutput(
	body: JsonObject,
	completion: Pick<ChatChoice, 'text' | 'finishReason'>,
	requestId?: string,
): unknown {
	const { type } = (body.response_format ?? {}) as JsonObject;
	if ((type !== 'json_object' && type !== 'json_schema') || completion.text.trim() === '')
		return undefined;
	const text = completion.text.trim().replace(/^```(?:json)?\s*([\s\S]*?)\s*```$/, '$1');
	try {
		return JSON.parse(text) as unknown;
	} catch {
		throw new AimlApiError(
			'unexpected-response',
			`The answer was asked for as JSON, but is none (finish reason: ${completion.finishReason ?? 'not told'}).`,
			{
				hint: 'It is paid for: allow more tokens, change the prompt or choose another model.',
				body: completion.text.slice(0, 2000),
				requestId,
			},
		);
	}
}

function isTextList(value: unknown): boolean {
	return Array.isArray(value) && value.every((entry) => typeof entry === 'string');
}
