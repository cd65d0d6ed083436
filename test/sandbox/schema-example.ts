import type { JsonObject } from './exchange';

/** A value that fits a JSON Schema and carries `text` where it has room for a text. */
export function exampleOf(schema: unknown, text: string): unknown {
	const { type, enum: values, properties, items, anyOf, oneOf } = (schema ?? {}) as JsonObject;
	if (Array.isArray(values)) return values[0];
	const [branch] = [anyOf, oneOf].flatMap((list) => (Array.isArray(list) ? list : []));
	if (branch) return exampleOf(branch, text);
	switch (Array.isArray(type) ? type[0] : (type ?? (properties ? 'object' : 'string'))) {
		case 'object':
			return Object.fromEntries(
				Object.entries((properties ?? {}) as JsonObject).map(([name, inner]) => [
					name,
					exampleOf(inner, text),
				]),
			);
		case 'array':
			return [exampleOf(items, text)];
		case 'number':
		case 'integer':
			return Number(/\d+/.exec(text)?.[0] ?? 1);
		case 'boolean':
			return true;
		case 'null':
			return null;
		default:
			return text;
	}
}
