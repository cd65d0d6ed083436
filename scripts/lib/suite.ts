import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { runJest, type TestCount, TestsFailed } from './jest';
import { rootFolder } from './paths';
import { printFailure, printLine, step, StepFailure, type StepReport } from './steps';

/** A named piece of work; the text it returns is printed behind its name. */
export interface SuiteStep {
	name: string;
	work: (report: StepReport) => Promise<string | void>;
}

/** The step of jest projects. A folder that is missing fails it: tests that vanish are no success. */
export function testStep(name: string, projects: string[], count: TestCount): SuiteStep {
	return {
		name,
		work: async () => {
			const missing = projects.filter((project) => !existsSync(join(rootFolder, 'test', project)));
			if (missing.length > 0) {
				throw new StepFailure(`there is no ${missing.map((one) => `test/${one}`).join(', ')}`);
			}
			return await runJest(projects, count);
		},
	};
}

/** Steps of which some may fail without keeping the others from running. */
export class Suite {
	/** Tests of all steps; a step that is no test counts as one failure when it fails. */
	readonly count: TestCount = { passed: 0, failed: 0 };
	private readonly failures: Array<{ name: string; logFile: string }> = [];

	/**
	 * Runs steps, at most so many at the same time, in their order.
	 *
	 * @returns whether all succeeded
	 */
	async run(steps: SuiteStep[], atOnce = 1): Promise<boolean> {
		const waiting = [...steps];
		let succeeded = true;
		const work = async () => {
			for (let next = waiting.shift(); next; next = waiting.shift()) {
				succeeded = (await this.runOne(next)) && succeeded;
			}
		};
		await Promise.all(Array.from({ length: atOnce }, work));
		return succeeded;
	}

	/** Prints the whole output of the steps that failed. */
	printFailures(): void {
		for (const { name, logFile } of this.failures) {
			printLine(`\n──── ${name} ────\n${readFileSync(logFile, 'utf8').trimEnd()}`);
		}
	}

	private async runOne({ name, work }: SuiteStep): Promise<boolean> {
		try {
			await step(name, work);
			return true;
		} catch (error) {
			printFailure(error);
			if (!(error instanceof TestsFailed)) this.count.failed += 1;
			if (error instanceof StepFailure && error.logFile) {
				this.failures.push({ name, logFile: error.logFile });
			}
			return false;
		}
	}
}
