import type { INodeExecutionData, INodeProperties } from 'n8n-workflow';
import {
	AimlApiError,
	callOperation,
	invalidInput,
	isAimlApiError,
	mergeBody,
	readPages,
	type Call,
	type Endpoint,
	type EndpointInput,
	type JsonObject,
} from '../../client';
import {
	optionsField,
	readJson,
	readJsonObject,
	readOptions,
	readText,
	simplifyField,
	simplifyRecord,
} from './fields';
import { outputItem, type Item, type NodeOperation } from './operation';

/** An operation that passes its fields to an endpoint and its answer on. */
export interface EndpointOperation {
	readonly value: string;
	readonly name: string;
	readonly action: string;
	readonly description: string;
	/** The endpoint, or what chooses it. */
	readonly endpoint: Endpoint | ((item: Item) => Endpoint);
	/** Fields for the ids in its path; each is named after its id there. */
	readonly ids?: readonly INodeProperties[];
	/** Fields of the body or query; the wire name of `toolOutputs` is `tool_outputs`. */
	readonly fields?: readonly INodeProperties[];
	/** Fields that are not sent as they are. */
	readonly otherFields?: readonly INodeProperties[];
	/** What is sent of the other fields. */
	readonly read?: (item: Item) => JsonObject;
	/** Catalogue `type` values its model picker offers. */
	readonly modelTypes?: readonly string[];
	/** The field of the answer that is passed on instead of the whole. */
	readonly unwrap?: string;
	/** What Simplify keeps of an answer with more than ten fields. */
	readonly simplified?: readonly string[];
	/** True when the API takes a management key only. */
	readonly needsManagementKey?: boolean;
}

/** A required text field for an id or a name. */
export function idField(displayName: string, name: string, placeholder: string): INodeProperties {
	return {
		displayName,
		name,
		type: 'string',
		required: true,
		default: '',
		placeholder: `e.g. ${placeholder}`,
	};
}

/** A field whose value is JSON. */
export function jsonField(displayName: string, name: string, description: string): INodeProperties {
	return { displayName, name, type: 'json', default: '', description };
}

/** The rarely needed fields of an operation. */
export function moreFields(...options: INodeProperties[]): INodeProperties {
	return {
		displayName: 'Additional Fields',
		name: 'additionalFields',
		type: 'collection',
		placeholder: 'Add Field',
		default: {},
		options: options.sort((a, b) => a.displayName.localeCompare(b.displayName)),
	};
}

/** How many rows of a list to return. */
export const listFields: readonly INodeProperties[] = [
	{
		displayName: 'Return All',
		name: 'returnAll',
		type: 'boolean',
		default: false,
		description: 'Whether to return all results or only up to a given limit',
	},
	{
		displayName: 'Limit',
		name: 'limit',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 50,
		description: 'Max number of results to return',
		displayOptions: { show: { returnAll: [false] } },
	},
];

/** The node operation of an endpoint: one item for what it answers, or one for each row of a list. */
export function endpointOperation(operation: EndpointOperation): NodeOperation {
	const { value, name, action, description, endpoint, ids = [], fields = [] } = operation;
	const paging = typeof endpoint === 'function' ? undefined : endpoint.paging;
	const takesBody = typeof endpoint !== 'function' && endpoint.method !== 'GET';
	return {
		value,
		name,
		action,
		description,
		...(operation.modelTypes && { modelTypes: operation.modelTypes }),
		properties: [
			...ids,
			...fields,
			...(operation.otherFields ?? []),
			...(paging ? listFields : []),
			...(operation.simplified ? [simplifyField] : []),
			takesBody ? optionsField('extraBody') : optionsField(),
		],
		execute: async (item) =>
			await callEndpoint(item, operation).catch((error: unknown) =>
				Promise.reject(operation.needsManagementKey ? explainRefusal(error) : error),
			),
	};
}

