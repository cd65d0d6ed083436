/** What goes wrong: an HTTP error status, or one of the named ways. */
export type FaultKind = number | NamedFaultKind;

/** The named faults. Those of streams, chats and jobs wait for a request they can happen to. */
export const NAMED_FAULT_KINDS = [
	/** 502 with a proxy's HTML page. */
	'html-502',
	/** 200 and `{}`. */
	'empty',
	/** A chat answer whose content is ''. */
	'empty-content',
	/** JSON whose connection ends before the announced length. */
	'truncated-connection',
	/** JSON that is cut off, in an answer that is complete for HTTP. */
	'truncated-body',
	/** The connection is dropped before the body is read. */
	'reset-before',
	/** The whole request is read, then the connection is dropped without an answer. */
	'reset-after',
	/** No answer until the client leaves. */
	'hang',
	/** A stream ends in the middle of an event. */
	'stream-cut',
	/** A stream reports `{"error": …}` in the middle. */
	'stream-error',
	/** A stream says nothing more, from its middle until the client leaves. */
	'stream-hang',
	/** The submitted job ends in `error`. */
	'job-error',
	/** The submitted job never ends. */
	'job-stuck',
	/** 302 to the media host, where the key must not follow. */
	'redirect',
	/** 400 whose message, headers and details quote the Authorization header. */
	'echo-key',
] as const;

/** One of `NAMED_FAULT_KINDS`. */
export type NamedFaultKind = (typeof NAMED_FAULT_KINDS)[number];

/** A failure that happens to the next requests that match. */
export interface Fault {
	/**
	 * `METHOD /path`, `/path` or `*` (every API route); the path is compared as a prefix, with and
	 * without `/v1`. `/media` is the media host, where a status, `empty`, `truncated-connection` and
	 * `hang` happen to downloads, and any other kind drops the connection.
	 */
	route: string;
	kind: FaultKind;
	/** How many requests it happens to; default 1. */
	times?: number;
	/** Seconds in `Retry-After`, with a status. */
	retryAfter?: number;
	/** Replaces the documented message: of a status, `stream-error` or `job-error`. */
	message?: string;
	/** Tokens sent before `stream-cut`, `stream-error` and `stream-hang`; default 3. */
	after?: number;
}

/** Kinds that only a route can make happen, inside its own answer. */
const ROUTE_KINDS: ReadonlySet<FaultKind> = new Set<FaultKind>([
	'empty-content',
	'stream-cut',
	'stream-error',
	'stream-hang',
	'job-error',
	'job-stuck',
]);

/** The faults that wait for their requests. */
export class FaultQueue {
	private readonly waiting: Array<{ fault: Fault; left: number }> = [];

	add(fault: Fault): void {
		this.waiting.push({ fault, left: fault.times ?? 1 });
	}

	clear(): void {
		this.waiting.length = 0;
	}

	/** Takes the first fault for this request that needs no help from its route. */
	takeForRequest(method: string, path: string): Fault | undefined {
		return this.take(method, path, (kind) => !ROUTE_KINDS.has(kind));
	}

	/** Takes the first fault of these kinds for this request; asked by the route that makes it happen. */
	takeForRoute(method: string, path: string, ...kinds: NamedFaultKind[]): Fault | undefined {
		return this.take(method, path, (kind) => kinds.some((wanted) => wanted === kind));
	}

	private take(method: string, path: string, fits: (kind: FaultKind) => boolean) {
		const index = this.waiting.findIndex(
			({ fault }) => fits(fault.kind) && matchesRoute(fault.route, method, path),
		);
		const entry = this.waiting[index];
		if (!entry) return undefined;
		entry.left -= 1;
		if (entry.left <= 0) this.waiting.splice(index, 1);
		return entry.fault;
	}
}

/** True when a fault's route means this request. */
export function matchesRoute(route: string, method: string, path: string): boolean {
	if (route === '*') return !path.startsWith('/media');
	const [, wantedMethod, wantedPath] = /^(?:([A-Z]+) )?(.*)$/.exec(route)!;
	if (wantedMethod && wantedMethod !== method) return false;
	if (wantedPath === '*') return !path.startsWith('/media');
	return unversioned(path).startsWith(unversioned(wantedPath!));
}

/** Most routes exist with and without `/v1`. */
function unversioned(path: string): string {
	return path.replace(/^\/v1(?=\/)/, '');
}

/**
 * Reads a fault from a command line: `ROUTE=KIND[xTIMES][,retryAfter=S][,after=N][,message=TEXT]`,
 * e.g. `POST /v1/chat/completions=503x2` or `*=429,retryAfter=1`. `x*` means every time.
 * @throws Error that says what is wrong with the text
 */
export function parseFault(text: string): Fault {
	const [, route = '', rest = ''] = /^(.*?)=(.*)$/s.exec(text.trim()) ?? [];
	if (!/^([A-Z]+ )?(\*|\/.*)$/.test(route))
		throw new Error(`"${text}" names no route: write e.g. "POST /v1/chat/completions=503x2".`);
	const [what = '', ...settings] = rest.split(',');
	const [, kind = '', times] = /^(.+?)(?:x(\d+|\*))?$/.exec(what) ?? [];
	const fault: Fault = { route, kind: parseKind(kind) };
	if (times) fault.times = times === '*' ? Infinity : Number(times);
	for (const setting of settings) {
		const [name, ...value] = setting.split('=');
		if (name === 'retryAfter' || name === 'after') fault[name] = Number(value[0]);
		else if (name === 'message') fault.message = value.join('=');
		else throw new Error(`"${name}" is no setting of a fault: retryAfter, after, message are.`);
	}
	return fault;
}

function parseKind(kind: string): FaultKind {
	if (/^[45]\d\d$/.test(kind)) return Number(kind);
	const named = NAMED_FAULT_KINDS.find((known) => known === kind);
	if (named) return named;
	throw new Error(
		`"${kind}" is no kind of fault: use a status from 400 to 599 or one of ${NAMED_FAULT_KINDS.join(', ')}.`,
	);
}
