import { type N8nServer, type N8nServerOptions, startN8n } from './n8n-server';
import { N8nSession } from './n8n-session';
import { installPackage } from './pack';

/** A running n8n with the built package loaded, and a session signed in as its owner. */
export interface LocalN8n {
	server: N8nServer;
	session: N8nSession;
}

/**
 * Starts n8n with the package of `dist/` installed as a community node.
 *
 * @throws StepFailure
 */
export async function startLocalN8n(options: N8nServerOptions): Promise<LocalN8n> {
	await installPackage(options.userFolder);
	const server = await startN8n(options);
	try {
		return { server, session: await N8nSession.open(server.url) };
	} catch (error) {
		await server.stop();
		throw error;
	}
}
