import type { IDataObject } from 'n8n-workflow';
import {
	callOperation,
	describePricing,
	listModels,
	listModelsWithDetails,
	searchModels,
	withoutAbsent,
	type Model,
} from '../../../../client';
import { readEndpoint, withEndpoint } from '../../endpoint-option';
import { listFields, readLimit } from '../../endpoints';
import { optionsField, simplifyField } from '../../fields';
import { outputItem, type Item, type NodeOperation } from '../../operation';

/** By the filters that take a list, what of a model they look at; the API documents the same ones. */
const LISTED: Readonly<Record<string, (model: Model) => readonly string[] | undefined>> = {
	capabilities: ({ capabilities }) => capabilities,
	inputModalities: ({ modalities }) => modalities?.input,
	outputModalities: ({ modalities }) => modalities?.output,
	tags: ({ tags }) => tags,
	type: ({ type }) => [type],
};

const listFilter = (displayName: string, name: string, example: string, what: string) => ({
	displayName,
	name,
	type: 'string' as const,
	default: '',
	placeholder: `e.g. ${example}`,
	description: `${what}; of several, separated by commas, one is enough`,
});

const OLDER_PATHS = ['/v1/models/with-details'];

/** `GET /v1/models`: one item for each model. */
export const getMany: NodeOperation = {
	value: 'getMany',
	name: 'Get Many',
	action: 'Get many models',
	description: 'List the models of the live catalogue with their prices',
	properties: [
		...listFields,
		{
			displayName: 'Filters',
			name: 'filters',
			type: 'collection',
			placeholder: 'Add Filter',
			default: {},
			options: [
				listFilter('Capabilities', 'capabilities', 'function-calling', 'What the model can do'),
				listFilter('Input Modalities', 'inputModalities', 'text, image', 'What the model takes'),
				listFilter('Output Modalities', 'outputModalities', 'video', 'What the model makes'),
				{
					displayName: 'Search',
					name: 'search',
					type: 'string',
					default: '',
					placeholder: 'e.g. image google',
					description:
						'Words that the ID, an alias, the name, developer or a capability must contain',
				},
				listFilter('Tags', 'tags', 'text-to-image', 'What the catalogue tags the model with'),
				listFilter(
					'Type',
					'type',
					'openai/chat-completions',
					'The endpoint that serves the model, as the catalogue spells it',
				),
			],
		},
		simplifyField,
		withEndpoint(optionsField(), OLDER_PATHS),
	],
	async execute(item) {
		const { context, itemIndex } = item;
		const operation = readEndpoint(item, OLDER_PATHS) ? listModelsWithDetails : listModels;
		const { output, call } = await callOperation(item.ports, operation, {});
		const models = filterModels(item, output?.models ?? []);
		const limit = readLimit(item);
		const simplify = context.getNodeParameter('simplify', itemIndex, true);
		return models
			.slice(0, limit)
			.map((model) => outputItem(item, simplify ? simplified(model) : model, call));
	},
};

function filterModels({ context, itemIndex }: Item, models: readonly Model[]): Model[] {
	const filters = context.getNodeParameter('filters', itemIndex, {}) as IDataObject;
	const wanted = Object.entries(LISTED).flatMap(([name, valuesOf]) => {
		const values = String(filters[name] ?? '')
			.toLowerCase()
			.split(',')
			.map((value) => value.trim())
			.filter(Boolean);
		return values.length > 0 ? [{ values, valuesOf }] : [];
	});
	return searchModels(models, String(filters.search ?? '')).filter((model) =>
		wanted.every(({ values, valuesOf }) =>
			valuesOf(model)?.some((value) => values.includes(value.toLowerCase())),
		),
	);
}

function simplified({ id, aliases, type, info, capabilities, pricing }: Model): object {
	return withoutAbsent({
		id,
		aliases: aliases?.length ? aliases : undefined,
		type,
		name: info.name,
		developer: info.developer,
		description: info.description,
		contextLength: info.contextLength,
		capabilities,
		price: describePricing(pricing),
	});
}
