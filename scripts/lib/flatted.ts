/**
 * Reads the format in which n8n's editor receives execution data ("flatted"): a JSON list in
 * which every string inside an object or list is the position of the value it stands for.
 */
export function parseFlatted(text: string): unknown {
	const table = JSON.parse(text) as unknown[];
	const built = new Map<number, unknown>();

	const resolve = (value: unknown): unknown =>
		typeof value === 'string' ? build(Number(value)) : value;

	function build(position: number): unknown {
		if (built.has(position)) return built.get(position);
		const value = table[position];
		if (typeof value !== 'object' || value === null) return value;
		const result: Record<string, unknown> | unknown[] = Array.isArray(value) ? [] : {};
		// Before its members, because they may refer to it.
		built.set(position, result);
		for (const [key, member] of Object.entries(value)) {
			(result as Record<string, unknown>)[key] = resolve(member);
		}
		return result;
	}

	return build(0);
}
