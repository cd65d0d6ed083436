import { StepBoard } from './step-board';

/** A failure that is told in one line, with what to do about it. */
export class StepFailure extends Error {
	constructor(
		message: string,
		/** What the user can do, as one sentence. */
		readonly advice?: string,
		/** A file with the whole output. */
		readonly logFile?: string,
	) {
		super(message);
		this.name = 'StepFailure';
	}
}

/** What a running step can tell while it runs. */
export interface StepReport {
	/** Replaces the remark behind the step's name. */
	note(text: string): void;
}

const board = new StepBoard();
const reported = new WeakSet<Error>();
let silent = false;

/** Duration as people read it: `0.4 s`, `12 s`, `3 min 05 s`. */
export function formatDuration(milliseconds: number): string {
	if (milliseconds < 9950) return `${(milliseconds / 1000).toFixed(1)} s`;
	const seconds = Math.round(milliseconds / 1000);
	if (seconds < 100) return `${seconds} s`;
	return `${Math.floor(seconds / 60)} min ${String(seconds % 60).padStart(2, '0')} s`;
}

/**
 * Runs one named step and prints its progress, its duration and its result or failure.
 *
 * Steps may run beside each other. A string that the work returns is printed behind the duration.
 *
 * @throws what the work throws, after having printed it
 */
export async function step<Result>(
	name: string,
	work: (report: StepReport) => Promise<Result>,
): Promise<Result> {
	const entry = board.add(name);
	const started = Date.now();
	const duration = () => formatDuration(Date.now() - started);
	try {
		const result = await work({ note: (text) => board.note(entry, text) });
		const remark = typeof result === 'string' && result !== '' ? ` · ${result}` : '';
		board.finish(entry, `✓ ${name} (${duration()})${remark}`);
		return result;
	} catch (error) {
		if (!silent) board.finish(entry, `✗ ${name} (${duration()}): ${describeFailure(error)}`);
		if (error instanceof Error) reported.add(error);
		throw error;
	}
}

/** Prints a line without disturbing the steps that are running. */
export function printLine(text = ''): void {
	board.print(text);
}

/** Says no more about steps: everything is being stopped, and what fails by that is no news. */
export function silenceSteps(): void {
	silent = true;
	board.clear();
}

/** Prints an error, unless a step has told it already. */
export function printFailure(error: unknown): void {
	if (silent || (error instanceof Error && reported.has(error))) return;
	board.print(`✗ ${describeFailure(error)}`);
}

function describeFailure(error: unknown): string {
	if (!(error instanceof StepFailure)) {
		return error instanceof Error ? (error.stack ?? error.message) : String(error);
	}
	const lines = [error.message];
	if (error.advice) lines.push(error.advice);
	if (error.logFile) lines.push(`Whole output: ${error.logFile}`);
	return lines.join('\n  ');
}
