import {
	sleep,
	type IExecuteFunctions,
	type IHttpRequestOptions,
	type ILoadOptionsFunctions,
	type IN8nHttpFullResponse,
} from 'n8n-workflow';
import {
	AimlApiError,
	cancelled,
	hideSecret,
	invalidInput,
	requestLine,
	type Clock,
	type HttpRequest,
	type MultipartPart,
	type Ports,
	type Transport,
} from '../../client';

export const CREDENTIAL = 'aimlApi';

/** The API's own long calls (music, large images) take minutes; milliseconds. */
export const DEFAULT_TIMEOUT = 300_000;

type Context = IExecuteFunctions | ILoadOptionsFunctions;

/** How the requests of one item are sent. */
export interface PortOptions {
	/** Milliseconds one request may take. */
	readonly timeout?: number;
	/** Sent as `X-Client-Request-Id`: 1 to 128 of `A-Za-z0-9._:-`. */
	readonly clientRequestId?: string;
	/** True once waiting has become pointless, e.g. because another item failed. */
	readonly isStopped?: () => boolean;
}

/**
 * Where the API is. A trailing slash or `/v1` is accepted: both forms stand in its documentation.
 * @throws AimlApiError `invalid-input` naming `baseUrl`
 */
export async function readBaseUrl(context: Context): Promise<string> {
	const { baseUrl } = await context.getCredentials<{ baseUrl?: unknown }>(CREDENTIAL);
	const text = typeof baseUrl === 'string' ? baseUrl.trim() : '';
	const url = URL.canParse(text) ? new URL(text) : undefined;
	if (!url || !['http:', 'https:'].includes(url.protocol))
		throw invalidInput(
			'baseUrl',
			'must be an http or https address, such as https://api.aimlapi.com. Correct it in the credential.',
		);
	// A user name would take the place of the key, and paths are appended.
	if (url.username || url.password || url.search || url.hash)
		throw invalidInput('baseUrl', 'must hold no user name, query or fragment.');
	return `${url.origin}${url.pathname}`.replace(/\/+$/, '').replace(/\/v1$/, '');
}

/** The client's ports, and how long the downloads beside them may take. */
export interface NodePorts extends Ports {
	/** Milliseconds one request may take. */
	readonly timeout: number;
}

/** The client's ports on n8n's request helper and timer, bound to the execution's cancel signal. */
export function createPorts(
	context: Context,
	baseUrl: string,
	options: PortOptions = {},
): NodePorts {
	return {
		timeout: options.timeout ?? DEFAULT_TIMEOUT,
		transport: createTransport(context, baseUrl, options),
		clock: createClock(context, options.isStopped),
	};
}

function createTransport(context: Context, baseUrl: string, options: PortOptions): Transport {
	const { timeout: patience = DEFAULT_TIMEOUT, clientRequestId } = options;
	let key: string | undefined;
	return {
		async send(request) {
			const isRead = request.method === 'GET';
			// Nothing more is paid for once the run has failed; what was paid for may still be fetched.
			if (isAborted(context) || (!isRead && options.isStopped?.()))
				throw cancelled().with({ request: requestLine(request) });
			key ??= await readKey(context);
			const hide = (text: string) => hideSecret(text, key ?? '');
			const timeout = Math.min(patience, request.timeout ?? patience);
			const startedAt = Date.now();
			const requestOptions: IHttpRequestOptions = {
				method: request.method,
				url: `${baseUrl}${request.path}${queryString(request.query)}`,
				headers: {
					accept: 'application/json',
					...(request.body && { 'content-type': 'application/json' }),
					...(clientRequestId && { 'x-client-request-id': clientRequestId }),
					...request.headers,
				},
				...(request.body && { body: JSON.stringify(request.body) }),
				...(request.multipart && { body: toFormData(request.multipart) }),
				timeout,
				encoding: 'arraybuffer',
				returnFullResponse: true,
				ignoreHttpStatusErrors: true,
				// A redirect would carry the key to another host; the API has none.
				disableFollowRedirect: true,
			};
			const response = (await context.helpers.httpRequestWithAuthentication
				.call(context, CREDENTIAL, requestOptions)
				.catch((error: unknown) =>
					Promise.reject(
						noResponse(error, request, Date.now() - startedAt >= timeout, isAborted(context)),
					),
				)) as IN8nHttpFullResponse;
			const body = Buffer.from(response.body as Buffer);
			let text: string | undefined;
			return {
				status: response.statusCode,
				headers: Object.fromEntries(
					Object.entries(response.headers).map(([name, value]) => [
						name.toLowerCase(),
						hide(String(value)),
					]),
				),
				// A server that quotes the key it was sent must not bring it into an error or a log.
				text: () => (text ??= hide(body.toString('utf8'))),
				bytes: () => body,
			};
		},
	};
}

/** The keys of the runs at work: each reading asks n8n's database. */
const keys = new WeakMap<Context, Promise<string>>();

/** Only to hide it in answers: it is the credential that sends it. */
function readKey(context: Context): Promise<string> {
	const reading =
		keys.get(context) ??
		context
			.getCredentials<{ apiKey?: unknown }>(CREDENTIAL)
			.then(({ apiKey }) => (typeof apiKey === 'string' ? apiKey : ''));
	keys.set(context, reading);
	return reading;
}

