import { plainEnvironment } from './environment';
import { mustRun } from './command';

/** How npm is run in a folder that is not this project. */
export interface NpmOptions {
	/** The Node that runs npm. */
	node: string;
	cwd: string;
	environment?: NodeJS.ProcessEnv;
	logFile: string;
	/** In milliseconds. */
	deadline: number;
	advice: string;
	/** Told npm's process id. */
	onStart?: (processId: number) => void;
}

/** The npm that runs this command, as the beginning of a command line. */
export function npmCommand(node = process.execPath): [string, ...string[]] {
	const inside = process.env.npm_execpath;
	return inside?.endsWith('npm-cli.js') ? [node, inside] : ['npm'];
}

/**
 * Runs npm in a folder of its own, untouched by the settings of this project.
 *
 * @throws StepFailure when it fails or takes too long
 */
export async function runNpm(npmArguments: string[], options: NpmOptions): Promise<void> {
	const [command, ...first] = npmCommand(options.node);
	await mustRun(command, [...first, ...npmArguments, '--no-audit', '--no-fund'], {
		...options,
		environment: { ...plainEnvironment(), ...options.environment },
	});
}
