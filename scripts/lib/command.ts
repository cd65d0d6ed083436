import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';

import { onEnd } from './lifetime';
import { StepFailure } from './steps';

/** How a command is run. */
export interface CommandOptions {
	/** Receives standard output and standard error. */
	logFile: string;
	/** After this the command is ended and counts as failed, in milliseconds. */
	deadline: number;
	cwd?: string;
	environment?: NodeJS.ProcessEnv;
	/** Told the process id. */
	onStart?: (processId: number) => void;
}

/** How long a process may take to end by itself after SIGTERM, in milliseconds. */
const GRACE = 10_000;

/** Waits. */
export async function pause(milliseconds: number): Promise<void> {
	await new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/**
 * Runs a command quietly, its output in a log file.
 *
 * @returns the exit code; 127 when the command could not be started, 124 after the deadline
 */
export async function runCommand(
	command: string,
	commandArguments: string[],
	options: CommandOptions,
): Promise<number> {
	const log = openSync(options.logFile, 'w');
	// Its own process group: all of its children can be ended with it.
	const child = spawn(command, commandArguments, {
		cwd: options.cwd,
		env: options.environment ?? process.env,
		stdio: ['ignore', log, log],
		detached: process.platform !== 'win32',
	});
	closeSync(log);
	if (child.pid !== undefined) options.onStart?.(child.pid);
	const forget = onEnd(async () => await stopProcess(child));
	let late = false;
	const timer = setTimeout(() => {
		late = true;
		void stopProcess(child);
	}, options.deadline);
	try {
		return await new Promise<number>((resolve) => {
			child.on('error', () => resolve(127));
			child.on('exit', (code) => resolve(late ? 124 : (code ?? 1)));
		});
	} finally {
		clearTimeout(timer);
		forget();
	}
}

/** Like {@link runCommand}, but a failure is thrown with the advice given. */
export async function mustRun(
	command: string,
	commandArguments: string[],
	options: CommandOptions & { advice: string },
): Promise<void> {
	const code = await runCommand(command, commandArguments, options);
	if (code === 0) return;
	const reason = code === 124 ? 'took too long' : `failed with exit code ${code}`;
	const short = [command.split(/[\\/]/).pop(), ...commandArguments.slice(0, 3)].join(' ');
	throw new StepFailure(`${short} ${reason}`, options.advice, options.logFile);
}

/** Ends a process and all it started: SIGTERM, and after a while SIGKILL. */
export async function stopProcess(child: ChildProcess): Promise<void> {
	if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
	const ended = new Promise<boolean>((resolve) => child.once('exit', () => resolve(true)));
	signalProcess(child.pid, 'SIGTERM');
	const giveUp = new AbortController();
	const inTime = await Promise.race([ended, abortablePause(GRACE, giveUp.signal)]);
	giveUp.abort();
	// Children of a process that ended well may still be there.
	signalProcess(child.pid, 'SIGKILL');
	if (!inTime) await Promise.race([ended, pause(GRACE)]);
}

async function abortablePause(milliseconds: number, signal: AbortSignal): Promise<boolean> {
	await new Promise<void>((resolve) => {
		const timer = setTimeout(resolve, milliseconds);
		signal.addEventListener('abort', () => {
			clearTimeout(timer);
			resolve();
		});
	});
	return false;
}

/** Signals the group that the process leads, or the process alone when it leads none. */
function signalProcess(processId: number, signal: NodeJS.Signals): void {
	for (const target of [-processId, processId]) {
		try {
			process.kill(target, signal);
			return;
		} catch {
			// It leads no group, or it has ended already.
		}
	}
}

/** Whether a process of this id exists. */
export function isRunning(processId: number): boolean {
	try {
		process.kill(processId, 0);
		return true;
	} catch (error) {
		return (error as NodeJS.ErrnoException).code === 'EPERM';
	}
}

/** The last lines of a log file. */
export function lastLines(logFile: string, count: number): string {
	return readFileSync(logFile, 'utf8').trimEnd().split('\n').slice(-count).join('\n');
}
