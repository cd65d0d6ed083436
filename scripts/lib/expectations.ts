/** What a figure should be. */
export interface Expectation {
	atLeast?: number;
	atMost?: number;
}

/** What the project promises, by the name of the figure. */
export const EXPECTATIONS: Record<string, Expectation> = {
	'200 items: OpenAI node / AI/ML API node': { atLeast: 8 },
	'200 items: HTTP Request node / AI/ML API node': { atLeast: 1 },
	// More would be unkind to the rate limits of the API.
	'200 items: most in flight of the AI/ML API node': { atMost: 32 },
	'package: load all nodes (ms)': { atMost: 60 },
	'panel: click to first painted token (ms)': { atMost: 35 },
	'speech: click to first audible sample (ms)': { atMost: 150 },
	'extension: zip without PDF.js (kB)': { atMost: 150 },
};

/** Whether a figure is what was expected; undefined when nothing was. */
export function isMet(name: string, figure: number): boolean | undefined {
	const expected = EXPECTATIONS[name];
	if (!expected) return undefined;
	return figure >= (expected.atLeast ?? -Infinity) && figure <= (expected.atMost ?? Infinity);
}

/** An expectation as text, e.g. `≥ 8`. */
export function describeExpectation(name: string): string {
	const { atLeast, atMost } = EXPECTATIONS[name] ?? {};
	return [atLeast !== undefined && `≥ ${atLeast}`, atMost !== undefined && `≤ ${atMost}`]
		.filter(Boolean)
		.join(', ');
}
