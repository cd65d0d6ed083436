import { printFailure, printLine, silenceSteps } from './steps';

type Cleanup = () => Promise<void> | void;

const cleanups = new Set<Cleanup>();
let ending: Promise<void> | undefined;
let interrupted = false;

/** Registers what must be undone when the command ends, however it ends; returns its removal. */
export function onEnd(cleanup: Cleanup): () => void {
	cleanups.add(cleanup);
	return () => cleanups.delete(cleanup);
}

async function endAll(): Promise<void> {
	ending ??= (async () => {
		// Last started, first stopped.
		for (const cleanup of [...cleanups].reverse()) {
			try {
				await cleanup();
			} catch (error) {
				printFailure(error);
			}
		}
	})();
	await ending;
}

/**
 * Runs a command: its result is the exit code, an error is told in one line, and everything
 * that was registered by {@link onEnd} is undone, also on Ctrl-C.
 */
export async function runMain(
	main: () => Promise<number>,
	options: {
		/** The exit code after Ctrl-C; a command that is meant to be ended that way says 0. */
		interruptCode?: () => number;
	} = {},
): Promise<never> {
	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
		process.on(signal, () => {
			if (!interrupted) {
				interrupted = true;
				silenceSteps();
				printLine('Stopping …');
			}
			void endAll().then(() => process.exit(options.interruptCode?.() ?? 130));
		});
	}
	let code = 1;
	try {
		code = await main();
	} catch (error) {
		printFailure(error);
	}
	await endAll();
	process.exit(interrupted ? (options.interruptCode?.() ?? 130) : code);
}
