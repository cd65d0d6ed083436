import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import { mustRun } from './command';
import { logPath, rootFolder } from './paths';
import type { SuiteStep } from './suite';

const FIVE_MINUTES = 5 * 60_000;

/** Format, lint and the types of every TypeScript project. */
export function staticChecks(): SuiteStep[] {
	return [
		tool('Lint', 'eslint/bin/eslint.js', ['.', '--max-warnings', '0'], 'Correct what it names.'),
		tool('Format', 'prettier/bin/prettier.cjs', ['--check', '.'], 'Run: npx prettier --write .'),
		...typeScriptProjects().map((project) =>
			tool(
				`Types of ${project}`,
				'typescript/bin/tsc',
				['--noEmit', '--project', project],
				'Correct what it names.',
			),
		),
	];
}

function typeScriptProjects(): string[] {
	const folders = readdirSync(rootFolder, { withFileTypes: true })
		.filter((entry) => entry.isDirectory() && entry.name !== 'node_modules')
		.map(({ name }) => name);
	return ['.', ...folders]
		.map((folder) => join(folder, 'tsconfig.json'))
		.filter((file) => existsSync(join(rootFolder, file)));
}

function tool(name: string, script: string, toolArguments: string[], advice: string): SuiteStep {
	return {
		name,
		work: async () =>
			await mustRun(process.execPath, [join('node_modules', script), ...toolArguments], {
				cwd: rootFolder,
				logFile: logPath(`check-${name.toLowerCase().replace(/[^a-z]+/g, '-')}`),
				deadline: FIVE_MINUTES,
				advice,
			}),
	};
}