/** The type and boundary are set by the request helper. */
function toFormData(parts: readonly MultipartPart[]): FormData {
	const form = new FormData();
	for (const { name, value } of parts) {
		if (typeof value === 'string') form.append(name, value);
		else
			form.append(
				name,
				new Blob([value.bytes as Uint8Array<ArrayBuffer>], { type: value.mimeType }),
				value.fileName,
			);
	}
	return form;
}

function createClock(context: Context, isStopped: () => boolean = () => false): Clock {
	return {
		now: () => Date.now(),
		async sleep(milliseconds) {
			// n8n offers no sleep that ends on cancel, so it is taken in slices.
			const end = Date.now() + milliseconds;
			for (;;) {
				if (isAborted(context) || isStopped()) throw cancelled();
				const left = end - Date.now();
				if (left <= 0) return;
				await sleep(Math.min(left, 200));
			}
		},
	};
}

/** True once the user stopped the execution. */
export function isAborted(context: Context): boolean {
	return 'getExecutionCancelSignal' in context
		? (context.getExecutionCancelSignal()?.aborted ?? false)
		: false;
}

/** These say that no (trusted) connection was made, so nothing was sent. */
const NOT_SENT = new RegExp(
	[
		'^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|ERR_INVALID_URL|EPROTO|HOSTNAME_MISMATCH)$',
		'^(DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_[A-Z_]+|INVALID_CA)$',
		// Other failures of OpenSSL may come in the middle of an answer.
		'^ERR_SSL_(WRONG_VERSION_NUMBER|UNSUPPORTED_PROTOCOL|PACKET_LENGTH_TOO_LONG)$',
		'^(CERT_|ERR_TLS_)',
	].join('|'),
);
/** These say so only of the system call that connects: a network may also go away later. */
const NOT_CONNECTED = ['EHOSTUNREACH', 'ENETUNREACH'];

/** These say that the network, or whoever is at its other end, broke the connection off. */
const BROKEN = new RegExp(
	[
		'^(ECONNRESET|ECONNABORTED|EPIPE|ETIMEDOUT|ESOCKETTIMEDOUT|ENOTCONN|ENETDOWN|ENETRESET)$',
		'^(EHOSTDOWN|EHOSTUNREACH|ENETUNREACH|ERR_CANCELED|ERR_NETWORK|ERR_BAD_RESPONSE)$',
		'^(ERR_STREAM_PREMATURE_CLOSE|ERR_SSL_|HPE_|UND_ERR_|Z_)',
	].join('|'),
);

/** True when it was the network that failed, and not something on this side of it, e.g. a full disk. */
export function isNetworkFailure(error: unknown): boolean {
	const { code } = systemError(error);
	return NOT_SENT.test(code) || BROKEN.test(code);
}

/** True for a request that may cost something: what changes or removes a record is free. */
export function mayCost({ method }: HttpRequest): boolean {
	return method === 'POST';
}

/** What to do about a paid request that nobody knows the end of. */
export const MAY_BE_PAID =
	'The request may have been carried out and paid for: look at the account’s logs before sending it again. Retry On Fail does not.';

/** The client's error for a request that got no (complete) answer. */
export function noResponse(
	error: unknown,
	request: HttpRequest,
	timedOut: boolean,
	aborted: boolean,
): AimlApiError {
	const details = { request: requestLine(request) };
	const { code, syscall } = systemError(error);
	const unsent = NOT_SENT.test(code) || (NOT_CONNECTED.includes(code) && syscall === 'connect');
	const isFree = !mayCost(request);
	if (aborted)
		return cancelled().with({ ...details, ...(!isFree && !unsent && { hint: MAY_BE_PAID }) });
	if (unsent)
		return new AimlApiError('connection', 'The server could not be reached.', {
			...details,
			sent: false,
			hint: `Check the Base URL of the credential and the network (${code}).`,
		});
	const hint = isFree ? 'Try again.' : MAY_BE_PAID;
	const cause = code || (error instanceof Error ? error.message : 'no reason was given');
	return timedOut
		? new AimlApiError('timeout', 'No answer arrived in time.', {
				...details,
				hint: `${hint} Raise the Timeout option for slow models.`,
			})
		: new AimlApiError('connection', 'The connection broke before the answer was complete.', {
				...details,
				// Not in the message: n8n takes a message that names a code for its own.
				hint: `${hint} (${cause})`,
			});
}

/** n8n wraps what its HTTP library threw: the system's code and call are on the error or on a cause of it. */
function systemError(error: unknown): { code: string; syscall: string } {
	const found = { code: '', syscall: '' };
	let current = error as {
		httpCode?: unknown;
		code?: unknown;
		syscall?: unknown;
		cause?: unknown;
		errors?: unknown[];
	} | null;
	for (let depth = 0; current && depth < 5; depth++) {
		const code = current.httpCode ?? current.code;
		if (!found.code && typeof code === 'string') found.code = code;
		if (!found.syscall && typeof current.syscall === 'string') found.syscall = current.syscall;
		// A host with several addresses fails with one error for each.
		current = (current.cause ?? current.errors?.[0]) as typeof current;
	}
	return found;
}

function queryString(query: HttpRequest['query'] = {}): string {
	const pairs = Object.entries(query)
		.filter(([, value]) => value !== undefined)
		.flatMap(([key, value]) => [value].flat().map((one) => [key, String(one)] as const))
		.map(([key, value]) => `${encodeURIComponent(key)}=${encodeURIComponent(value)}`);
	return pairs.length > 0 ? `?${pairs.join('&')}` : '';
}
