import { existsSync } from 'node:fs';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { crx } from '@crxjs/vite-plugin';
import { defineConfig, type Plugin } from 'vite';
import manifest from './extension/manifest.config';

/**
 * The build of the extension: `vite build` writes `build/extension`; `vite` (with the dev server) a
 * folder of its own, so that a production build is never replaced by it.
 */
export default defineConfig(({ command }) => {
	const outDir = join(
		__dirname,
		command === 'build' ? 'build/extension' : 'build/extension-development',
	);
	return {
		root: join(__dirname, 'extension'),
		publicDir: false,
		plugins: [crx({ manifest, browser: 'chrome' }), leastManifest(outDir)],
		build: {
			outDir,
			emptyOutDir: true,
			target: 'chrome124',
			modulePreload: false,
			// The content security policy allows no data URLs.
			assetsInlineLimit: 0,
			reportCompressedSize: false,
			// PDF.js is one file, which is loaded only into the tab of a PDF.
			chunkSizeWarningLimit: 1600,
			// A page that the manifest does not name.
			rollupOptions: { input: { offscreen: join(__dirname, 'extension/offscreen/index.html') } },
		},
		// The page's own address is the extension's, so that the port of the socket has to be told.
		server: { host: 'localhost', port: 5173, strictPort: true, hmr: { port: 5173 } },
	};
});

/**
 * Takes back what crxjs adds for scripts injected on demand: `web_accessible_resources`, by which any
 * site could detect the extension, and a second, unused copy of each script. It has to run after the
 * files are written, since crxjs writes the manifest last.
 */
function leastManifest(outDir: string): Plugin {
	return {
		name: 'least-manifest',
		apply: 'build',
		closeBundle: {
			order: 'post',
			sequential: true,
			async handler() {
				const file = join(outDir, 'manifest.json');
				// A build that failed comes here too, and says itself why.
				if (!existsSync(file)) return;
				const { web_accessible_resources: _added, ...manifest } = JSON.parse(
					await readFile(file, 'utf8'),
				) as Record<string, unknown>;
				await writeFile(file, JSON.stringify(manifest, undefined, 2));
				const assets = join(outDir, 'assets');
				for (const name of await readdir(assets)) {
					const script = /^(.+)\.ts-/.exec(name)?.[1];
					if (existsSync(join(outDir, `content/${script}.js`))) await rm(join(assets, name));
				}
				await rm(join(outDir, '.vite'), { recursive: true, force: true });
			},
		},
	};
}
