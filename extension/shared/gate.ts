/** Lets at most `width` tasks run at a time; the others wait in line. */
export function createGate(
	width: number,
): <Result>(task: () => Promise<Result>) => Promise<Result> {
	let running = 0;
	const waiting: Array<() => void> = [];
	return async (task) => {
		if (running >= width) await new Promise<void>((enter) => waiting.push(enter));
		else running++;
		try {
			return await task();
		} finally {
			const next = waiting.shift();
			// The place is handed over, so that nobody slips in between.
			if (next) next();
			else running--;
		}
	};
}
