import type { IBinaryData, IBinaryKeyData, INodeExecutionData } from 'n8n-workflow';
import {
	AimlApiError,
	isAimlApiError,
	type Call,
	type GeneratedMedia,
	type Job,
	type JsonObject,
} from '../../client';
import { storeMedia, type BinaryNaming } from '../shared/binary';
import { notStored } from '../shared/download';
import { readBinaryProperty } from './fields';
import { outputItem, type Item } from './operation';

/** A generated file in n8n's binary store, and what the item tells of it. */
export interface StoredFile {
	readonly binary: IBinaryData;
	readonly json: {
		readonly url?: string;
		readonly mimeType: string;
		readonly fileName: string | undefined;
		readonly binaryProperty: string;
	};
}

/** How the files are named, and the request that made them. */
export interface StoreOptions {
	readonly naming: (index: number) => BinaryNaming;
	/** True when each file goes into an item of its own, and so under the same name. */
	readonly apart?: boolean;
	readonly call: Call;
}

/**
 * Stores the files of one request side by side: in the item's field `data`, then `data2`, …
 * @throws AimlApiError with the request's id and the URLs of all: each is paid for
 */
export async function storeFiles(
	item: Item,
	files: readonly GeneratedMedia[],
	{ naming, apart = false, call }: StoreOptions,
): Promise<StoredFile[]> {
	const results = await Promise.allSettled(
		files.map(async (file, index) => {
			const binary = await storeMedia(item.context, item.ports, file, naming(index));
			const binaryProperty = readBinaryProperty(item, apart ? 0 : index);
			const { url, details } = file;
			const { mimeType, fileName } = binary;
			const json = { ...(url && { url }), ...details, mimeType, fileName, binaryProperty };
			return { binary, json };
		}),
	);
	return results.map((result) => {
		if (result.status === 'fulfilled') return result.value;
		throw withEveryUrl(result.reason, files, call);
	});
}

function withEveryUrl(error: unknown, files: readonly GeneratedMedia[], call: Call): AimlApiError {
	const { code, message, details } = isAimlApiError(error) ? error : notStored(error);
	const urls = files.flatMap(({ url }) => url ?? []);
	return new AimlApiError(code, message, {
		...details,
		...(call.inferenceId && { requestId: call.inferenceId }),
		...(urls.length > 1 && {
			hint: `Everything is paid for; fetch it from ${urls.join(' , ')}`,
		}),
	});
}

/** Stores the one file of a request in the item's field `data`. @throws AimlApiError as `storeFiles` does */
export async function storeFile(
	item: Item,
	file: GeneratedMedia,
	naming: BinaryNaming,
	call: Call,
) {
	const stored = await storeFiles(item, [file], { naming: () => naming, call });
	const { binaryProperty: _, ...json } = stored[0]!.json;
	return { json, binary: binariesOf(stored) };
}

/** The files by the names of their fields. */
export function binariesOf(stored: readonly StoredFile[]): IBinaryKeyData {
	return Object.fromEntries(stored.map(({ binary, json }) => [json.binaryProperty, binary]));
}

/** What a generation has made, and what it was. */
export interface GeneratedFiles {
	readonly files: readonly GeneratedMedia[];
	/** File name without extension, e.g. `video`; several files are numbered. */
	readonly baseName: string;
	readonly fallbackMimeType: string;
	readonly job?: Job;
	/** The API's own answer. */
	readonly body: JsonObject;
	readonly call: Call;
}

/** The files as binaries and as URLs; several ones also as a list. */
export async function presentFiles(
	item: Item,
	{ files, baseName, fallbackMimeType, job, body, call }: GeneratedFiles,
): Promise<INodeExecutionData> {
	const isOne = files.length === 1;
	const naming = (index: number) => ({
		baseName: isOne ? baseName : `${baseName}-${index + 1}`,
		fallbackMimeType,
	});
	const stored = await storeFiles(item, files, { naming, call });
	const [{ binaryProperty: _, ...first } = { binaryProperty: '' }] = stored.map(({ json }) => json);
	const url = files[0]?.url;
	const told = isOne ? first : { ...(url && { url }), files: stored.map(({ json }) => json) };
	const simplify = item.context.getNodeParameter('simplify', item.itemIndex, true);
	const json = simplify ? { status: 'completed', ...told } : { ...body, ...(url && { url }) };
	return outputItem(item, { ...json, ...(job && { job }) }, call, binariesOf(stored));
}
