import { execFile } from 'node:child_process';
import { rmSync } from 'node:fs';
import { copyFile, mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

import { plainEnvironment } from './environment';
import { npmCommand } from './npm';
import { packageName, rootFolder } from './paths';

/** What `npm publish` would publish. */
export interface PackedPackage {
	/** Paths relative to the repository. */
	files: string[];
	/** Of the tarball, in bytes. */
	size: number;
	/** In bytes. */
	unpackedSize: number;
}

const DEADLINE = 60_000;

/** Asks npm what the package would hold; `dist/` has to be built. */
export async function listPackage(): Promise<PackedPackage> {
	const [command, ...first] = npmCommand();
	const { stdout } = await promisify(execFile)(
		command,
		[...first, 'pack', '--dry-run', '--json', '--ignore-scripts', '--loglevel=error'],
		{ cwd: rootFolder, env: plainEnvironment(), timeout: DEADLINE, maxBuffer: 1 << 26 },
	);
	const [packed] = JSON.parse(stdout) as [
		{ files: Array<{ path: string }>; size: number; unpackedSize: number },
	];
	return { ...packed, files: packed.files.map(({ path }) => path) };
}

/**
 * Puts the package, exactly as it would be published, where n8n finds community nodes.
 *
 * @param userFolder the folder given to n8n as N8N_USER_FOLDER
 */
export async function installPackage(userFolder: string): Promise<void> {
	const target = join(userFolder, '.n8n', 'nodes', 'node_modules', packageName());
	rmSync(target, { recursive: true, force: true });
	for (const file of (await listPackage()).files) {
		await mkdir(dirname(join(target, file)), { recursive: true });
		await copyFile(join(rootFolder, file), join(target, file));
	}
}
