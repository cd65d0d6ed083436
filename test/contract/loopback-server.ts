import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One request as the server saw it. */
export interface ReceivedRequest {
	readonly method: string;
	/** Path and query as they were on the wire. */
	readonly url: string;
	readonly headers: IncomingMessage['headers'];
	/** The body's bytes as UTF-8. */
	readonly body: string;
	/** Resolves when the client's side of the connection is gone before the answer was finished. */
	readonly abandoned: Promise<void>;
}

export type Answerer = (response: ServerResponse, request: ReceivedRequest) => void;

/** A real HTTP server on the loopback interface whose answer each test chooses. */
export class LoopbackServer {
	/** How the next requests are answered. */
	answer: Answerer = (response) => response.end('{}');

	readonly received: ReceivedRequest[] = [];
	private readonly server: Server;
	private arrivals: Array<() => void> = [];

	private constructor() {
		this.server = createServer((request, response) => void this.take(request, response));
	}

	static async start(): Promise<LoopbackServer> {
		const loopback = new LoopbackServer();
		await new Promise<void>((ready) => loopback.server.listen(0, '127.0.0.1', ready));
		return loopback;
	}

	get baseUrl(): string {
		return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
	}

	/** Forgets what was received and how to answer. */
	reset(): void {
		this.received.length = 0;
		this.arrivals = [];
		this.answer = (response) => response.end('{}');
	}

	/** Resolves with the next request, as soon as it has arrived whole. */
	async next(): Promise<ReceivedRequest> {
		await new Promise<void>((arrived) => this.arrivals.push(arrived));
		return this.received.at(-1)!;
	}

	async stop(): Promise<void> {
		this.server.closeAllConnections();
		await new Promise((closed) => this.server.close(closed));
	}

	private async take(request: IncomingMessage, response: ServerResponse): Promise<void> {
		const abandoned = new Promise<void>((resolve) => {
			response.on('close', () => {
				if (!response.writableFinished) resolve();
			});
		});
		const pieces: Buffer[] = [];
		for await (const piece of request) pieces.push(piece as Buffer);
		const received = {
			method: request.method!,
			url: request.url!,
			headers: request.headers,
			body: Buffer.concat(pieces).toString('utf8'),
			abandoned,
		};
		this.received.push(received);
		this.answer(response, received);
		for (const arrived of this.arrivals.splice(0)) arrived();
	}
}
