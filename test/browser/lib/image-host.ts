import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A red dot. */
const PNG = Buffer.from(
	'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8DwHwAFBQIAX8jx0gAAAABJRU5ErkJggg==',
	'base64',
);

/** A web site whose every path with the ending of an image is one, and every other path a page. */
export interface ImageHost {
	/** Origin, without a trailing slash. */
	readonly url: string;
	readonly requests: Array<{ readonly path: string; readonly headers: IncomingHttpHeaders }>;
	/** Whether other sites may read its images. */
	open: boolean;
	close(): Promise<void>;
}

/** Starts the site on loopback. */
export async function startImageHost(): Promise<ImageHost> {
	const server = createServer(({ url = '/', headers }, response) => {
		host.requests.push({ path: url, headers });
		const isImage = /\.(jpg|png)$/.test(url);
		response.setHeader('content-type', isImage ? 'image/png' : 'text/html');
		if (host.open) response.setHeader('access-control-allow-origin', '*');
		response.end(isImage ? PNG : '<!doctype html><title>A page</title><p>A page.');
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const host: ImageHost = {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		requests: [],
		open: true,
		close: async () => {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
	return host;
}
