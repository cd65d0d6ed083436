import type { INodeExecutionData, INodeProperties } from 'n8n-workflow';
import {
	callOperation,
	extendVideo,
	invalidInput,
	uploadVideoImage,
	type VIDEO_LISTS,
} from '../../../../client';
import { idField, moreFields, readEndpointInput } from '../../endpoints';
import { optionsField, readText, simplifyField } from '../../fields';
import { extendVideoJob, runJob, waitForCompletionField } from '../../jobs';
import { checkUrl } from '../../media';
import { outputItem, type Item } from '../../operation';

const ids = [
	{
		...idField('Video ID', 'taskId', '57a6cb80-6da0-49bd-b29a-3f089b9e55e4'),
		default: '={{ $json.job?.id }}',
		description: 'The ID of the job that made the video',
	},
];

const wishes: readonly INodeProperties[] = [
	{
		displayName: 'Prompt',
		name: 'userPrompt',
		type: 'string',
		typeOptions: { rows: 4 },
		default: '',
		placeholder: 'e.g. The boat reaches the sea',
		description: 'How the video goes on',
	},
	moreFields(
		{
			displayName: 'Aspect Ratio',
			name: 'aspectRatio',
			type: 'string',
			default: '16:9',
			placeholder: 'e.g. 16:9',
		},
		{
			displayName: 'Expand Prompt',
			name: 'expandPrompt',
			type: 'boolean',
			default: true,
			description: 'Whether the prompt is enriched before it is used',
		},
	),
];

export const extendFields: readonly INodeProperties[] = [
	...ids,
	...wishes,
	waitForCompletionField,
	{ ...simplifyField, displayOptions: { show: { waitForCompletion: [true] } } },
	optionsField('binaryProperty', 'extraBody', 'maxWait', 'pollInterval'),
];

/** `POST /v1/luma-ai/generations/{taskId}/extend`, then, when asked to wait, its result. */
export async function extendClip(item: Item): Promise<INodeExecutionData[]> {
	const input = readEndpointInput(item, 'POST', { ids, fields: wishes });
	// Refuses what is missing in the words of these fields.
	if (!input.body?.user_prompt) throw invalidInput('userPrompt', 'is required and is empty.');
	extendVideo.start.request(input);
	return await runJob(item, extendVideoJob, input);
}

export const uploadFields: readonly INodeProperties[] = [
	{
		displayName: 'Image URL',
		name: 'imageUrl',
		type: 'string',
		default: '',
		placeholder: 'e.g. https://example.com/photo.jpg',
	},
	optionsField(),
];

/** `POST /luma-ai/generations/file-upload`. */
export async function uploadImage(item: Item): Promise<INodeExecutionData[]> {
	const given = readText(item, 'imageUrl');
	if (given.trim() === '') throw invalidInput('imageUrl', 'is required and is empty.');
	const { output, call } = await callOperation(item.ports, uploadVideoImage, {
		body: { url: checkUrl(given, 'imageUrl') },
	});
	return [outputItem(item, output, call)];
}

/** One item for each row of a list. */
export async function list(
	item: Item,
	operation: (typeof VIDEO_LISTS)[keyof typeof VIDEO_LISTS],
): Promise<INodeExecutionData[]> {
	const { output, call } = await callOperation(item.ports, operation, undefined);
	return output.map((row) => outputItem(item, row, call));
}
