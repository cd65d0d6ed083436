import type { INodeProperties } from 'n8n-workflow';
import { checkJsonSchema, invalidInput, schemaFormat, type JsonObject } from '../../../../client';
import { readJson, readJsonObject } from '../../fields';
import type { Item } from '../../operation';

/** How the answer should look. */
export const answerFormatFields: readonly INodeProperties[] = [
	{
		displayName: 'Response Format',
		name: 'responseFormat',
		type: 'options',
		options: [
			{
				name: 'JSON',
				value: 'json_object',
				description: 'Any JSON object. The prompt must ask for JSON too.',
			},
			{
				name: 'JSON Schema',
				value: 'json_schema',
				description: 'JSON that fits a schema. The value is in the field output.',
			},
			{ name: 'Text', value: 'text', description: 'Whatever the model answers' },
		],
		default: 'text',
		description: 'What the answer has to be',
	},
	{
		displayName: 'JSON Schema',
		name: 'jsonSchema',
		type: 'json',
		typeOptions: { rows: 6 },
		default:
			'{\n  "type": "object",\n  "properties": {\n    "title": { "type": "string" }\n  },\n  "required": ["title"]\n}',
		description:
			'What the answer has to look like, as a JSON Schema: its fields under properties, and which of them are required',
		displayOptions: { show: { responseFormat: ['json_schema'] } },
	},
];

/** Functions the model may want called. */
export const toolsField: INodeProperties = {
	displayName: 'Tools (JSON)',
	name: 'tools',
	type: 'json',
	typeOptions: { rows: 2 },
	default: '[]',
	description:
		'Functions the model may call: a list of {"name", "description", "parameters"}. What it wants called is in the field toolCalls; answer with a message of the role Tool.',
};

/** `response_format`, or nothing when any text will do. */
export function readAnswerFormat({ context, itemIndex }: Item): JsonObject {
	switch (context.getNodeParameter('responseFormat', itemIndex, 'text')) {
		case 'json_object':
			return { response_format: { type: 'json_object' } };
		case 'json_schema': {
			const given = context.getNodeParameter('jsonSchema', itemIndex, '') as unknown;
			const schema = readJsonObject('jsonSchema', given);
			return { response_format: schemaFormat('jsonSchema', schema) };
		}
		default:
			return {};
	}
}

/** `tools`, or nothing when there are none. Plain functions are wrapped as the API wants them. */
export function readTools({ context, itemIndex }: Item): JsonObject {
	const tools = readJson('tools', context.getNodeParameter('tools', itemIndex, '')) ?? [];
	if (!Array.isArray(tools)) throw invalidInput('tools', 'must be a list of functions.');
	if (tools.length === 0) return {};
	return {
		tools: (tools as Array<JsonObject | null>).map((tool, index) => {
			const wrapped =
				typeof tool?.name === 'string' && !('type' in tool)
					? { type: 'function', function: tool }
					: tool;
			const isFunction = wrapped?.type === 'function';
			const { name, parameters } = (wrapped?.function ?? {}) as JsonObject;
			if (!wrapped?.type || (isFunction && !/^[\w$-]{1,64}$/.test(String(name ?? ''))))
				throw invalidInput(
					`tools[${index}]`,
					'must be a function with a name of letters, digits, underscores and hyphens.',
				);
			// An empty object stands for a function without parameters.
			if (isFunction && parameters !== undefined && JSON.stringify(parameters) !== '{}')
				checkJsonSchema(`tools[${index}].parameters`, parameters);
			return wrapped;
		}),
	};
}