/** A regular key is refused in words that may not say why. */
function explainRefusal(error: unknown): unknown {
	if (
		!isAimlApiError(error) ||
		!['unauthorized', 'forbidden', 'out-of-credit'].includes(error.code)
	)
		return error;
	return new AimlApiError(error.code, error.message, {
		...error.details,
		hint: 'This needs a management key: make one in the API Keys section of the AI/ML API dashboard, and choose a credential that holds it.',
	});
}

async function callEndpoint(
	item: Item,
	operation: EndpointOperation,
): Promise<INodeExecutionData[]> {
	const { endpoint: choice, ids = [], unwrap, simplified } = operation;
	const present = (row: object, call: Call) =>
		outputItem(item, simplified ? simplifyRecord(item, row, simplified) : row, call);
	const endpoint = typeof choice === 'function' ? choice(item) : choice;
	const input = readEndpointInput(item, endpoint.method, operation);
	if (endpoint.paging) {
		const { output, call } = await readPages(item.ports, endpoint, input, readLimit(item));
		return output.map((row) => present(row, call));
	}
	const { output, call } = await callOperation(item.ports, endpoint, input);
	const result = unwrap ? output[unwrap] : output;
	const rows = Array.isArray(result) ? (result as object[]) : [(result ?? {}) as object];
	// A list's rows keep the ids they were asked for under.
	const known = unwrap ? {} : Object.fromEntries(ids.map(({ name }) => [name, input.ids?.[name]]));
	return rows.map((row) => present({ ...known, ...row }, call));
}

/** What the fields of an item say, as the endpoint takes it. */
export function readEndpointInput(
	item: Item,
	method: Endpoint['method'],
	{ ids = [], fields = [], read }: Pick<EndpointOperation, 'ids' | 'fields' | 'read'>,
): EndpointInput {
	const own = { ...readFields(item, fields), ...read?.(item) };
	const path = Object.fromEntries(ids.map(({ name }) => [name, readText(item, name)]));
	if (method === 'GET') return { ids: path, query: own as EndpointInput['query'] };
	const body = mergeBody(own, readJsonObject('extraBody', readOptions(item).extraBody));
	const isEmpty = Object.keys(body).length === 0;
	return { ids: path, ...(isEmpty && method === 'DELETE' ? {} : { body }) };
}

/** The fields that were set, by their wire names; those of a collection stand beside the others. */
function readFields(item: Item, fields: readonly INodeProperties[]): JsonObject {
	const { context, itemIndex } = item;
	const entries = fields.flatMap((field): Array<[string, unknown]> => {
		const value = context.getNodeParameter(field.name, itemIndex, '') as unknown;
		if (field.type !== 'collection') return [[field.name, readField(field, value)]];
		const set = (value || {}) as JsonObject;
		return (field.options as INodeProperties[])
			.filter(({ name }) => name in set)
			.map((inner) => [inner.name, readField(inner, set[inner.name])]);
	});
	return Object.fromEntries(
		entries
			.filter(([, value]) => value !== undefined && value !== '')
			.map(([name, value]) => [wireName(name), value]),
	);
}

function readField({ name, type }: INodeProperties, value: unknown): unknown {
	if (type === 'resourceLocator' && typeof value === 'object')
		return (value as { value?: unknown } | null)?.value;
	if (type === 'json') return readJson(name, value);
	return value === null ? undefined : value;
}

/** `toolOutputs` as `tool_outputs`. */
function wireName(name: string): string {
	return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** The most rows that are wanted. @throws AimlApiError `invalid-input` */
export function readLimit({ context, itemIndex }: Item): number {
	if (context.getNodeParameter('returnAll', itemIndex, false)) return Infinity;
	const limit = Number(context.getNodeParameter('limit', itemIndex, 50));
	if (!Number.isInteger(limit) || limit < 1)
		throw invalidInput('limit', 'must be a whole number of 1 or more.');
	return limit;
}
