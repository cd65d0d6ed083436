import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';

import { withLock } from './lock';
import { buildFolder, rootFolder } from './paths';

const OTHER_BUILD_DEADLINE = 5 * 60_000;

/** A content hash over files and folders of the repository; those that do not exist are left out. */
export function hashSources(paths: string[]): string {
	const hash = createHash('sha256').update(process.version);
	for (const path of paths) {
		for (const file of listFiles(join(rootFolder, path))) {
			hash.update(relative(rootFolder, file)).update('\0').update(readFileSync(file));
		}
	}
	return hash.digest('hex');
}

/** All files below a path, in a fixed order. */
export function listFiles(path: string): string[] {
	const found = statSync(path, { throwIfNoEntry: false });
	if (!found) return [];
	if (found.isFile()) return [path];
	const names = readdirSync(path).sort();
	return names.flatMap((name) => listFiles(join(path, name)));
}

/**
 * Builds something unless it was built from the very same sources.
 *
 * @returns whether it was built
 */
export async function buildWhenChanged(
	name: string,
	sources: string[],
	output: string,
	build: () => Promise<void>,
): Promise<boolean> {
	const file = join(buildFolder, 'hashes', name);
	// Another command in this clone may be building the same folder.
	return await withLock(
		`${file}.lock`,
		OTHER_BUILD_DEADLINE,
		() => undefined,
		async () => {
			const sourceHash = hashSources(sources);
			const stamp = () => `${sourceHash} ${hashSources([relative(rootFolder, output)])}`;
			if (existsSync(file) && readFileSync(file, 'utf8') === stamp()) return false;
			await build();
			writeFileSync(file, stamp());
			return true;
		},
	);
}
