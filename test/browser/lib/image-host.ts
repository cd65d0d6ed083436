import type { IncomingHttpHeaders } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { certificate } from './certificate';

/** The host's public name: a browser has to be told that it is on this computer, at the `port`. */
export const IMAGE_HOST = 'images.example.com';

/** A red dot. */
const PNG = Buffer.from(
	'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8DwHwAFBQIAX8jx0gAAAABJRU5ErkJggg==',
	'base64',
);

/** A web site whose every path with the ending of an image is one, and every other path a page. */
export interface ImageHost {
	/** Origin under its public name, without a trailing slash. */
	readonly url: string;
	readonly port: number;
	readonly requests: Array<{ readonly path: string; readonly headers: IncomingHttpHeaders }>;
	/** Whether other sites may read its images. */
	open: boolean;
	/** Where all its images have moved to, e.g. an address of a local service. */
	movedTo: string | undefined;
	close(): Promise<void>;
}

/** Starts the site on loopback. */
export async function startImageHost(): Promise<ImageHost> {
	const server = createServer(certificate, ({ url = '/', headers }, response) => {
		host.requests.push({ path: url, headers });
		if (host.movedTo && !host.movedTo.endsWith(url)) {
			response.writeHead(302, { location: host.movedTo, 'access-control-allow-origin': '*' }).end();
			return;
		}
		const isImage = /\.(jpg|png)$/.test(url);
		response.setHeader('content-type', isImage ? 'image/png' : 'text/html');
		if (host.open) response.setHeader('access-control-allow-origin', '*');
		response.end(isImage ? PNG : '<!doctype html><title>A page</title><p>A page.');
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const host: ImageHost = {
		url: `https://${IMAGE_HOST}`,
		port: (server.address() as AddressInfo).port,
		requests: [],
		open: true,
		movedTo: undefined,
		close: async () => {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
	return host;
}
