import type { IBinaryKeyData, INodeExecutionData } from 'n8n-workflow';
import {
	readStructuredOutput,
	respondInBackground,
	withoutAbsent,
	type Call,
	type JsonObject,
	type ModelResponse,
} from '../../../../client';
import { storeMedia } from '../../../shared/binary';
import { readBinaryProperty } from '../../fields';
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
async function storePictures(item: Item, otherOutput: readonly JsonObject[]) {
	const binary: IBinaryKeyData = {};
	const property = readBinaryProperty(item);
	for (const { result, output_format } of otherOutput.filter(isPicture)) {
		const count = Object.keys(binary).length;
		binary[count === 0 ? property : `${property}${count + 1}`] = await storeMedia(
			item.context,
			item.ports,
			{ base64: String(result), details: {} },
			{ baseName: 'image', fallbackMimeType: `image/${String(output_format ?? 'png')}` },
		);
	}
	return binary;
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
	const binary = await storePictures(item, otherOutput);
	const hasBinary = Object.keys(binary).length > 0;
	return outputItem(item, { ...json, ...more }, call, hasBinary ? binary : undefined);
}
