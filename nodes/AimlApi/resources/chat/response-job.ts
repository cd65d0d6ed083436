import type { INodeExecutionData } from 'n8n-workflow';
import {
	readStructuredOutput,
	respondInBackground,
	withoutAbsent,
	type Call,
	type JsonObject,
	type ModelResponse,
} from '../../../../client';
import type { NodeJob } from '../../jobs';
import { outputItem, type Item } from '../../operation';

/** A response that is made in the background. */
export const responseJob: NodeJob<JsonObject, ModelResponse> = {
	operation: respondInBackground,
	present: async (item, { output, call, job }) => presentResponse(item, output, call, { job }),
};

/** A response as an item. What it was asked for, its format included, stands in the API's own body. */
export function presentResponse(
	item: Item,
	response: ModelResponse,
	call: Call,
	more: object = {},
): INodeExecutionData {
	const { body, status, ...answer } = response;
	const { format } = (body.text ?? {}) as JsonObject;
	const output = readStructuredOutput(
		{ response_format: format },
		{ text: answer.text, finishReason: status },
		call.inferenceId,
	);
	const simplify = item.context.getNodeParameter('simplify', item.itemIndex, true);
	const json = simplify ? withoutAbsent({ ...answer, status, output }) : body;
	return outputItem(item, { ...json, ...more }, call);
}
