import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { costOf, type Cost } from './account';
import { ApiError } from './errors';
import type { Fault, NamedFaultKind } from './faults';
import type { RecordedRequest } from './options';
import type { Recording } from './record';
import type { State } from './state';

/** A plain JSON object. */
export type JsonObject = { [key: string]: unknown };

/** The only headers a page may read (docs: request tracing and cost). */
const EXPOSED_HEADERS = [
	'x-inference-id',
	'x-client-request-id',
	'x-aimlapi-credits-used',
	'x-aimlapi-usd-spent',
].join(', ');

/** One request to the API and its answer, as a route sees it. */
export class Exchange {
	readonly record: RecordedRequest;
	readonly query: URLSearchParams;

	constructor(
		readonly state: State,
		readonly request: IncomingMessage,
		readonly response: ServerResponse,
		private readonly recording: Recording,
	) {
		this.record = recording.record;
		this.query = recording.query;
		response.setHeader('x-inference-id', randomUUID());
		const clientRequestId = request.headers['x-client-request-id'];
		// An invalid value is dropped without an error.
		if (typeof clientRequestId === 'string' && /^[A-Za-z0-9._:-]{1,128}$/.test(clientRequestId))
			response.setHeader('x-client-request-id', clientRequestId);
		response.setHeader('access-control-allow-origin', '*');
		response.setHeader('access-control-expose-headers', EXPOSED_HEADERS);
	}

	/** The key of `Authorization: Bearer …`. */
	get key(): string | undefined {
		return /^Bearer (.+)$/i.exec(this.request.headers.authorization ?? '')?.[1]?.trim();
	}

	/** The JSON body. @throws ApiError 400 when there is none. */
	get body(): JsonObject {
		const { body } = this.record;
		if (typeof body !== 'object' || body === null || Array.isArray(body))
			throw new ApiError(400, 'Body validation error\nExpected object');
		return body as JsonObject;
	}

	/** The body of a request that may be a form, whose fields are texts: what looks like JSON becomes it. */
	get formBody(): JsonObject {
		if (this.record.files.length === 0) return this.body;
		return Object.fromEntries(
			Object.entries(this.body).map(([name, value]) => {
				const isJson = /^(true|false|-?\d+(\.\d+)?|[[{].*[\]}])$/s.test(String(value));
				return [name, isJson ? (JSON.parse(String(value)) as unknown) : value];
			}),
		);
	}

	/** The segments of the path, decoded: `/threads/a%2Fb` gives `threads` and `a/b`. */
	get segments(): string[] {
		return this.record.path.slice(1).split('/').map(decodeURIComponent);
	}

	/** The origin by which the client reached the sandbox, which a test may map to a real name. */
	get origin(): string {
		const scheme = 'encrypted' in this.request.socket ? 'https' : 'http';
		return `${scheme}://${this.request.headers.host}`;
	}

	/** True once the client is gone, so that nobody is answered any longer. */
	get isOver(): boolean {
		return this.response.destroyed || this.response.writableEnded;
	}

	/** Waits until the client is gone. */
	async untilLeft(): Promise<void> {
		if (!this.isOver) await once(this.response, 'close');
	}

	/** Takes the waiting fault of one of these kinds, for the route to make it happen. */
	takeFault(...kinds: NamedFaultKind[]): Fault | undefined {
		return this.state.faults.takeForRoute(this.record.method, this.record.path, ...kinds);
	}

	/** Answers with JSON. */
	send(status: number, body: unknown, headers: Record<string, string> = {}): void {
		this.sendText(status, 'application/json; charset=utf-8', JSON.stringify(body), headers);
	}

	/** Answers with a text of any type. */
	sendText(status: number, type: string, text: string, headers: Record<string, string> = {}): void {
		const length = String(Buffer.byteLength(text));
		this.response.writeHead(status, { ...headers, 'content-type': type, 'content-length': length });
		this.response.end(text);
	}

	/** Answers with bytes and charges them; such an answer does not tell its price. */
	sendPaidBytes(type: string, bytes: Buffer, dollars: number): void {
		this.state.account.charge(costOf(dollars));
		this.response.writeHead(200, { 'content-type': type, 'content-length': String(bytes.length) });
		this.response.end(bytes);
	}

	/** Answers a call that costs this many US dollars, and charges them. */
	sendPaid(body: JsonObject, dollars: number): void {
		const cost = costOf(dollars);
		const { model } = this.body;
		this.state.account.charge(cost, typeof model === 'string' ? model : undefined);
		this.sendPriced(body, cost);
	}

	/** Answers with a price, in headers and body, that is charged now or later. */
	sendPriced(body: JsonObject, cost: Cost): void {
		this.send(
			200,
			{ ...body, meta: { usage: cost } },
			{
				'x-aimlapi-credits-used': String(cost.credits_used),
				'x-aimlapi-usd-spent': String(cost.usd_spent),
			},
		);
	}

	/** Drops the connection without (the rest of) an answer. */
	drop(): void {
		this.recording.drop();
	}
}
