/** `npm run build`: `dist/` is the npm package, `build/extension/` the unpacked Chrome extension. */
import { readArguments } from './lib/arguments';
import { buildAll } from './lib/build';
import { runMain } from './lib/lifetime';

const USAGE = `Usage: npm run build
  Builds dist/ (the npm package) and build/extension/ (the Chrome extension).`;

void runMain(async () => {
	readArguments({ usage: USAGE });
	await buildAll();
	return 0;
});
