import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

import { mustRun } from './command';
import { logPath } from './paths';

const DEADLINE = 10 * 60_000;

/** The path of a program, or undefined. */
export function findProgram(name: string): string | undefined {
	const folders = (process.env.PATH ?? '').split(delimiter);
	return folders.map((folder) => join(folder, name)).find((file) => existsSync(file));
}

/** Whether Debian's packages can be installed without asking anybody. */
export function canUseApt(): boolean {
	return process.getuid?.() === 0 && findProgram('apt-get') !== undefined;
}

/**
 * Installs Debian packages.
 *
 * @throws StepFailure when that fails
 */
export async function aptInstall(packages: string[]): Promise<void> {
	const advice = `Install them yourself (apt-get install ${packages.join(' ')}), then try again.`;
	const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
	const logFile = logPath('apt-get');
	// The lists may be absent (a fresh container) or too old; a failure shows in what follows.
	spawnSync('apt-get', ['update'], { env: environment, timeout: DEADLINE, stdio: 'ignore' });
	await mustRun('apt-get', ['install', '-y', '--no-install-recommends', ...packages], {
		environment,
		logFile,
		deadline: DEADLINE,
		advice,
	});
}

/** Installs what compiles a native module, when that is missing and possible; says whether it did. */
export async function installBuildTools(): Promise<boolean> {
	const present = ['make', 'g++', 'python3'].every((name) => findProgram(name) !== undefined);
	if (present || !canUseApt()) return false;
	await aptInstall(['python3', 'make', 'g++']);
	return true;
}
