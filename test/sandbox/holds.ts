import { matchesRoute } from './faults';

/** Before an answer has begun; fewer than the tokens of any stream. */
const NOTHING_SENT = -1;

/** Answers that wait until a test lets them go. */
export class Holds {
	private readonly held = new Set<{
		readonly route: string;
		readonly after: number;
		readonly released: Promise<void>;
		release(): void;
	}>();

	/** Holds the answers of a route; returns what lets them go. */
	add(route: string, after = NOTHING_SENT): () => void {
		let letGo!: () => void;
		const released = new Promise<void>((resolve) => (letGo = resolve));
		const release = () => {
			this.held.delete(hold);
			letGo();
		};
		const hold = { route, after, released, release };
		this.held.add(hold);
		return release;
	}

	/** Waits until nothing holds an answer of which so many tokens were sent. */
	async untilReleased(method: string, path: string, tokens = NOTHING_SENT): Promise<void> {
		for (const { route, after, released } of [...this.held])
			if (tokens >= after && matchesRoute(route, method, path)) await released;
	}

	/** Lets all go. */
	clear(): void {
		for (const { release } of this.held) release();
	}
}
