import type { IDataObject, INodeProperties } from 'n8n-workflow';
import {
	DEFAULT_WAIT,
	invalidInput,
	mergeBody,
	refuseNegativeDurations,
	type JsonObject,
	type WaitOptions,
} from '../../client';
import { DEFAULT_CONCURRENCY } from '../shared/items';
import type { PortOptions } from '../shared/transport';
import { readModelParameters } from './model-parameters';
import type { Item } from './operation';

/** The model picker: a searchable list of the live catalogue, or any id. */
export function modelField(defaultModel: string): INodeProperties {
	return {
		displayName: 'Model',
		name: 'model',
		type: 'resourceLocator',
		default: { mode: 'list', value: defaultModel, cachedResultName: defaultModel },
		description:
			'The list holds the models that fit this operation, each with its price, e.g. $0.5 / $2 for a million tokens of input and output, and its context length',
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				typeOptions: { searchListMethod: 'searchModels', searchable: true },
			},
			{
				displayName: 'By ID',
				name: 'id',
				type: 'string',
				placeholder: `e.g. ${defaultModel}`,
			},
		],
	};
}

/** The text a generation starts from. */
export function promptField(placeholder: string): INodeProperties {
	return {
		displayName: 'Prompt',
		name: 'prompt',
		type: 'string',
		typeOptions: { rows: 4 },
		default: '',
		placeholder,
		description: 'What to make. Models that only work on a given file take none.',
	};
}

export const simplifyField: INodeProperties = {
	displayName: 'Simplify',
	name: 'simplify',
	type: 'boolean',
	default: true,
	description: 'Whether to return a simplified version of the response instead of the raw data',
};

/** The name of the input's binary field that holds the file an operation works on. */
export function inputFileField(more: Partial<INodeProperties> = {}): INodeProperties {
	return {
		displayName: 'Input Data Field Name',
		name: 'binaryPropertyName',
		type: 'string',
		default: 'data',
		hint: 'The name of the input field containing the file',
		...more,
	};
}

/** These fields of a record, or all of them when Simplify is off. */
export function simplifyRecord(
	{ context, itemIndex }: Pick<Item, 'context' | 'itemIndex'>,
	record: object,
	names: readonly string[],
): object {
	if (context.getNodeParameter('simplify', itemIndex, true) === false) return record;
	return Object.fromEntries(Object.entries(record).filter(([name]) => names.includes(name)));
}

const extraBody: INodeProperties = {
	displayName: 'Extra Body (JSON)',
	name: 'extraBody',
	type: 'json',
	default: '{}',
	description:
		'Fields merged last into the request body, as the API spells them. An explicit null removes a field.',
};

const timeout: INodeProperties = {
	displayName: 'Timeout (Seconds)',
	name: 'timeout',
	type: 'number',
	typeOptions: { minValue: 1 },
	default: 300,
	description: 'How long one request may take',
};

const concurrency: INodeProperties = {
	displayName: 'Concurrency',
	name: 'concurrency',
	type: 'number',
	typeOptions: { minValue: 1, maxValue: 200 },
	default: DEFAULT_CONCURRENCY,
	description:
		'How many items are worked on at the same time. The value of the first item counts for all.',
};

const clientRequestId: INodeProperties = {
	displayName: 'Client Request ID',
	name: 'clientRequestId',
	type: 'string',
	default: '',
	placeholder: 'e.g. order-4711',
	description:
		'Sent in a header of each request, to find the call again: 1 to 128 letters, digits, dots, underscores, colons or hyphens',
};

const binaryProperty: INodeProperties = {
	displayName: 'Put Output File in Field',
	name: 'binaryProperty',
	type: 'string',
	default: 'data',
	hint: 'The name of the output binary field to put the file in',
};

const imagesAsItems: INodeProperties = {
	displayName: 'Each Image as Its Own Item',
	name: 'imagesAsItems',
	type: 'boolean',
	default: false,
	description:
		'Whether several images of one request become several items. What the request cost stands in the first one only.',
};

const maxWait: INodeProperties = {
	displayName: 'Max Wait (Seconds)',
	name: 'maxWait',
	type: 'number',
	typeOptions: { minValue: 0 },
	default: 900,
	description:
		'How long to wait for the result. After that the error names the job, and Job > Get fetches its result.',
};

const pollInterval: INodeProperties = {
	displayName: 'Poll Interval (Seconds)',
	name: 'pollInterval',
	type: 'number',
	typeOptions: { minValue: 0.1 },
	default: 15,
	description: 'The longest pause between two checks. The first checks follow each other faster.',
};

const OPTIONS = {
	binaryProperty,
	clientRequestId,
	concurrency,
	extraBody,
	imagesAsItems,
	maxWait,
	pollInterval,
	timeout,
};

