import type { JsonObject } from './transport';

/** True for an object that is no list. */
export function isObject(value: unknown): value is JsonObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value where it is an object that is no list. */
export function objectOf(value: unknown): JsonObject | undefined {
	return isObject(value) ? value : undefined;
}

/** The object or list that a text holds as JSON; undefined when it holds neither. */
export function parseJson(text: string): JsonObject | undefined {
	try {
		const value: unknown = JSON.parse(text);
		return typeof value === 'object' && value !== null ? (value as JsonObject) : undefined;
	} catch {
		return undefined;
	}
}
