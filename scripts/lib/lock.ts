import { appendFileSync, mkdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

import { isRunning, pause } from './command';
import { onEnd } from './lifetime';
import { StepFailure } from './steps';

const POLL_INTERVAL = 500;
/** A lock without a process id is one that is being made, for this long, in milliseconds. */
const UNOWNED = 5000;

/** Makes a child process hold the lock too, so that it counts as held when only the child is left. */
export type ShareLock = (processId: number) => void;

/**
 * Does work that no other process may do at the same time. The lock of processes that have all
 * died is taken over.
 *
 * @param file holds the ids of the processes that hold the lock
 * @param deadline how long to wait for another process, in milliseconds
 * @param onWait told the other process's id once, when there is one
 * @throws StepFailure when the other process is not done by then
 */
export async function withLock<Result>(
	file: string,
	deadline: number,
	onWait: (processId: number) => void,
	work: (share: ShareLock) => Promise<Result>,
): Promise<Result> {
	await acquire(file, deadline, onWait);
	const release = () => rmSync(file, { force: true });
	const forget = onEnd(release);
	try {
		return await work((processId) => appendFileSync(file, `${processId}\n`));
	} finally {
		forget();
		release();
	}
}

async function acquire(
	file: string,
	deadline: number,
	onWait: (processId: number) => void,
): Promise<void> {
	mkdirSync(dirname(file), { recursive: true });
	const end = Date.now() + deadline;
	let waiting = false;
	while (!tryToMake(file)) {
		const holder = findHolder(file);
		if (holder === undefined) continue;
		if (holder > 0 && !waiting) {
			waiting = true;
			onWait(holder);
		}
		if (Date.now() > end) {
			throw new StepFailure(
				`Process ${holder} has held ${file} for too long`,
				'Wait for it to end, or end it, and run the command again.',
			);
		}
		await pause(POLL_INTERVAL);
	}
}

function tryToMake(file: string): boolean {
	try {
		writeFileSync(file, `${process.pid}\n`, { flag: 'wx' });
		return true;
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
		throw error;
	}
}

/** A process that holds the lock, 0 when that is not known yet, undefined when there is none now. */
function findHolder(file: string): number | undefined {
	try {
		const text = readFileSync(file, 'utf8');
		const processIds = text.split('\n').filter(Boolean).map(Number);
		const holder = processIds.find(isRunning);
		if (holder !== undefined) return holder;
		if (processIds.length === 0 && Date.now() - statSync(file).mtimeMs < UNOWNED) return 0;
		takeAway(file, text);
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
	}
	return undefined;
}

/** Removes the lock of dead processes, unless somebody else has just done so and made a new one. */
function takeAway(file: string, expected: string): void {
	const taken = `${file}.${process.pid}`;
	renameSync(file, taken);
	if (readFileSync(taken, 'utf8') === expected) rmSync(taken);
	else renameSync(taken, file);
}
