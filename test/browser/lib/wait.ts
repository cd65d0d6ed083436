/** Asks again until the answer is there; fails with what was waited for. Times are milliseconds. */
export async function waitFor<Value>(
	what: string,
	ask: () => Promise<Value | undefined | false | null> | Value | undefined | false | null,
	{ timeout = 10_000, interval = 20 } = {},
): Promise<Value> {
	const deadline = Date.now() + timeout;
	for (;;) {
		const value = await ask();
		if (value) return value;
		if (Date.now() > deadline) throw new Error(`Waited ${timeout} ms for ${what}.`);
		await new Promise((resolve) => setTimeout(resolve, interval));
	}
}
