import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { SandboxOptions } from './options';

/** One listening server. */
export interface Listener {
	readonly url: string;
	close(): Promise<void>;
}

/** Listens on 127.0.0.1 only: the sandbox is nobody else's. */
export async function listen(
	port: number,
	tls: SandboxOptions['tls'],
	answer: RequestListener,
): Promise<Listener> {
	const server: Server = tls ? createSecureServer(tls, answer) : createServer(answer);
	// A client that keeps its connections would otherwise meet a reset whenever the server tires of them.
	server.keepAliveTimeout = 60_000;
	await new Promise<void>((resolve, reject) => {
		server.once('error', reject);
		server.listen(port, '127.0.0.1', resolve);
	});
	const { port: taken } = server.address() as AddressInfo;
	return {
		url: `${tls ? 'https' : 'http'}://127.0.0.1:${taken}`,
		close: () =>
			new Promise((resolve) => {
				server.close(() => resolve());
				server.closeAllConnections();
			}),
	};
}
