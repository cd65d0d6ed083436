import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { certificate } from './certificate';

/** An API whose model always says the same, however bad. */
export interface FixedAnswer {
	readonly port: number;
	/** What it says from now on. */
	say(answer: string): void;
	close(): Promise<void>;
}

/**
 * Streams a fixed text as the answer to every request, in pieces of a few characters.
 * @param pause milliseconds between two pieces
 */
export async function startFixedAnswer(pause = 0): Promise<FixedAnswer> {
	let answer = '';
	const server = createServer(certificate, async (request, response) => {
		request.resume();
		response.setHeader('content-type', 'text/event-stream');
		const pieces = answer.match(/[\s\S]{1,7}/g) ?? [];
		for (const content of pieces) {
			response.write(`data: ${JSON.stringify({ choices: [{ delta: { content } }] })}\n\n`);
			if (pause) await sleep(pause);
		}
		response.end('data: {"choices":[{"delta":{},"finish_reason":"stop"}]}\n\n');
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	return {
		port: (server.address() as AddressInfo).port,
		say: (text) => void (answer = text),
		close: async () => {
			server.closeAllConnections();
			await new Promise((resolve) => server.close(resolve));
		},
	};
}
