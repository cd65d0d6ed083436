/** A task that is not done too often. */
export interface Throttled {
	/** Does the task: at once when it has rested, else once at the end of the interval. */
	call(): void;
	/** Does now what is still owed. */
	flush(): void;
}

/** Does a task at most once in an interval (milliseconds), and always after the last call. */
export function throttle(interval: number, task: () => void): Throttled {
	let timer: ReturnType<typeof setTimeout> | undefined;
	let owed = false;
	const rest = () => {
		timer = setTimeout(() => {
			timer = undefined;
			if (owed) run();
		}, interval);
	};
	const run = () => {
		owed = false;
		rest();
		task();
	};
	return {
		call() {
			owed = true;
			if (timer === undefined) run();
		},
		flush() {
			clearTimeout(timer);
			timer = undefined;
			if (owed) run();
		},
	};
}
