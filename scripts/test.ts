/**
 * `npm test`: everything that proves the project, one line for each step, the whole output of
 * those that fail, and at the end `N passed, N failed` alone on a line.
 */
import { readArguments } from './lib/arguments';
import { buildSteps } from './lib/build';
import { ensureChromium } from './lib/chromium';
import { ensureDesktop } from './lib/desktop';
import { runMain } from './lib/lifetime';
import { ensureRuntime } from './lib/runtime';
import { staticChecks } from './lib/static-checks';
import { printLine } from './lib/steps';
import { Suite, testStep, type SuiteStep } from './lib/suite';

const USAGE = `Usage: npm test
  Runs everything that proves the project: lint, types and all tests, also in a real n8n and Chromium.`;

const suite = new Suite();

function tests(name: string, ...projects: string[]): SuiteStep {
	return testStep(name, projects, suite.count);
}

/** Installs the runtime beside the other steps; its own step then only waits for the rest of it. */
function installRuntimeMeanwhile(): SuiteStep {
	let report = (_text: string) => {};
	let progress = '';
	const runtime = ensureRuntime((text) => report((progress = text)));
	// Told by the step that waits for it.
	runtime.catch(() => undefined);
	return {
		name: 'Node 24 and n8n',
		work: async ({ note }) => {
			report = note;
			note(progress);
			return (await runtime).folder;
		},
	};
}

void runMain(async () => {
	readArguments({ usage: USAGE });
	const runtime = installRuntimeMeanwhile();
	await suite.run([tests('Unit and contract tests', 'unit', 'contract'), ...staticChecks()], 2);
	if (await suite.run(buildSteps, 2)) await runBuilt(runtime);
	suite.printFailures();
	printLine();
	printLine(`${suite.count.passed} passed, ${suite.count.failed} failed`);
	return suite.count.failed === 0 ? 0 : 1;
});

/** What needs `dist/` and `build/extension/`. */
async function runBuilt(runtime: SuiteStep): Promise<void> {
	await suite.run([tests('In-process n8n tests', 'n8n'), tests('Package tests', 'package')]);
	const chromium = { name: 'Chromium', work: ensureChromium };
	const hasChromium = await suite.run([chromium]);
	// n8n's own editor is among what is tested.
	if (hasChromium && (await suite.run([runtime])))
		await suite.run([tests('Real n8n tests', 'n8n-server')]);
	const desktop = { name: 'Screen, keyboard and mouse', work: ensureDesktop };
	if (hasChromium && (await suite.run([desktop])))
		await suite.run([tests('Chromium tests', 'browser')]);
}
