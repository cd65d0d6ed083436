import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';

import { runCommand } from './command';
import { buildFolder, logPath, rootFolder } from './paths';
import { StepFailure } from './steps';

/** How many tests passed and failed. */
export interface TestCount {
	passed: number;
	failed: number;
}

/** Tests failed; they are in the count already. */
export class TestsFailed extends StepFailure {}

interface JestResult {
	numPassedTests: number;
	numFailedTests: number;
	/** Test files that could not be run at all. */
	numRuntimeErrorTestSuites: number;
}

const DEADLINE = 20 * 60_000;

/**
 * Runs projects of `jest.config.js`.
 *
 * @param count what is added to, also when tests fail
 * @returns one line about the result
 * @throws TestsFailed when a test failed or nothing could be run
 */
export async function runJest(
	projects: string[],
	count: TestCount,
	options: { serial?: boolean; environment?: NodeJS.ProcessEnv } = {},
): Promise<string> {
	const name = projects.join('-');
	const resultFile = join(buildFolder, 'test-results', `${name}.json`);
	mkdirSync(join(buildFolder, 'test-results'), { recursive: true });
	rmSync(resultFile, { force: true });
	const logFile = logPath(`test-${name}`);
	const code = await runCommand(
		process.execPath,
		[
			join('node_modules', 'jest', 'bin', 'jest.js'),
			'--selectProjects',
			...projects,
			'--json',
			`--outputFile=${resultFile}`,
			...(options.serial ? ['--runInBand'] : []),
		],
		{
			cwd: rootFolder,
			logFile,
			deadline: DEADLINE,
			environment: { ...process.env, ...options.environment },
		},
	);
	const result = readResult(resultFile);
	// What fails before any test has run must not look like a success.
	const broken = result.numRuntimeErrorTestSuites + (code !== 0 && !existsSync(resultFile) ? 1 : 0);
	const failed = result.numFailedTests + broken || (code === 0 ? 0 : 1);
	count.passed += result.numPassedTests;
	count.failed += failed;
	if (failed === 0) return `${result.numPassedTests} passed`;
	const reason = code === 124 ? ' (it took too long)' : '';
	throw new TestsFailed(
		`${result.numPassedTests} passed, ${failed} failed${reason}`,
		undefined,
		logFile,
	);
}

function readResult(file: string): JestResult {
	const nothing = { numPassedTests: 0, numFailedTests: 0, numRuntimeErrorTestSuites: 0 };
	if (!existsSync(file)) return nothing;
	return { ...nothing, ...(JSON.parse(readFileSync(file, 'utf8')) as Partial<JestResult>) };
}
