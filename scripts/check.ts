/** `npm run check`: the fast loop before a commit: format, lint, types, unit and contract tests. */
import { readArguments } from './lib/arguments';
import { runJest } from './lib/jest';
import { runMain } from './lib/lifetime';
import { staticChecks } from './lib/static-checks';
import { printLine } from './lib/steps';
import { Suite } from './lib/suite';

const USAGE = `Usage: npm run check
  Checks format, lint and types, and runs the unit and contract tests.`;

void runMain(async () => {
	readArguments({ usage: USAGE });
	const suite = new Suite();
	const tests = {
		name: 'Unit and contract tests',
		work: async () => await runJest(['unit', 'contract'], suite.count),
	};
	const succeeded = await suite.run([tests, ...staticChecks()], 2);
	suite.printFailures();
	if (succeeded) printLine('✓ All is well. Before a pull request, also run: npm test');
	else printLine('✗ Not all is well: see above.');
	return succeeded ? 0 : 1;
});
