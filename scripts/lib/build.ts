import { rmSync } from 'node:fs';
import { copyFile, mkdir } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';

import { mustRun } from './command';
import { distFolder, extensionFolder, logPath, rootFolder } from './paths';
import { buildWhenChanged, listFiles } from './source-hash';
import { step } from './steps';
import type { SuiteStep } from './suite';

const PACKAGE_SOURCES = ['client', 'credentials', 'nodes', 'tsconfig.json', 'package-lock.json'];
const EXTENSION_SOURCES = ['client', 'extension', 'vite.config.ts', 'package-lock.json'];
/** What n8n reads beside the code: icons, the codex of a node, schemas of its output. */
const ASSETS = /(\.(svg|png)|\.node\.json|[\\/]__schema__[\\/].*\.json)$/;
const TWO_MINUTES = 120_000;

/** `dist/`: what the npm package holds. Built unless it was built from the present sources. */
const packageStep: SuiteStep = {
	name: 'Build the n8n package',
	work: async () => {
		const built = await buildWhenChanged('dist', PACKAGE_SOURCES, distFolder, compilePackage);
		return built ? 'dist/' : 'dist/ is up to date';
	},
};

/** `build/extension/`: the unpacked Chrome extension. Likewise. */
const extensionStep: SuiteStep = {
	name: 'Build the Chrome extension',
	work: async () => {
		const built = await buildWhenChanged(
			'extension',
			EXTENSION_SOURCES,
			extensionFolder,
			bundleExtension,
		);
		return built ? 'build/extension/' : 'build/extension/ is up to date';
	},
};

/** Everything that is built; the steps may run beside each other. */
export const buildSteps: SuiteStep[] = [packageStep, extensionStep];

/**
 * Builds everything.
 *
 * @throws StepFailure
 */
export async function buildAll(): Promise<void> {
	await Promise.all(buildSteps.map(async ({ name, work }) => await step(name, work)));
}

async function compilePackage(): Promise<void> {
	// A file that has no source any more would still be published.
	rmSync(distFolder, { recursive: true, force: true });
	await mustRun(
		process.execPath,
		['node_modules/typescript/bin/tsc', '--project', 'tsconfig.json', '--noEmitOnError'],
		{
			cwd: rootFolder,
			logFile: logPath('build-package'),
			deadline: TWO_MINUTES,
			advice: 'Correct the type errors; `npm run check` lists them.',
		},
	);
	for (const folder of ['credentials', 'nodes']) {
		for (const file of listFiles(join(rootFolder, folder))) {
			if (!ASSETS.test(file)) continue;
			const target = join(distFolder, relative(rootFolder, file));
			await mkdir(dirname(target), { recursive: true });
			await copyFile(file, target);
		}
	}
}

async function bundleExtension(): Promise<void> {
	// In a process of its own: Vite keeps handles open and writes to the terminal.
	await mustRun(process.execPath, ['node_modules/vite/bin/vite.js', 'build'], {
		cwd: rootFolder,
		logFile: logPath('build-extension'),
		deadline: TWO_MINUTES,
		advice: 'Correct what the output names.',
	});
}
