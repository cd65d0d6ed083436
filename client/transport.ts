/**
 * The ports: everything the client needs from the world around it.
 * The adapters (n8n's request helper, the browser's fetch) implement these, add the
 * credential, and are bound to one cancel signal; the client sees neither key nor signal.
 */

/** A plain JSON object. */
export type JsonObject = { [key: string]: unknown };

/** One HTTP request to the API, relative to its base URL. */
export interface HttpRequest {
	readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
	/** Path from the host, e.g. `/v1/chat/completions`. */
	readonly path: string;
	/** Query parameters; undefined values are left out, a list repeats its name. */
	readonly query?: Readonly<
		Record<string, string | number | boolean | readonly string[] | undefined>
	>;
	/** Extra headers, names in lower case. */
	readonly headers?: Readonly<Record<string, string>>;
	/** JSON body. */
	readonly body?: JsonObject;
	/** The parts of a `multipart/form-data` body, instead of `body`. */
	readonly multipart?: readonly MultipartPart[];
	/** Milliseconds this request may take, where that is less than the adapter's own patience. */
	readonly timeout?: number;
}

/** One field of a form: a text or a file. */
export interface MultipartPart {
	readonly name: string;
	readonly value: string | MultipartFile;
}

/** A file that is uploaded. */
export interface MultipartFile {
	readonly bytes: Uint8Array;
	/** Tells the API the format; several of its models go by the extension. */
	readonly fileName: string;
	readonly mimeType: string;
}

/** What came back, for *every* HTTP status. */
export interface HttpResponse {
	readonly status: number;
	/** Header names in lower case. */
	readonly headers: Readonly<Record<string, string>>;
	/** The body decoded as UTF-8. */
	text(): string;
	/** The body as it came. */
	bytes(): Uint8Array;
}

/** A response whose body arrives piece by piece. */
export interface StreamingHttpResponse {
	readonly status: number;
	/** Header names in lower case. */
	readonly headers: Readonly<Record<string, string>>;
	/** The body in decoded pieces, cut anywhere. Rejects when the connection breaks. */
	readonly chunks: AsyncIterable<string>;
}

/**
 * Sends requests. Resolves for every HTTP status; rejects with an `AimlApiError`
 * of code `connection` or `timeout` when no complete response arrived, and of code
 * `cancelled` when the user stopped it.
 */
export interface Transport {
	send(request: HttpRequest): Promise<HttpResponse>;
}

/** A transport that can also hand out a body while it arrives. */
export interface StreamingTransport extends Transport {
	stream(request: HttpRequest): Promise<StreamingHttpResponse>;
}

/** Time, so that the client needs no timers of its own. */
export interface Clock {
	/** Milliseconds since the epoch. */
	now(): number;
	/** Resolves after the time has passed; rejects with code `cancelled` when the user stopped it. */
	sleep(milliseconds: number): Promise<void>;
}

/** What every call needs. */
export interface Ports {
	readonly transport: Transport;
	readonly clock: Clock;
}

/** What a streamed call needs. */
export interface StreamingPorts extends Ports {
	readonly transport: StreamingTransport;
}
