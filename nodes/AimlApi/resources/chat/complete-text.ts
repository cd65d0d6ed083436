import { callOperation, completeText as operation, DEFAULT_MODELS } from '../../../../client';
import { modelField, optionsField, readBody, readText, simplifyField } from '../../fields';
import { modelParametersField } from '../../model-parameters';
import { outputItem, type NodeOperation } from '../../operation';

/** `POST /v1/completions`: legacy models that only continue a text. */
export const completeText: NodeOperation = {
	value: 'completeText',
	name: 'Complete Text',
	action: 'Complete a text',
	description: 'Let a legacy model continue a text. Take Complete for all other models.',
	modelTypes: operation.modelTypes,
	ownFields: ['model', 'prompt', 'stream'],
	properties: [
		modelField(DEFAULT_MODELS.textCompletion),
		{
			displayName: 'Prompt',
			name: 'prompt',
			type: 'string',
			typeOptions: { rows: 4 },
			default: '',
			placeholder: 'e.g. Once upon a time',
			description: 'The text to continue',
		},
		modelParametersField,
		simplifyField,
		optionsField('extraBody'),
	],
	async execute(item) {
		const prompt = readText(item, 'prompt');
		const body = await readBody(item, operation.modelTypes, { prompt });
		const { output, call } = await callOperation(item.ports, operation, body);
		const { body: raw, ...completion } = output;
		const simplify = item.context.getNodeParameter('simplify', item.itemIndex, true);
		return [outputItem(item, simplify ? completion : raw, call)];
	},
};
