import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';

import { plainEnvironment } from './environment';
import { type ShareLock, withLock } from './lock';
import { installRuntime } from './runtime-install';
import { findDamage, nodePath } from './runtime-check';
import { StepFailure } from './steps';
import { RUNTIME_VERSIONS } from './versions';

/** A real n8n with the Node it needs. */
export interface Runtime {
	/** Where it is installed. */
	folder: string;
	/** The Node executable. */
	node: string;
	/** n8n's start script. */
	n8n: string;
	/** An environment in which that Node comes first. */
	environment: NodeJS.ProcessEnv;
}

const OTHER_INSTALL_DEADLINE = 30 * 60_000;

/** The folder for runtimes, shared by every clone of the user. */
export function runtimeBase(): string {
	const cache = process.env.XDG_CACHE_HOME || join(homedir(), '.cache');
	return process.env.AIMLAPI_RUNTIME_DIR || join(cache, 'n8n-nodes-aiml');
}

/**
 * Finds the runtime, or installs it: several minutes and 3 GB the first time, under a second
 * afterwards. What an interrupted or damaged install left is noticed and mended.
 *
 * @param report told what is being done
 * @throws StepFailure when it cannot be installed
 */
export async function ensureRuntime(report: (text: string) => void): Promise<Runtime> {
	const base = runtimeBase();
	const { node, n8n } = RUNTIME_VERSIONS;
	const folder = join(base, `n8n-${n8n}-node-${node}`);
	if (!isReady(folder)) {
		await withLock(
			join(base, 'install.lock'),
			OTHER_INSTALL_DEADLINE,
			(processId) => report(`waiting for the install that process ${processId} is doing`),
			async (share) => {
				if (!isReady(folder)) await install(folder, report, share);
			},
		);
	}
	return describeRuntime(folder);
}

async function install(
	folder: string,
	report: (text: string) => void,
	share: ShareLock,
): Promise<void> {
	const partial = `${folder}.partial`;
	if (existsSync(folder)) {
		report('mending a damaged install');
		if (existsSync(partial)) await rm(folder, { recursive: true, force: true });
		else renameSync(folder, partial);
	}
	rmSync(completeFile(partial), { force: true });
	await installRuntime(partial, report, share);
	const damage = findDamage(partial);
	if (damage) {
		throw new StepFailure(
			`The installed n8n does not work: ${damage}`,
			`Delete ${partial} and run the command again.`,
		);
	}
	writeFileSync(completeFile(partial), JSON.stringify(identity()));
	renameSync(partial, folder);
}

const completeFile = (folder: string) => join(folder, 'complete.json');

/** A runtime is right for one platform only; a home folder may be shared by several. */
function identity(): Record<string, string> {
	return { ...RUNTIME_VERSIONS, platform: process.platform, architecture: process.arch };
}

function isReady(folder: string): boolean {
	const file = completeFile(folder);
	if (!existsSync(file)) return false;
	if (readFileSync(file, 'utf8') !== JSON.stringify(identity())) return false;
	return findDamage(folder) === undefined;
}

function describeRuntime(folder: string): Runtime {
	const node = nodePath(folder);
	const environment = plainEnvironment();
	environment.PATH = [dirname(node), environment.PATH].join(delimiter);
	// Saves a third of n8n's start, which is mostly the compilation of its code.
	environment.NODE_COMPILE_CACHE = join(folder, 'compile-cache');
	return {
		folder,
		node,
		n8n: join(folder, 'n8n', 'node_modules', 'n8n', 'bin', 'n8n'),
		environment,
	};
}
