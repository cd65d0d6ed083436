/** JSON Schema, as far as n8n's editor reads it to show an output before the first run. */
export interface OutputSchema {
	readonly type: 'array' | 'boolean' | 'null' | 'number' | 'object' | 'string';
	readonly properties?: Readonly<Record<string, OutputSchema>>;
	readonly items?: OutputSchema;
}

/** The schema of a value. Every number is `number`: whether it is whole differs from call to call. */
export function inferSchema(value: unknown): OutputSchema {
	if (Array.isArray(value)) {
		const items = value.map(inferSchema).reduce<OutputSchema | undefined>(mergeSchemas, undefined);
		return { type: 'array', ...(items && { items }) };
	}
	if (value === null) return { type: 'null' };
	if (typeof value !== 'object') return { type: typeof value as 'boolean' | 'number' | 'string' };
	const known = Object.entries(value).filter(([, member]) => member !== undefined);
	const properties = Object.fromEntries(known.map(([name, member]) => [name, inferSchema(member)]));
	return { type: 'object', properties };
}

/**
 * The schema of values of which some fit the one and some the other. A type is more than null; of two
 * other types the first stays, as the editor shows but one.
 */
export function mergeSchemas(one: OutputSchema | undefined, other: OutputSchema): OutputSchema {
	if (one === undefined || one.type === 'null') return other;
	if (one.type !== other.type) return one;
	if (one.type === 'array' && other.items)
		return { ...one, items: mergeSchemas(one.items, other.items) };
	if (one.type !== 'object') return one;
	const properties = { ...one.properties };
	for (const [name, member] of Object.entries(other.properties ?? {}))
		properties[name] = mergeSchemas(properties[name], member);
	return { ...one, properties };
}
