import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

import { aptInstall, canUseApt, findProgram } from './apt';
import { StepFailure } from './steps';

/** Not Google Chrome: it ignores `--load-extension`. */
const NAMES = ['chromium', 'chromium-browser'];
const PACKAGES = ['chromium'];
/** The extension's `minimum_chrome_version`. */
const MINIMUM_VERSION = 124;
/** How long a browser may take to tell its version, in milliseconds. */
const PATIENCE = 30_000;

/** The Chromium on this machine, or undefined. */
export function findChromium(): string | undefined {
	const named = process.env.CHROMIUM_PATH;
	if (named) return existsSync(named) ? named : undefined;
	return NAMES.map((name) => findProgram(name)).find((file) => file !== undefined);
}

/**
 * Finds Chromium, or installs it where Debian's packages can be installed.
 *
 * @returns the path of the executable
 * @throws StepFailure with what to install
 */
export async function ensureChromium(): Promise<string> {
	const found = findChromium();
	if (found) return checkVersion(found);
	if (process.env.CHROMIUM_PATH) {
		throw new StepFailure(
			`CHROMIUM_PATH names ${process.env.CHROMIUM_PATH}, which does not exist`,
			'Correct it, or unset it to use the Chromium that is installed.',
		);
	}
	if (canUseApt()) await aptInstall(PACKAGES);
	const installed = findChromium();
	if (installed) return checkVersion(installed);
	throw new StepFailure(
		'No Chromium was found',
		`Install it (Debian: apt-get install ${PACKAGES.join(' ')}) or set CHROMIUM_PATH.`,
	);
}

/** The same path, once it is known to be new enough. */
function checkVersion(file: string): string {
	const { stdout } = spawnSync(file, ['--version'], { encoding: 'utf8', timeout: PATIENCE });
	// E.g. `Chromium 131.0.6778.85 built on Debian GNU/Linux 12`; Chrome says `Google Chrome …`.
	const version = /^Chromium (\d+)\./m.exec(stdout ?? '')?.[1];
	if (version !== undefined && Number(version) >= MINIMUM_VERSION) return file;
	const told = version === undefined ? 'tells no version of Chromium' : `is Chromium ${version}`;
	throw new StepFailure(
		`${file} ${told}; the tests need Chromium ${MINIMUM_VERSION} or newer`,
		'Install a newer Chromium, or set CHROMIUM_PATH to one.',
	);
}
