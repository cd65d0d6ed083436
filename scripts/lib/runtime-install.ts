import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { copyFile, mkdir, rm } from 'node:fs/promises';
import { delimiter, dirname, join } from 'node:path';

import { installBuildTools } from './apt';
import { runNpm } from './npm';
import { logPath } from './paths';
import { nodeHome, nodePackage, nodePath, nodeWorks } from './runtime-check';
import { packagesAreComplete, sqliteLoads } from './runtime-check';
import { StepFailure } from './steps';
import { RUNTIME_VERSIONS } from './versions';

type OnStart = (processId: number) => void;

const MINUTE = 60_000;
const RETRY = 'Check the connection to the npm registry, then run the command again.';
const BINARY = join('node_modules', 'sqlite3', 'build', 'Release', 'node_sqlite3.node');

/**
 * Installs into a folder whatever of the runtime is not there yet: Node, n8n and, beside it,
 * sqlite3. Each part that an earlier try has completed is kept.
 *
 * @param onStart told the process id of every npm that works in the folder
 * @throws StepFailure
 */
export async function installRuntime(
	folder: string,
	report: (text: string) => void,
	onStart: OnStart,
): Promise<void> {
	const doing = new Set<string>();
	const part = async (name: string, work: () => Promise<void>) => {
		doing.add(name);
		report([...doing].join(', '));
		await work();
		doing.delete(name);
		report([...doing].join(', '));
	};
	await part(
		`installing Node ${RUNTIME_VERSIONS.node}`,
		async () => await installNode(folder, onStart),
	);
	const results = await Promise.allSettled([
		part(`installing n8n ${RUNTIME_VERSIONS.n8n}`, async () => await installN8n(folder, onStart)),
		part('building sqlite3', async () => await buildSqlite(folder, onStart)),
	]);
	for (const result of results) if (result.status === 'rejected') throw result.reason;

	const target = join(folder, 'n8n', BINARY);
	await mkdir(dirname(target), { recursive: true });
	await copyFile(join(folder, 'sqlite3', BINARY), target);
}

async function installNode(folder: string, onStart: OnStart): Promise<void> {
	if (nodeWorks(folder)) return;
	const inside = await emptyPackage(join(folder, 'node'), {
		[nodePackage()]: RUNTIME_VERSIONS.node,
	});
	await runNpm(['install', '--ignore-scripts'], {
		node: process.execPath,
		cwd: inside,
		logFile: logPath('runtime-node'),
		deadline: 10 * MINUTE,
		advice: RETRY,
		onStart,
	});
	if (!nodeWorks(folder)) {
		throw new StepFailure(
			`Node ${RUNTIME_VERSIONS.node} from the npm package ${nodePackage()} does not run here`,
			'Use Linux (glibc) or macOS on x64 or arm64.',
		);
	}
}

async function installN8n(folder: string, onStart: OnStart): Promise<void> {
	// npm takes a half-extracted package for an installed one, so only a finished install counts.
	const finished = join(folder, 'n8n', 'finished');
	if (existsSync(finished) && packagesAreComplete(folder)) return;
	const inside = await emptyPackage(join(folder, 'n8n'), { n8n: RUNTIME_VERSIONS.n8n });
	// Without scripts: those of optional accelerators fail where GitHub or a library is missing,
	// and one of them aborts the whole install.
	await runNpm(['install', '--ignore-scripts'], {
		node: nodePath(folder),
		cwd: inside,
		environment: withNode(folder),
		logFile: logPath('runtime-n8n'),
		deadline: 25 * MINUTE,
		advice: RETRY,
		onStart,
	});
	writeFileSync(finished, '');
}

async function buildSqlite(folder: string, onStart: OnStart): Promise<void> {
	const inside = join(folder, 'sqlite3');
	if (sqliteLoads(folder, inside)) return;
	await emptyPackage(inside, { sqlite3: RUNTIME_VERSIONS.sqlite3 });
	const options = {
		node: nodePath(folder),
		cwd: inside,
		environment: withNode(folder),
		logFile: logPath('runtime-sqlite3'),
		deadline: 15 * MINUTE,
		advice: RETRY,
		onStart,
	};
	await runNpm(['install', '--ignore-scripts'], options);
	// Fetches a built module where its release can be reached, and otherwise compiles it.
	const build = async () =>
		await runNpm(['rebuild', 'sqlite3', '--ignore-scripts=false', '--foreground-scripts'], {
			...options,
			advice: 'Install python3, make and g++ (a C++ compiler), then run the command again.',
		});
	try {
		await build();
	} catch (error) {
		if (!(await installBuildTools())) throw error;
		await build();
	}
}

/** A folder with nothing but a package.json. */
async function emptyPackage(folder: string, dependencies: Record<string, string>): Promise<string> {
	// Several hundred thousand files: not while everything else stands still.
	await rm(folder, { recursive: true, force: true });
	mkdirSync(folder, { recursive: true });
	writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, dependencies }));
	return folder;
}

/** The environment in which npm and node-gyp use the runtime's Node and its headers. */
function withNode(folder: string): NodeJS.ProcessEnv {
	return {
		PATH: [join(nodeHome(folder), 'bin'), process.env.PATH].join(delimiter),
		npm_config_nodedir: nodeHome(folder),
		npm_config_fetch_retries: '5',
		JOBS: 'max',
	};
}
