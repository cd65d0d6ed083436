import { createServer } from 'node:net';

/** A port of the loopback interface that nobody uses now. */
export async function freePort(): Promise<number> {
	return await listen(0);
}

/** Whether nobody uses a port of the loopback interface now. */
export async function isPortFree(port: number): Promise<boolean> {
	try {
		await listen(port);
		return true;
	} catch {
		return false;
	}
}

async function listen(port: number): Promise<number> {
	const server = createServer();
	return await new Promise((resolve, reject) => {
		server.once('error', reject);
		server.listen(port, '127.0.0.1', () => {
			const address = server.address();
			server.close(() => resolve(typeof address === 'object' ? (address?.port ?? 0) : 0));
		});
	});
}
