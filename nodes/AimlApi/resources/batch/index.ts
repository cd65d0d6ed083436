import {
	BATCH,
	callOperation,
	getBatch,
	invalidInput,
	withoutCost,
	type JsonObject,
} from '../../../../client';
import { endpointOperation, idField, jsonField } from '../../endpoints';
import { optionsField, readJson, readText } from '../../fields';
import { outputItem, type NodeOperation, type NodeResource } from '../../operation';

/** `GET /v1/batches`: one item for each result, or one with the status while there are none. */
const get: NodeOperation = {
	value: 'get',
	name: 'Get',
	action: 'Get a batch',
	description: 'See where a batch stands, and fetch its results once they are there',
	properties: [idField('Batch ID', 'batchId', 'msgbatch_abc123'), optionsField()],
	async execute(item) {
		const { output, call } = await callOperation(item.ports, getBatch, readText(item, 'batchId'));
		const { status, results, body } = output;
		if (!results) return [outputItem(item, { ...body, status }, call)];
		return results.map((row, index) =>
			outputItem(item, { status, ...withText(row) }, index === 0 ? call : withoutCost(call)),
		);
	},
};

/** A result with the text of its message beside it. */
function withText(row: JsonObject): JsonObject {
	const { message } = (row.result ?? {}) as JsonObject;
	const { content } = (message ?? {}) as JsonObject;
	if (!Array.isArray(content)) return row;
	const text = (content as JsonObject[]).map((block) => String(block.text ?? '')).join('');
	return { ...row, text };
}

export const batch: NodeResource = {
	value: 'batch',
	name: 'Batch',
	operations: [
		endpointOperation({
			value: 'cancel',
			name: 'Cancel',
			action: 'Cancel a batch',
			description: 'Stop a batch; what is finished stays',
			endpoint: BATCH.cancel,
			ids: [idField('Batch ID', 'batchId', 'msgbatch_abc123')],
		}),
		endpointOperation({
			value: 'create',
			name: 'Create',
			action: 'Create a batch',
			description: 'Send many messages at once, at up to half the price, answered within the hour',
			endpoint: BATCH.create,
			otherFields: [
				jsonField(
					'Requests (JSON)',
					'requests',
					'A list of {"custom_id", "params"}, the params as Chat > Message sends them',
				),
			],
			read({ context, itemIndex }) {
				const requests = readJson('requests', context.getNodeParameter('requests', itemIndex, ''));
				if (requests === undefined) return {};
				if (!Array.isArray(requests)) throw invalidInput('requests', 'must be a list.');
				(requests as Array<JsonObject | null>).forEach((request, index) => {
					const isWhole = typeof request?.custom_id === 'string' && request.params;
					if (!isWhole)
						throw invalidInput(`requests[${index}]`, 'must have a custom_id and params.');
				});
				return { requests };
			},
		}),
		get,
	],
};
