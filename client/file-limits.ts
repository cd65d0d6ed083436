import type { JsonObject } from './transport';

/** Bytes a file may have, by the name of the field that takes it, e.g. `image_url`. */
export type FileLimits = Readonly<Record<string, number>>;

/** A size as descriptions tell it, e.g. `Single image ≤10MB` or `up to 50 MB`. */
const LIMIT = /(?:≤|<=?|up to|at most|max(?:imum)?[^.\d]{0,30})\s*(\d+(?:\.\d+)?)\s*([KMG])B\b/i;
const UNITS = { K: 1e3, M: 1e6, G: 1e9 } as const;

/** The limits that the descriptions of a field, and of the fields of the forms it may take, tell. */
export function readFileLimits(name: string, schema: JsonObject): FileLimits {
	const { description, properties, anyOf, oneOf } = schema;
	const match = typeof description === 'string' ? LIMIT.exec(description) : null;
	const unit = match?.[2]?.toUpperCase() as keyof typeof UNITS | undefined;
	const own = match && unit ? { [name]: Number(match[1]) * UNITS[unit] } : {};
	const forms = [anyOf, oneOf].flatMap((list) =>
		Array.isArray(list) ? (list as Array<JsonObject | null>) : [],
	);
	const inner = Object.entries((properties ?? {}) as Record<string, JsonObject | null>);
	return Object.assign(
		own,
		...forms.map((form) => readFileLimits(name, form ?? {})),
		...inner.map(([field, property]) => readFileLimits(field, property ?? {})),
	) as FileLimits;
}
