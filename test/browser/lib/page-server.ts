import { readdir, readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join } from 'node:path';
import { GENERATED_PAGES } from './generated-pages';
import { answerPicture } from './pictures';

const FOLDER = join(__dirname, '../../fixtures/pages');

const TYPES: Readonly<Record<string, string>> = {
	'.html': 'text/html; charset=utf-8',
	'.pdf': 'application/pdf',
};

/** A web site of fixtures. */
export interface PageServer {
	/** Origin, without a trailing slash. */
	readonly url: string;
	/** Paths that were asked for, in order. */
	readonly paths: string[];
	close(): Promise<void>;
}

/**
 * Serves `test/fixtures/pages/` and the generated pages and pictures. Below `/unfinished/` the same pages never come
 * to their end.
 */
export async function startPageServer(): Promise<PageServer> {
	await refuseHiddenFiles();
	const paths: string[] = [];
	const server = createServer(async (request, response) => {
		const path = new URL(request.url ?? '/', 'http://localhost').pathname;
		paths.push(path);
		if (await answerPicture(request, response)) return;
		try {
			const page = path.replace('/unfinished', '');
			const body =
				GENERATED_PAGES[page]?.() ??
				(await readFile(join(FOLDER, page), 'utf8')).replaceAll('{{origin}}', originOf(server));
			response.setHeader('content-type', TYPES[extname(page)] ?? 'text/plain');
			if (page === path) response.end(body);
			else response.write(body);
		} catch {
			response.writeHead(404).end();
		}
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return {
		url: originOf(server),
		paths,
		close: async () => {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}

/** A generated page of the same name would take a file's place without a word. @throws Error naming the file */
async function refuseHiddenFiles(): Promise<void> {
	const hidden = (await readdir(FOLDER)).filter((file) => `/${file}` in GENERATED_PAGES);
	if (hidden.length > 0) throw new Error(`Pages that exist twice: ${hidden.join(', ')}.`);
}

function originOf(server: Server): string {
	return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
