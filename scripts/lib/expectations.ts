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
	'panel: click to first painted token (ms)': { atMost: 30 },
	'panel memory: growth since the 10th (MB)': { atMost: 5 },
	'answer: draw 6.4 kB again (ms)': { atMost: 12 },
	// At most ten in a second, the first and the last.
	'answer: drawings in a second': { atMost: 12 },
	'long page: summary / two calls of 1 s': { atMost: 1.2 },
	'speech: click to first audible sample (ms)': { atMost: 150 },
	'speech: menu of an image to first audible sample (ms)': { atMost: 150 },
	'extension: zip without PDF.js (kB)': { atMost: 250 },
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
