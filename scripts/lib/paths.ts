import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The repository's folder. */
export const rootFolder = join(__dirname, '..', '..');

/** Everything that can be deleted at any time: built extension, logs, n8n's user folders. */
export const buildFolder = join(rootFolder, 'build');

/** The compiled npm package. */
export const distFolder = join(rootFolder, 'dist');

/** The unpacked Chrome extension. */
export const extensionFolder = join(buildFolder, 'extension');

/** The path of a log file below `build/logs`; its folder exists afterwards. */
export function logPath(name: string): string {
	const folder = join(buildFolder, 'logs');
	mkdirSync(folder, { recursive: true });
	return join(folder, `${name}.log`);
}

/** The name of the npm package, as n8n uses it in node types. */
export function packageName(): string {
	const text = readFileSync(join(rootFolder, 'package.json'), 'utf8');
	return (JSON.parse(text) as { name: string }).name;
}