/** The Options collection with the options an operation has; every one has Concurrency, Client Request ID and Timeout. */
export function optionsField(
	...names: ReadonlyArray<
		'binaryProperty' | 'extraBody' | 'imagesAsItems' | 'maxWait' | 'pollInterval'
	>
): INodeProperties {
	const all = [...names, 'clientRequestId', 'concurrency', 'timeout'] as const;
	return {
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: all
			.map((name) => OPTIONS[name])
			.sort((a, b) => a.displayName.localeCompare(b.displayName)),
	};
}

/** The Options of an item, as they were set. */
export function readOptions({
	context,
	itemIndex,
}: Pick<Item, 'context' | 'itemIndex'>): IDataObject {
	return context.getNodeParameter('options', itemIndex, {}) as IDataObject;
}

/** The transport's part of the Options. */
export function readPortOptions(options: IDataObject): PortOptions {
	const { timeout: seconds, clientRequestId: id } = options;
	if (id && !/^[A-Za-z0-9._:-]{1,128}$/.test(String(id)))
		throw invalidInput(
			'clientRequestId',
			'must be 1 to 128 letters, digits, dots, underscores, colons or hyphens.',
		);
	return {
		...(seconds !== undefined && { timeout: readSeconds('timeout', seconds, 1) }),
		...(id ? { clientRequestId: String(id) } : {}),
	};
}

/** How long and how often to ask for a job. */
export function readWaitOptions(item: Item): WaitOptions {
	const { maxWait: wait, pollInterval: interval } = readOptions(item);
	return {
		maxWait: wait === undefined ? DEFAULT_WAIT.maxWait : readSeconds('maxWait', wait),
		pollInterval:
			interval === undefined ? DEFAULT_WAIT.pollInterval : readSeconds('pollInterval', interval),
	};
}

/**
 * A text field; an expression may give a number or nothing.
 * @throws AimlApiError `invalid-input` for an object or a list, which would be sent as “[object Object]”
 */
export function readText(
	{ context, itemIndex }: Pick<Item, 'context' | 'itemIndex'>,
	name: string,
): string {
	const value = context.getNodeParameter(name, itemIndex, '') as unknown;
	if (typeof value === 'object' && value !== null)
		throw invalidInput(name, 'must be a text, but the expression gives an object or a list.');
	return String(value ?? '');
}

/** The names of the binary fields for media: `data`, then `data2`, … */
export function readBinaryProperty(item: Item, index = 0): string {
	const name = String(readOptions(item).binaryProperty || 'data');
	return index === 0 ? name : `${name}${index + 1}`;
}

/**
 * The request body: the model and the operation's own fields (empty ones are not sent), then Model
 * Parameters, then Extra Body. An answer as a stream is refused unless the operation reads one: it would
 * be paid for, and then unreadable.
 */
export async function readBody(
	item: Item,
	modelTypes: readonly string[],
	ownFields: JsonObject,
	{ mayStream = false } = {},
): Promise<JsonObject> {
	const id = readModelId(item);
	const own = Object.entries({ model: id, ...ownFields }).filter(([, value]) => value !== '');
	const body = mergeBody(
		Object.fromEntries(own),
		await readModelParameters(item, { id, type: modelTypes[0] ?? '' }),
		readJsonObject('extraBody', readOptions(item).extraBody),
	);
	if (body.stream === true && !mayStream)
		throw invalidInput('stream', 'is not possible here: the answer is returned when it is whole.');
	return refuseNegativeDurations(body);
}

/** The chosen model. */
export function readModelId({ context, itemIndex }: Item): string {
	const given = context.getNodeParameter('model', itemIndex, '', { extractValue: true });
	return String(given ?? '').trim();
}

/** A JSON field's object; an empty field is an empty object. */
export function readJsonObject(field: string, value: unknown): JsonObject {
	const parsed = readJson(field, value);
	if (parsed === undefined) return {};
	if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed))
		throw invalidInput(field, 'must be a JSON object.');
	return parsed as JsonObject;
}

/** A JSON field's value: n8n gives text from the editor and a value from an expression. */
export function readJson(field: string, value: unknown): unknown {
	if (typeof value !== 'string') return value ?? undefined;
	if (value.trim() === '') return undefined;
	const parsed = parseJson(value);
	if (parsed instanceof Error) throw invalidInput(field, `is not valid JSON: ${parsed.message}`);
	return parsed;
}

function parseJson(text: string): unknown {
	try {
		return JSON.parse(text) as unknown;
	} catch (error) {
		return error instanceof Error ? error : new Error(String(error));
	}
}

function readSeconds(field: string, value: unknown, minimum = 0): number {
	const seconds = Number(value);
	if (!Number.isFinite(seconds) || seconds < minimum)
		throw invalidInput(field, `must be a number of seconds, ${minimum} or more.`);
	return seconds * 1000;
}
