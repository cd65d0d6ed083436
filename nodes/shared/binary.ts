import type { IBinaryData, IExecuteFunctions } from 'n8n-workflow';
import { AimlApiError, extensionOf, guessMimeType, type GeneratedMedia } from '../../client';
import { download } from './download';
import type { NodePorts } from './transport';

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
	ports: NodePorts,
	media: GeneratedMedia,
	naming: BinaryNaming,
): Promise<IBinaryData> {
	if (media.url !== undefined)
		return await download(context, ports, media.url, async (body, told) => {
			const mimeType = told ?? media.mimeType ?? guessMimeType(media) ?? naming.fallbackMimeType;
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
	ports: NodePorts,
	media: GeneratedMedia,
): Promise<{ bytes: Uint8Array; mimeType?: string }> {
	if (media.url === undefined)
		return { bytes: bytesOf(media), ...(media.mimeType && { mimeType: media.mimeType }) };
	return await download(context, ports, media.url, async (body, told) => {
		const bytes = await context.helpers.binaryToBuffer(body);
		const mimeType = told ?? media.mimeType ?? guessMimeType(media);
		return { result: { bytes, ...(mimeType && { mimeType }) }, isEmpty: bytes.length === 0 };
	});
}

function bytesOf({ bytes, base64 = '' }: GeneratedMedia): Buffer {
	const buffer = bytes ? Buffer.from(bytes) : Buffer.from(base64, 'base64');
	if (buffer.length === 0)
		throw new AimlApiError('unexpected-response', 'The file in the answer is empty.', {
			hint: 'It may have been paid for: the account’s logs tell.',
		});
	return buffer;
}

function fileName({ baseName }: BinaryNaming, mimeType: string): string {
	return `${baseName}.${extensionOf(mimeType)}`;
}
