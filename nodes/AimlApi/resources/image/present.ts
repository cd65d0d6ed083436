import type { IBinaryData, INodeExecutionData } from 'n8n-workflow';
import {
	AimlApiError,
	isAimlApiError,
	withoutCost,
	type Call,
	type GeneratedImages,
	type GeneratedMedia,
} from '../../../../client';
import { storeMedia } from '../../../shared/binary';
import { readBinaryProperty, readOptions } from '../../fields';
import { outputItem, type Item } from '../../operation';

interface StoredImage {
	readonly binary: IBinaryData;
	readonly json: {
		readonly url?: string;
		readonly mimeType: string;
		readonly fileName: string | undefined;
		readonly binaryProperty: string;
	};
}

/** Generated pictures as one item with several binaries, or, when the option says so, as one item each. */
export async function presentImages(
	item: Item,
	output: GeneratedImages,
	call: Call,
): Promise<INodeExecutionData[]> {
	const asItems = readOptions(item).imagesAsItems === true;
	const results = await Promise.allSettled(
		output.images.map((image, index) => store(item, image, index, asItems ? '' : `${index + 1}`)),
	);
	const stored = results.map((result) => {
		if (result.status === 'rejected') throw withEveryUrl(result.reason, output, call);
		return result.value;
	});
	if (asItems) return presentEach(item, stored, call);
	const images = stored.map(({ json }) => json);
	const first = images[0]?.url;
	const simplify = item.context.getNodeParameter('simplify', item.itemIndex, true);
	const json = { ...(first && { url: first }), ...(simplify ? { images } : output.body) };
	const binaries = stored.map(({ binary, json: image }) => [image.binaryProperty, binary] as const);
	return [outputItem(item, json, call, Object.fromEntries(binaries))];
}

async function store(
	item: Item,
	image: GeneratedMedia,
	index: number,
	number: string,
): Promise<StoredImage> {
	const binary = await storeMedia(item.context, item.ports, image, {
		baseName: `image-${index + 1}`,
		fallbackMimeType: 'image/png',
	});
	const binaryProperty = readBinaryProperty(item) + (number === '1' ? '' : number);
	const { url, details } = image;
	const { mimeType, fileName } = binary;
	return { binary, json: { ...(url && { url }), ...details, mimeType, fileName, binaryProperty } };
}

/** One file could not be fetched: the error names all that were paid for, and the call that made them. */
function withEveryUrl(error: unknown, { images }: GeneratedImages, { inferenceId }: Call): unknown {
	if (!isAimlApiError(error)) return error;
	const urls = images.flatMap(({ url }) => url ?? []);
	return new AimlApiError(error.code, error.message, {
		...error.details,
		...(inferenceId && { requestId: inferenceId }),
		hint: `Everything is paid for; fetch it from ${urls.join(' , ')}`,
	});
}

function presentEach(item: Item, stored: readonly StoredImage[], call: Call): INodeExecutionData[] {
	return stored.map(({ binary, json }, index) =>
		outputItem(item, json, index === 0 ? call : withoutCost(call), {
			[json.binaryProperty]: binary,
		}),
	);
}
