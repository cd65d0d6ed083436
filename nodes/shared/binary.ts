import type { IBinaryData, IExecuteFunctions, IN8nHttpFullResponse } from 'n8n-workflow';
import {
	AimlApiError,
	errorFromResponse,
	extensionOf,
	guessMimeType,
	isAimlApiError,
	withRetries,
	type GeneratedMedia,
	type HttpRequest,
	type Ports,
} from '../../client';
import { isAborted, noResponse } from './transport';

/** How a generated file is named when nothing else tells. */
export interface BinaryNaming {
	/** File name without extension, e.g. `image-1`. */
	readonly baseName: string;
	/** Used when neither the server, the URL nor the bytes tell, e.g. `video/mp4`. */
	readonly fallbackMimeType: string;
}

/**
 * Puts a generated file into n8n's binary store: a URL is fetched as a stream and without the API
 * key (it is on another host), bytes are taken as they are.
 *
 * @throws AimlApiError with the URL in its hint when the file could not be fetched: it is paid for
 */
export async function storeMedia(
	context: IExecuteFunctions,
	ports: Ports,
	media: GeneratedMedia,
	naming: BinaryNaming,
): Promise<IBinaryData> {
	if (media.url !== undefined)
		return await download(context, ports, media, async (body, told) => {
			const mimeType = told ?? guessMimeType(media) ?? naming.fallbackMimeType;
			const name = fileName(naming, mimeType);
			const binary = await context.helpers.prepareBinaryData(body, name, mimeType);
			return { result: binary, isEmpty: binary.bytes === 0 };
		});
	const mimeType = media.mimeType ?? guessMimeType(media) ?? naming.fallbackMimeType;
	return await context.helpers.prepareBinaryData(
		bytesOf(media),
		fileName(naming, mimeType),
		mimeType,
	);
}

/** A generated file's bytes and its type, as far as it is told, for work on it before it is stored. */
export async function loadMedia(
	context: IExecuteFunctions,
	ports: Ports,
	media: GeneratedMedia,
): Promise<{ bytes: Uint8Array; mimeType?: string }> {
	if (media.url === undefined)
		return { bytes: bytesOf(media), ...(media.mimeType && { mimeType: media.mimeType }) };
	return await download(context, ports, media, async (body, told) => {
		const bytes = await context.helpers.binaryToBuffer(body);
		const mimeType = told ?? guessMimeType(media);
		return { result: { bytes, ...(mimeType && { mimeType }) }, isEmpty: bytes.length === 0 };
	});
}

function bytesOf({ bytes, base64 = '' }: GeneratedMedia): Buffer {
	return bytes ? Buffer.from(bytes) : Buffer.from(base64, 'base64');
}

/** Fetches the file's URL and hands its body on as a stream, with the type that server or answer told. */
async function download<Result>(
	context: IExecuteFunctions,
	ports: Ports,
	media: GeneratedMedia,
	read: (body: Buffer, told?: string) => Promise<{ result: Result; isEmpty: boolean }>,
): Promise<Result> {
	const url = media.url!;
	const request: HttpRequest = { method: 'GET', path: url };
	const attempt = async () => {
		const response = (await context.helpers.httpRequest({
			url,
			encoding: 'stream',
			returnFullResponse: true,
			ignoreHttpStatusErrors: true,
			abortSignal: context.getExecutionCancelSignal(),
		})) as IN8nHttpFullResponse;
		const headers = response.headers as Record<string, string>;
		if (response.statusCode !== 200) {
			(response.body as { destroy?: () => void }).destroy?.();
			throw errorFromResponse(request, { status: response.statusCode, headers, text: () => '' });
		}
		const type = headers['content-type']?.split(';')[0]?.trim();
		const isMedia = type && /^(image|video|audio|model)\//.test(type);
		const { result, isEmpty } = await read(
			response.body as Buffer,
			isMedia ? type : media.mimeType,
		);
		if (isEmpty) throw new AimlApiError('connection', 'The file arrived empty.');
		return result;
	};
	const { result } = await withRetries(ports, request, () =>
		attempt().catch((error: unknown) =>
			Promise.reject(
				isAimlApiError(error) ? error : noResponse(error, request, false, isAborted(context)),
			),
		),
	).catch((error: unknown) => Promise.reject(downloadFailed(error, url)));
	return result;
}

function downloadFailed(error: unknown, url: string): unknown {
	if (!isAimlApiError(error)) return error;
	return new AimlApiError(
		error.code,
		`The file was generated, but could not be downloaded: ${error.message}`,
		{ ...error.details, hint: `It is paid for; fetch it from ${url}` },
	);
}

function fileName({ baseName }: BinaryNaming, mimeType: string): string {
	return `${baseName}.${extensionOf(mimeType)}`;
}
