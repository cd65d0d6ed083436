import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { longPage } from './long-page';
import { answerPicture } from './pictures';

const FOLDER = join(__dirname, '../../fixtures/pages');

/** A web site of fixtures. */
export interface PageServer {
	/** Origin, without a trailing slash. */
	readonly url: string;
	/** Paths that were asked for, in order. */
	readonly paths: string[];
	close(): Promise<void>;
}

/** Serves `test/fixtures/pages/`, pictures, and `/long.html`, a page of 100,000 words. */
export async function startPageServer(): Promise<PageServer> {
	const paths: string[] = [];
	const server = createServer(async (request, response) => {
		const path = new URL(request.url ?? '/', 'http://localhost').pathname;
		paths.push(path);
		if (await answerPicture(request, response)) return;
		try {
			const body = path === '/long.html' ? longPage() : await readFile(join(FOLDER, path), 'utf8');
			const { port } = server.address() as AddressInfo;
			response.setHeader('content-type', 'text/html; charset=utf-8');
			response.end(body.replaceAll('{{origin}}', `http://127.0.0.1:${port}`));
		} catch {
			response.writeHead(404).end();
		}
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		paths,
		close: async () => {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}
