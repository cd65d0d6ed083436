import type { IExecuteFunctions } from 'n8n-workflow';
import {
	AimlApiError,
	callOperation,
	createEmbeddings,
	DEFAULT_MODELS,
	invalidInput,
	withoutCost,
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
				'Whether to send the texts of all input items together (a thousand at a time), which is faster. The other fields of the first item count for all.',
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

/** Texts in one request; what providers take at most is not documented, and this is below all that is known. */
const MOST_TEXTS = 1000;

/** The items of one request. */
interface Group {
	/** By item: where its texts begin among those of the group. */
	readonly starts: Map<number, number>;
	readonly texts: string[];
	/** Begun by the first item that asks for it. */
	result?: Promise<CallResult<Embeddings>>;
}

/** By run: the group of every item, or why it has none. */
const groupings = new WeakMap<
	IExecuteFunctions,
	ReadonlyArray<Group | { readonly error: unknown }>
>();

/** This item's part of the answer to all of its group. */
async function sharePart(item: Item): Promise<CallResult<Embeddings> & { first: boolean }> {
	const { context, itemIndex } = item;
	const groups = groupings.get(context) ?? groupItems(item);
	groupings.set(context, groups);
	const group = groups[itemIndex]!;
	if ('error' in group) throw group.error;
	// Whichever item asks: a further try finds the answer with the first one.
	const [firstItem = itemIndex] = group.starts.keys();
	const ports = item.sharedPorts(firstItem);
	group.result ??= embed({ ...item, itemIndex: 0, ports }, group.texts);
	const { output, call } = await group.result;
	const [start = 0, end = group.texts.length] = [...group.starts]
		.filter(([index]) => index >= itemIndex)
		.map(([, position]) => position);
	return {
		output: { ...output, embeddings: output.embeddings.slice(start, end) },
		call,
		first: start === 0,
	};
}

/** An item whose own text cannot be sent does not stand in the way of the others. */
function groupItems(item: Item): Array<Group | { readonly error: unknown }> {
	let group: Group = { starts: new Map(), texts: [] };
	return item.context.getInputData().map((_, itemIndex) => {
		try {
			const texts = readInput({ ...item, itemIndex });
			if (texts.length === 0) throw invalidInput('input', 'is required and is empty.');
			if (group.texts.length > 0 && group.texts.length + texts.length > MOST_TEXTS)
				group = { starts: new Map(), texts: [] };
			group.starts.set(itemIndex, group.texts.length);
			group.texts.push(...texts);
			return group;
		} catch (error) {
			return { error };
		}
	});
}

async function embed(item: Item, texts: readonly string[]): Promise<CallResult<Embeddings>> {
	const body = await readBody(item, createEmbeddings.modelTypes, {
		...(texts.length > 0 && { input: texts.length === 1 ? texts[0] : texts }),
	});
	const result = await callOperation(item.ports, createEmbeddings, body);
	const count = result.output.embeddings.length;
	const wanted = Array.isArray(body.input) ? body.input.length : 1;
	// A list of numbers is one text, as tokens.
	const isTokens = Array.isArray(body.input) && typeof body.input[0] === 'number';
	if (count !== (isTokens ? 1 : wanted))
		throw new AimlApiError(
			'unexpected-response',
			`${wanted} texts were sent, but ${count} embeddings came back.`,
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
