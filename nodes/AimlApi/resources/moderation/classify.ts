import {
	attachToLastMessage,
	callOperation,
	classifyContent,
	DEFAULT_MODELS,
	invalidInput,
	type ChatMessage,
} from '../../../../client';
import { modelField, optionsField, readBody, readText, simplifyField } from '../../fields';
import { modelParametersField } from '../../model-parameters';
import { outputItem, type NodeOperation } from '../../operation';
import { attachmentsField, readParts } from '../chat/attachments';

/** `POST /v1/chat/completions` with a guard model: whether a text or picture is safe. */
export const classify: NodeOperation = {
	value: 'classify',
	name: 'Classify',
	action: 'Classify content as safe or unsafe',
	description: 'Ask a guard model whether a text or picture is safe',
	modelTypes: classifyContent.modelTypes,
	ownFields: ['messages', 'model', 'stream', 'stream_options'],
	properties: [
		modelField(DEFAULT_MODELS.moderation),
		{
			displayName: 'Input',
			name: 'input',
			type: 'string',
			typeOptions: { rows: 4 },
			default: '',
			placeholder: 'e.g. {{ $json.comment }}',
			description: 'The text to judge. May be empty when there is a picture.',
		},
		{ ...attachmentsField, description: 'Pictures to judge, for guard models that see' },
		{
			displayName: 'Policy',
			name: 'policy',
			type: 'string',
			typeOptions: { rows: 4 },
			default:
				'Judge whether the content is safe. It is unsafe when it shows, asks for or helps with violence, weapons, crime, self-harm, hate, harassment, sexual content or the spread of private data. Answer with the one word "safe", or with "unsafe" and on the next line the categories, separated by commas. Answer nothing else.',
			placeholder: 'e.g. Content is unsafe when it names a person',
			description:
				'What counts as unsafe, sent as the system message. Leave it empty for guard models that bring their own categories.',
		},
		modelParametersField,
		simplifyField,
		optionsField('extraBody'),
	],
	async execute(item) {
		const input = readText(item, 'input');
		const policy = readText(item, 'policy');
		const asked: ChatMessage[] = input.trim() ? [{ role: 'user', content: input }] : [];
		const content = attachToLastMessage(asked, await readParts(item));
		const system: ChatMessage[] = policy.trim() ? [{ role: 'system', content: policy }] : [];
		const body = await readBody(item, classifyContent.modelTypes, {
			...(content.length > 0 && { messages: [...system, ...content] }),
		});
		if (!body.messages) throw invalidInput('input', 'is required and is empty.');
		const { output, call } = await callOperation(item.ports, classifyContent, body);
		const { body: raw, ...verdict } = output;
		const simplify = item.context.getNodeParameter('simplify', item.itemIndex, true);
		return [outputItem(item, simplify ? verdict : { ...raw, ...verdict }, call)];
	},
};
