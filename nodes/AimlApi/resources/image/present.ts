import type { INodeExecutionData } from 'n8n-workflow';
import { withoutCost, type Call, type GeneratedImages } from '../../../../client';
import { readOptions } from '../../fields';
import { binariesOf, storeFiles, type StoredFile } from '../../generated-files';
import { outputItem, type Item } from '../../operation';

/** Generated pictures as one item with several binaries, or, when the option says so, as one item each. */
export async function presentImages(
	item: Item,
	output: GeneratedImages,
	call: Call,
): Promise<INodeExecutionData[]> {
	const apart = readOptions(item).imagesAsItems === true;
	const naming = (index: number) => ({
		baseName: `image-${index + 1}`,
		fallbackMimeType: 'image/png',
	});
	const stored = await storeFiles(item, output.images, { naming, apart, call });
	if (apart) return presentEach(item, stored, call);
	const images = stored.map(({ json }) => json);
	const first = images[0]?.url;
	const simplify = item.context.getNodeParameter('simplify', item.itemIndex, true);
	const json = { ...(first && { url: first }), ...(simplify ? { images } : output.body) };
	return [outputItem(item, json, call, binariesOf(stored))];
}

function presentEach(item: Item, stored: readonly StoredFile[], call: Call): INodeExecutionData[] {
	return stored.map(({ binary, json }, index) =>
		outputItem(item, json, index === 0 ? call : withoutCost(call), {
			[json.binaryProperty]: binary,
		}),
	);
}
