import type { INodeExecutionData } from 'n8n-workflow';
import {
	readStructuredOutput,
	respondInBackground,
	withoutAbsent,
	type Call,
	type JsonObject,
	type ModelResponse,
} from '../../../../client';
import { binariesOf, storeFiles } from '../../generated-files';
import type { NodeJob } from '../../jobs';
import { outputItem, type Item } from '../../operation';

/** A response that is made in the background. */
export const responseJob: NodeJob<JsonObject, ModelResponse> = {
	operation: respondInBackground,
	present: async (item, { output, call, job }) =>
		await presentResponse(item, output, call, { job }),
};

function isPicture({ type, result }: JsonObject): boolean {
	return type === 'image_generation_call' && typeof result === 'string';
}

/** The pictures a response holds; in the simple output they are files only. */
async function storePictures(item: Item, otherOutput: readonly JsonObject[], call: Call) {
	const pictures = otherOutput.filter(isPicture);
	const files = pictures.map(({ result }) => ({ base64: String(result), details: {} }));
	const naming = (index: number) => ({
		baseName: 'image',
		fallbackMimeType: `image/${String(pictures[index]!.output_format ?? 'png')}`,
	});
	return binariesOf(await storeFiles(item, files, { naming, call }));
}

/** A response as an item. What it was asked for, its format included, stands in the API's own body. */
export async function presentResponse(
	item: Item,
	response: ModelResponse,
	call: Call,
	more: object = {},
): Promise<INodeExecutionData> {
	const { body, status, otherOutput = [], ...answer } = response;
	const { format } = (body.text ?? {}) as JsonObject;
	const output = readStructuredOutput(
		{ response_format: format },
		{ text: answer.text, finishReason: status },
		call.inferenceId,
	);
	const simplify = item.context.getNodeParameter('simplify', item.itemIndex, true);
	const other = otherOutput.map((entry) => {
		const { result: _picture, ...rest } = entry;
		return isPicture(entry) ? rest : entry;
	});
	const json = simplify
		? withoutAbsent({
				...answer,
				...(other.length > 0 && { otherOutput: other }),
				status,
				output,
			})
		: body;
	const binary = await storePictures(item, otherOutput, call);
	const hasBinary = Object.keys(binary).length > 0;
	return outputItem(item, { ...json, ...more }, call, hasBinary ? binary : undefined);
}
