import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

import { distFolder, rootFolder } from '../scripts/lib/paths';
import { listPackage } from '../scripts/lib/pack';

const ROUNDS = 15;

/** How long n8n waits for the package at its start, and what a user downloads. */
export async function measure(): Promise<Record<string, number>> {
	const { files, size } = await listPackage();
	const entries = files.filter((file) => /\.(node|credentials)\.js$/.test(file));
	const rounds = Array.from({ length: ROUNDS }, () => loadTime(entries)).sort((a, b) => a - b);
	return {
		'package: load all nodes (ms)': rounds[Math.floor(ROUNDS / 2)] ?? NaN,
		'package: tarball (kB)': size / 1000,
		'package: files': files.length,
	};
}

/** In a fresh process: the second `require` of a file costs nothing. */
function loadTime(entries: string[]): number {
	const program = `
		require('n8n-workflow'); // n8n has loaded it long before it loads any package
		const started = performance.now();
		for (const file of ${JSON.stringify(entries.map((file) => join(rootFolder, file)))}) require(file);
		console.log(performance.now() - started);
	`;
	const { stdout, stderr } = spawnSync(process.execPath, ['-e', program], {
		cwd: distFolder,
		encoding: 'utf8',
		timeout: 30_000,
	});
	const milliseconds = Number(stdout);
	if (!stdout || Number.isNaN(milliseconds))
		throw new Error(`The package does not load: ${stderr}`);
	return milliseconds;
}
