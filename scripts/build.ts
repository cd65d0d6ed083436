/** `npm run build`: `dist/` is the npm package, `build/extension/` the unpacked Chrome extension. */
import { buildAll } from './lib/build';
import { runMain } from './lib/lifetime';

void runMain(async () => {
	await buildAll();
	return 0;
});
