import type { INodeProperties } from 'n8n-workflow';
import { API_KEY, invalidInput, type Endpoint, type JsonObject } from '../../../../client';
import { endpointOperation, idField, moreFields } from '../../endpoints';
import type { Item, NodeResource } from '../../operation';

const prefixField = idField('Key Prefix', 'prefix', 'the first eight characters of the key');

const nameField: INodeProperties = {
	displayName: 'Name',
	name: 'name',
	type: 'string',
	default: '',
	placeholder: 'e.g. Newsletter',
};

const scopesField: INodeProperties = {
	displayName: 'Scopes',
	name: 'scopes',
	type: 'multiOptions',
	options: ['audio', 'chat', 'embeddings', 'image', 'ocr', 'responses', 'speech', 'video'].map(
		(scope) => ({
			name: scope === 'ocr' ? 'OCR' : scope.charAt(0).toUpperCase() + scope.slice(1),
			value: `model:${scope}`,
		}),
	),
	default: [],
	description: 'What the key may be used for. Without this field it may be used for everything.',
};

const replaceField: INodeProperties = {
	displayName: 'Reset What Is Not Given',
	name: 'replace',
	type: 'boolean',
	default: false,
	description: 'Whether name, scopes and limit that are not given are taken away instead of kept',
};

const limitFields: readonly INodeProperties[] = [
	{
		displayName: 'Spending Limit (USD)',
		name: 'threshold',
		type: 'number',
		typeOptions: { minValue: 0 },
		default: 0,
		description: 'The most the key may spend; 0 sets no limit',
	},
	{
		displayName: 'Limit Resets',
		name: 'retention',
		type: 'options',
		options: [
			{ name: 'Every Day', value: 'day' },
			{ name: 'Every Month', value: 'month' },
			{ name: 'Every Week', value: 'week' },
			{ name: 'Never', value: 'no_reset' },
		],
		default: 'no_reset',
		displayOptions: { hide: { threshold: [0] } },
	},
];

function readLimit({ context, itemIndex }: Item): JsonObject {
	const given = context.getNodeParameter('threshold', itemIndex, 0) as unknown;
	const threshold = typeof given === 'string' && given.trim() !== '' ? Number(given) : given;
	// Anything else would make a key that may spend everything.
	if (typeof threshold !== 'number' || !(threshold >= 0) || threshold === Infinity)
		throw invalidInput('threshold', 'must be an amount in US dollars, or 0 for no limit.');
	const retention = context.getNodeParameter('retention', itemIndex, 'no_reset');
	return threshold > 0 ? { limit: { retention, threshold } } : {};
}

/** `PATCH /v1/keys/{prefix}`, or `PUT` to reset what is not given. */
const updateWith = (endpoint: Endpoint) =>
	endpointOperation({
		value: 'update',
		name: 'Update',
		action: 'Update an API key',
		description: 'Change a key (needs a management key)',
		endpoint,
		needsManagementKey: true,
		ids: [prefixField],
		fields: [
			moreFields(nameField, scopesField, {
				displayName: 'Disabled',
				name: 'disabled',
				type: 'boolean',
				default: true,
				description: 'Whether the key is refused',
			}),
		],
		otherFields: [replaceField, ...limitFields],
		read: readLimit,
		unwrap: 'data',
	});
const updates = { PATCH: updateWith(API_KEY.update), PUT: updateWith(API_KEY.replace) };

function readMethod({ context, itemIndex }: Item): keyof typeof updates {
	return context.getNodeParameter('replace', itemIndex, false) === true ? 'PUT' : 'PATCH';
}

/** `/v1/keys`: all but Get need a management key in the credential. */
export const apiKey: NodeResource = {
	value: 'apiKey',
	name: 'API Key',
	operations: [
		endpointOperation({
			value: 'create',
			name: 'Create',
			action: 'Create an API key',
			description: 'Make a key (needs a management key). It is shown whole this once.',
			endpoint: API_KEY.create,
			needsManagementKey: true,
			fields: [nameField, moreFields(scopesField)],
			otherFields: limitFields,
			read: readLimit,
			unwrap: 'data',
		}),
		endpointOperation({
			value: 'delete',
			name: 'Delete',
			action: 'Delete an API key',
			description: 'Delete a key (needs a management key)',
			endpoint: API_KEY.delete,
			needsManagementKey: true,
			ids: [prefixField],
			unwrap: 'data',
		}),
		endpointOperation({
			value: 'get',
			name: 'Get',
			action: 'Get the API key in use',
			description: 'See the limits and scopes of the key of the credential',
			endpoint: API_KEY.get,
			unwrap: 'data',
		}),
		endpointOperation({
			value: 'getMany',
			name: 'Get Many',
			action: 'Get many API keys',
			description: 'List all keys (needs a management key)',
			endpoint: API_KEY.getMany,
			needsManagementKey: true,
			unwrap: 'data',
		}),
		{
			...updates.PATCH,
			execute: async (item) => await updates[readMethod(item)].execute(item),
		},
	],
};
