import Ajv, { type ErrorObject, type ValidateFunction } from 'ajv';
import { ApiError } from './errors';
import type { JsonObject } from './exchange';
import { findModel, type ModelEntry, type RequestSchema } from './models';

// Unknown formats, such as `milliseconds`, only describe.
const ajv = new Ajv({ strict: false, allErrors: true, verbose: true, logger: false });
// Wherever a URL is documented, base64 is accepted on many models.
ajv.addFormat('uri', (text) => /^(https?:\/\/\S+|data:)/.test(text) || /^[\w+/=]{64,}$/.test(text));

const compiled = new WeakMap<RequestSchema, ValidateFunction>();

/**
 * The model of a request whose body is all right.
 * @throws ApiError 400 naming each wrong parameter, 404 for a model this endpoint does not have
 */
export function requireModel(body: JsonObject, type: string): ModelEntry {
	if (typeof body.model !== 'string') throw invalidBody(['model: Required']);
	const model = findModel(body.model, type);
	if (!model) throw new ApiError(404, `Model "${body.model}" not found`);
	const problems = findProblems(model.request, body);
	if (problems.length > 0) throw invalidBody(problems);
	return model;
}

/** What is wrong with a body, one line for each parameter; unknown parameters are accepted. */
export function findProblems(request: RequestSchema, body: JsonObject): string[] {
	let validate = compiled.get(request);
	if (!validate) {
		validate = ajv.compile({ type: 'object', ...request });
		compiled.set(request, validate);
	}
	if (validate(coerced(body))) return [];
	const byField = new Map<string, string[]>();
	for (const error of validate.errors ?? []) {
		// The branches of a union tell more than the failure of the union itself.
		if (error.keyword === 'anyOf' || error.keyword === 'oneOf') continue;
		const field = fieldOf(error);
		byField.set(field, [...(byField.get(field) ?? []), explain(error)]);
	}
	return [...byField].map(([field, reasons]) => `${field}: ${[...new Set(reasons)].join(', or ')}`);
}

function invalidBody(problems: string[]): ApiError {
	return new ApiError(400, `Body validation error\n${problems.join('\n')}`);
}

/** 50 documented samples send `duration` as a text though its schema wants a number: it is accepted. */
function coerced(body: JsonObject): JsonObject {
	const { duration } = body;
	const isNumber = typeof duration === 'string' && /^\d+$/.test(duration);
	return isNumber ? { ...body, duration: Number(duration) } : body;
}

/** `/messages/0/role` -> `messages[0].role`. */
function fieldOf({ instancePath, keyword, params }: ErrorObject): string {
	const path = instancePath
		.slice(1)
		.replace(/\/(\d+)(?=\/|$)/g, '[$1]')
		.replaceAll('/', '.');
	if (keyword !== 'required') return path || 'body';
	return [path, params.missingProperty].filter(Boolean).join('.');
}

/** In the words of the documentation's example, `Invalid enum value. Expected 'a' | 'b', received 'c'`. */
function explain({ keyword, params, data, message }: ErrorObject): string {
	switch (keyword) {
		case 'required':
			return 'Required';
		case 'enum':
			return `Invalid enum value. Expected ${params.allowedValues.map(quote).join(' | ')}, received ${quote(data)}`;
		case 'type':
			return `Expected ${[params.type].flat().join(' | ')}, received ${typeName(data)}`;
		case 'format':
			return 'Invalid url';
		default:
			return `Invalid value: ${message}, received ${quote(data)}`;
	}
}

function quote(value: unknown): string {
	return typeof value === 'string' ? `'${value.slice(0, 100)}'` : JSON.stringify(value);
}

function typeName(value: unknown): string {
	if (value === null) return 'null';
	return Array.isArray(value) ? 'array' : typeof value;
}
