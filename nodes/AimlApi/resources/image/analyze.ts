import { callOperation, completeChat, DEFAULT_MODELS, invalidInput } from '../../../../client';
import { modelField, optionsField, readBody, readText, simplifyField } from '../../fields';
import { toDataUrl } from '../../media';
import { modelParametersField } from '../../model-parameters';
import { hasModality, outputItem, type NodeOperation } from '../../operation';
import { readSource, sourceFields } from '../../source';
import { IMAGE } from './source';

const TASKS: Readonly<Record<string, string>> = {
	altText:
		'Write an alternative text for this image, for people who can not see it: one sentence of at most 125 characters that says what matters in it. Do not begin with "image of". Answer with the text alone.',
	describe:
		'Describe this image precisely: first what it shows as a whole, then its parts, their places and colours, and any text in it.',
	readText:
		'Read all text in this image. Answer with the text alone, as it is written and in reading order, with its line breaks; tables as Markdown. If there is no text, answer with nothing but "No text".',
};

/** `POST /v1/chat/completions` with an image: what a vision model says about it. */
export const analyze: NodeOperation = {
	value: 'analyze',
	name: 'Analyze',
	action: 'Analyze an image',
	description: 'Describe an image, read its text, or ask about it',
	modelTypes: completeChat.modelTypes,
	fits: hasModality('input', 'image'),
	ownFields: ['messages', 'model', 'stream', 'stream_options'],
	properties: [
		modelField(DEFAULT_MODELS.vision),
		...sourceFields(IMAGE),
		{
			displayName: 'Task',
			name: 'task',
			type: 'options',
			options: [
				{ name: 'Ask', value: 'ask', description: 'Your own question or instruction' },
				{ name: 'Describe', value: 'describe', description: 'What is to be seen, in detail' },
				{ name: 'Read Text', value: 'readText', description: 'All text in the image' },
				{
					name: 'Write Alternative Text',
					value: 'altText',
					description: 'One sentence for people who can not see it',
				},
			],
			default: 'describe',
			description: 'What to find out about the image',
		},
		{
			displayName: 'Prompt',
			name: 'prompt',
			type: 'string',
			typeOptions: { rows: 2 },
			default: '',
			placeholder: 'e.g. How many people are in the picture?',
			description: 'The question or instruction',
			displayOptions: { show: { task: ['ask'] } },
		},
		modelParametersField,
		simplifyField,
		optionsField('extraBody'),
	],
	async execute(item) {
		const task = item.context.getNodeParameter('task', item.itemIndex, 'describe') as string;
		const text = task === 'ask' ? readText(item, 'prompt') : TASKS[task];
		const { url, file } = await readSource(item, IMAGE);
		const image = file ? toDataUrl(file) : url;
		const content = [
			{ type: 'text', text },
			{ type: 'image_url', image_url: { url: image } },
		];
		const messages = image && text?.trim() ? [{ role: 'user', content }] : '';
		const body = await readBody(item, completeChat.modelTypes, { messages });
		if (body.messages === undefined)
			throw image
				? invalidInput(task === 'ask' ? 'prompt' : 'task', 'is required and is empty.')
				: invalidInput(IMAGE.url, 'is required and is empty.');
		const { output, call } = await callOperation(item.ports, completeChat, body);
		const { body: answer, ...completion } = output;
		const simplify = item.context.getNodeParameter('simplify', item.itemIndex, true);
		return [outputItem(item, simplify ? completion : answer, call)];
	},
};
