import { aptInstall, canUseApt, findProgram } from './apt';
import { StepFailure } from './steps';

/** Program and Debian package have the same name but for case. */
const PROGRAMS = ['Xvfb', 'xdotool'];

/**
 * Finds what gives a test a screen, a keyboard and a mouse, or installs it where Debian's packages can
 * be installed.
 *
 * @returns the names of the programs
 * @throws StepFailure with what to install
 */
export async function ensureDesktop(): Promise<string> {
	const missing = () => PROGRAMS.filter((name) => findProgram(name) === undefined);
	const packages = missing().map((name) => name.toLowerCase());
	if (packages.length > 0 && canUseApt()) await aptInstall(packages);
	if (missing().length === 0) return PROGRAMS.join(', ');
	throw new StepFailure(
		`Not found: ${missing().join(', ')}`,
		`Install what is missing (Debian: apt-get install ${packages.join(' ')}).`,
	);
}
