import { sleep, type IExecuteFunctions, type IN8nHttpFullResponse } from 'n8n-workflow';
import {
	AimlApiError,
	errorFromResponse,
	isAimlApiError,
	withRetries,
	type HttpRequest,
} from '../../client';
import { isAborted, isNetworkFailure, noResponse, type NodePorts } from './transport';

/** However long a request may take, a download that is silent for so long has died. Milliseconds. */
const LONGEST_SILENCE = 60_000;

/**
 * Fetches a generated file and hands its body on as a stream, with the media type that the server told.
 * @throws AimlApiError with the URL in its hint: the file is paid for
 */
export async function download<Result>(
	context: IExecuteFunctions,
	ports: NodePorts,
	url: string,
	read: (body: Buffer, told?: string) => Promise<{ result: Result; isEmpty: boolean }>,
): Promise<Result> {
	const request: HttpRequest = { method: 'GET', path: url };
	const patience = Math.min(ports.timeout, LONGEST_SILENCE);
	const attempt = async () => {
		const startedAt = Date.now();
		const response = (await context.helpers
			.httpRequest({
				url,
				encoding: 'stream',
				returnFullResponse: true,
				ignoreHttpStatusErrors: true,
				timeout: patience,
				abortSignal: context.getExecutionCancelSignal(),
			})
			.catch((error: unknown) =>
				Promise.reject(
					noResponse(error, request, Date.now() - startedAt >= patience, isAborted(context)),
				),
			)) as IN8nHttpFullResponse;
		const body = response.body as unknown as Body;
		const headers = response.headers as Record<string, string>;
		if (response.statusCode !== 200) {
			body.destroy();
			throw errorFromResponse(request, { status: response.statusCode, headers, text: () => '' });
		}
		const type = headers['content-type']?.split(';')[0]?.trim();
		if (type === 'text/html') {
			body.destroy();
			throw new AimlApiError('not-stored', 'A web page came in place of the file.');
		}
		const isMedia = type && /^(image|video|audio|model)\//.test(type);
		const { result, isEmpty } = await whileItArrives(
			body,
			patience,
			async () => await read(response.body as Buffer, isMedia ? type : undefined),
		);
		if (isEmpty) throw new AimlApiError('connection', 'The file arrived empty.');
		return result;
	};
	const { result } = await withRetries(ports, request, () =>
		attempt().catch((error: unknown) =>
			Promise.reject(
				!isAimlApiError(error) && (isAborted(context) || isNetworkFailure(error))
					? noResponse(error, request, false, isAborted(context))
					: error,
			),
		),
	).catch((error: unknown) => Promise.reject(downloadFailed(error, url)));
	return result;
}

/** What is needed of Node's answer. */
interface Body {
	readonly complete?: boolean;
	readonly socket?: { readonly bytesRead: number } | null;
	destroy(): void;
}

/** Reads a body, and ends it once nothing has arrived for so many milliseconds. */
async function whileItArrives<Result>(
	body: Body,
	patience: number,
	read: () => Promise<Result>,
): Promise<Result> {
	let isOver = false;
	const silence = async (): Promise<never> => {
		let arrived: number | undefined;
		for (let lastAt = Date.now(); !isOver && Date.now() - lastAt < patience; await sleep(100)) {
			// Listening to the stream itself would take its pieces from the reader.
			const now = body.socket?.bytesRead;
			if (now === undefined || now !== arrived || body.complete) lastAt = Date.now();
			arrived = now;
		}
		body.destroy();
		throw new AimlApiError('timeout', 'The file stopped arriving.');
	};
	return await Promise.race([read(), silence()]).finally(() => {
		isOver = true;
	});
}

/** The error for a result that this side of the network could not keep, e.g. because the disk is full. */
export function notStored(error: unknown): AimlApiError {
	const reason = error instanceof Error ? error.message : String(error);
	return new AimlApiError(
		'not-stored',
		`The result was generated, but could not be stored: ${reason}`,
	);
}

function downloadFailed(error: unknown, url: string): AimlApiError {
	const hint = `It is paid for; fetch it from ${url}`;
	if (!isAimlApiError(error)) return notStored(error).with({ hint });
	return new AimlApiError(
		error.code,
		`The file was generated, but could not be downloaded: ${error.message}`,
		{ ...error.details, hint },
	);
}
