import type { INodeProperties } from 'n8n-workflow';
import { ACCOUNT, invalidInput, type JsonObject } from '../../../../client';
import { endpointOperation, moreFields } from '../../endpoints';
import type { Item } from '../../operation';

const startField: INodeProperties = {
	displayName: 'Start',
	name: 'start',
	type: 'dateTime',
	default: '',
	description: 'The beginning, at most 92 days before the end; used instead of the period',
};
const endField: INodeProperties = {
	displayName: 'End',
	name: 'end',
	type: 'dateTime',
	default: '',
};
const keyPrefixField: INodeProperties = {
	displayName: 'Key Prefix',
	name: 'keyPrefix',
	type: 'string',
	default: '',
	description: 'The first eight characters of one key. A management key must name one.',
};
const periodField: INodeProperties = {
	displayName: 'Period',
	name: 'period',
	type: 'options',
	options: [
		{ name: 'By Start and End', value: '' },
		{ name: 'Last 24 Hours', value: '24h' },
		{ name: 'Last 7 Days', value: '7d' },
	],
	default: '24h',
};

/** The API takes a period, or a start and an end; and a time zone only for what is grouped. */
function readPeriod({ context, itemIndex }: Item): JsonObject {
	const { start, end, tz, groupBy } = context.getNodeParameter(
		'additionalFields',
		itemIndex,
		{},
	) as JsonObject;
	if (tz && !groupBy) throw invalidInput('tz', 'needs Group By.');
	return start || end ? { period: undefined } : {};
}

/** `GET /v2/usage`, or `GET /v2/usage/detail` when it is to be grouped. */
export const getUsage = endpointOperation({
	value: 'getUsage',
	name: 'Get Usage',
	action: 'Get the usage',
	description: 'See what was spent in a period, in all or for each model or day',
	endpoint: ({ context, itemIndex }) => {
		const { groupBy } = context.getNodeParameter('additionalFields', itemIndex, {}) as {
			groupBy?: string;
		};
		return groupBy ? ACCOUNT.getUsageDetail : ACCOUNT.getUsage;
	},
	read: readPeriod,
	fields: [
		periodField,
		moreFields(
			startField,
			endField,
			{
				displayName: 'Group By',
				name: 'groupBy',
				type: 'options',
				options: [
					{ name: 'Day', value: 'day' },
					{ name: 'Day and Model', value: 'day,model' },
					{ name: 'Model', value: 'model' },
				],
				default: 'model',
			},
			keyPrefixField,
			{
				displayName: 'Time Zone',
				name: 'tz',
				type: 'string',
				default: 'UTC',
				placeholder: 'e.g. Europe/Oslo',
				description: 'Where a day begins, by its exact IANA name. Needs Group By.',
			},
		),
	],
});

/** `GET /v2/logs`: an item for each request. */
export const getLogs = endpointOperation({
	value: 'getLogs',
	name: 'Get Logs',
	action: 'Get the logs',
	description: 'List the requests of a period with their costs',
	endpoint: ACCOUNT.getLogs,
	read: readPeriod,
	fields: [
		periodField,
		moreFields(
			startField,
			endField,
			keyPrefixField,
			{
				displayName: 'Model',
				name: 'model',
				type: 'string',
				default: '',
				placeholder: 'e.g. the ID of a model',
			},
			{
				displayName: 'Status',
				name: 'status',
				type: 'options',
				options: [
					{ name: 'Failed', value: 'failed' },
					{ name: 'Succeeded', value: 'succeeded' },
				],
				default: 'failed',
			},
		),
	],
});

const TYPES = [
	'ADJUSTMENT',
	'BONUS',
	'CREDITS_EXPIRED',
	'INIT',
	'MODEL_USAGE',
	'PAYMENT',
	'REFUND',
];

/** `GET /v2/billing/transactions`: an item for each movement of money. */
export const getTransactions = endpointOperation({
	value: 'getTransactions',
	name: 'Get Transactions',
	action: 'Get the transactions',
	description: 'List what was paid in and what was charged',
	endpoint: ACCOUNT.getTransactions,
	fields: [
		moreFields(
			{
				displayName: 'Direction',
				name: 'direction',
				type: 'options',
				options: [
					{ name: 'Charge', value: 'CHARGE' },
					{ name: 'Top-Up', value: 'TOPUP' },
				],
				default: 'CHARGE',
			},
			{ displayName: 'From', name: 'from', type: 'dateTime', default: '' },
			{ displayName: 'To', name: 'to', type: 'dateTime', default: '' },
			{
				displayName: 'Type',
				name: 'type',
				type: 'options',
				options: TYPES.map((value) => ({
					name: value.charAt(0) + value.slice(1).toLowerCase().replace('_', ' '),
					value,
				})),
				default: 'MODEL_USAGE',
			},
		),
	],
});
