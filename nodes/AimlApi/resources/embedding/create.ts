import type { IExecuteFunctions } from 'n8n-workflow';
import {
	AimlApiError,
	callOperation,
	createEmbeddings,
	DEFAULT_MODELS,
	invalidInput,
	type Call,
	type CallResult,
	type Embeddings,
} from '../../../../client';
import { modelField, optionsField, readBody } from '../../fields';
import { modelParametersField } from '../../model-parameters';
import { outputItem, type Item, type NodeOperation } from '../../operation';

/** `POST /v1/embeddings`: one output item for each text. */
export const create: NodeOperation = {
	value: 'create',
	name: 'Create',
	action: 'Create an embedding',
	description: 'Turn texts into vectors, to search and compare them by meaning',
	modelTypes: createEmbeddings.modelTypes,
	ownFields: ['input', 'model'],
	properties: [
		modelField(DEFAULT_MODELS.embedding),
		{
			displayName: 'Input',
			name: 'input',
			type: 'string',
			typeOptions: { rows: 2 },
			default: '',
			placeholder: 'e.g. {{ $json.text }}',
			description: 'The text, or an expression that gives a list of texts',
		},
		{
			displayName: 'All Items in One Request',
			name: 'batch',
			type: 'boolean',
			default: false,
			description:
				'Whether to send the texts of all input items together, which is faster. The other fields of the first item count for all.',
		},
		modelParametersField,
		optionsField('extraBody'),
	],
	async execute(item) {
		const isBatch = item.context.getNodeParameter('batch', 0, false) as boolean;
		const { output, call, first } = isBatch
			? await sharePart(item)
			: { ...(await embed(item, readInput(item))), first: true };
		return output.embeddings.map((embedding, index) =>
			outputItem(
				item,
				{ embedding, ...(Array.isArray(embedding) && { dimensions: embedding.length }), index },
				first && index === 0 ? call : withoutCost(call),
			),
		);
	},
};

/** The request that all items of one run share. */
const batches = new WeakMap<IExecuteFunctions, Promise<CallResult<Embeddings>>>();

/** This item's part of the answer to all of them. */
async function sharePart(item: Item): Promise<CallResult<Embeddings> & { first: boolean }> {
	const { context, itemIndex } = item;
	const inputs = context.getInputData().map((_, index) => readInput({ ...item, itemIndex: index }));
	const shared = batches.get(context) ?? embed({ ...item, itemIndex: 0 }, inputs.flat());
	batches.set(context, shared);
	const { output, call } = await shared;
	const start = inputs.slice(0, itemIndex).flat().length;
	const end = start + inputs[itemIndex]!.length;
	return {
		output: { ...output, embeddings: output.embeddings.slice(start, end) },
		call,
		first: itemIndex === 0,
	};
}

async function embed(item: Item, texts: readonly string[]): Promise<CallResult<Embeddings>> {
	const body = await readBody(item, createEmbeddings.modelTypes, {
		...(texts.length > 0 && { input: texts.length === 1 ? texts[0] : texts }),
		encoding_format: 'float',
	});
	const result = await callOperation(item.ports, createEmbeddings, body);
	const count = result.output.embeddings.length;
	if (texts.length > 0 && count !== texts.length)
		throw new AimlApiError(
			'unexpected-response',
			`${texts.length} texts were sent, but ${count} embeddings came back.`,
			{ requestId: result.call.inferenceId },
		);
	return result;
}

/** The item's texts; none when the field is empty, so that Extra Body may give them. */
function readInput({ context, itemIndex }: Item): string[] {
	const given = context.getNodeParameter('input', itemIndex, '') as unknown;
	const texts = Array.isArray(given) ? given : given === '' ? [] : [given];
	return texts.map((text) => {
		const blank = text === null || typeof text === 'object' || String(text).trim() === '';
		if (blank) throw invalidInput('input', `must be texts that are not empty (item ${itemIndex}).`);
		return String(text);
	});
}

/** The cost stands once, so that a sum over the items is right. */
function withoutCost(call: Call): Call {
	const { costUsd: _costUsd, creditsUsed: _creditsUsed, usage: _usage, ...rest } = call;
	return rest;
}
