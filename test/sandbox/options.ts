import type { IncomingHttpHeaders } from 'node:http';
import type { Fault } from './faults';

/** How the sandbox behaves; everything has a default. Times are milliseconds. */
export interface SandboxOptions extends Timing {
	/** Port of the API; 0, the default, takes a free one. */
	port?: number;
	/** Port of the media host; 0, the default, takes a free one. */
	mediaPort?: number;
	/** The key it accepts; default `sandbox-key`. */
	apiKey?: string;
	/** Serves https with this certificate, for tests that map the API's real host names to it. */
	tls?: { key: string; cert: string };
	/** What media URLs start with, when a test maps the media host's real name to the sandbox. */
	publicMediaUrl?: string;
	/** Faults that wait for their requests from the start. */
	faults?: Fault[];
}

/** What `Sandbox.set` may change at run time. Times are milliseconds. */
export interface Timing {
	/** Before each answer of the API; default 0. */
	latency?: number;
	/** Before the first token of a streamed answer; default 0. */
	firstTokenDelay?: number;
	/** Between streamed tokens; default 0. */
	tokenDelay?: number;
	/** From the submission of a job to its completion; default 2000. */
	jobDuration?: number;
	/** Ends streams with `data: [DONE]`, which no page of the documentation shows; default false. */
	doneMarker?: boolean;
}

/** A file of a form. */
export interface UploadedFile {
	/** The form field. */
	readonly field: string;
	readonly fileName: string;
	readonly mimeType: string;
	readonly bytes: Buffer;
}

/** One request as it came in, kept for assertions. */
export interface RecordedRequest {
	readonly host: 'api' | 'media';
	readonly method: string;
	/** As sent, without the query. */
	readonly path: string;
	/** The first value of each parameter. */
	readonly query: Readonly<Record<string, string>>;
	readonly headers: IncomingHttpHeaders;
	/** When its headers arrived, milliseconds since the epoch. */
	readonly at: number;
	/** The parsed JSON, the texts of a form, else the raw text; undefined without a body or before it has arrived. */
	body: unknown;
	/** The files of a form. */
	files: readonly UploadedFile[];
	/** The status answered; undefined while, or when, nothing was. */
	status?: number;
	/** True when the client left before the answer was complete. */
	closedEarly: boolean;
}

/** A running sandbox. */
export interface Sandbox {
	/** Origin of the API, e.g. `http://127.0.0.1:4010`. */
	readonly url: string;
	/** What the URLs of generated media start with. */
	readonly mediaUrl: string;
	/** Where the media host listens, whatever its URLs start with. */
	readonly mediaPort: number;
	readonly apiKey: string;
	/** Requests to the API, in the order they came. */
	readonly requests: RecordedRequest[];
	/** Requests to the media host, in the order they came. */
	readonly mediaRequests: RecordedRequest[];
	/** The most API requests that were being answered at the same time. */
	readonly maxInFlight: number;
	/** What the addresses of pages found in the web start with, until `reset`; default `https://example.com`. */
	webUrl: string;
	/** Takes models out of the catalogue, by id, until `reset`: requests for them answer 404. */
	retire(...ids: string[]): void;
	/** Adds a fault behind those already waiting. */
	addFault(fault: Fault): void;
	/**
	 * Lets the answers of a route, named as in a fault, wait until the returned function is called, or
	 * `reset`. The requests are recorded, and take their faults, before.
	 * @param options.after tokens of a stream that are sent before it waits; none when absent, not even
	 * its headers
	 */
	hold(route: string, options?: { after?: number }): () => void;
	/** Forgets requests, faults, holds, jobs, what was spent and what was retired. Generated media stay. */
	reset(): void;
	set(timing: Timing): void;
	/** Drops open connections and frees the ports. */
	close(): Promise<void>;
}
