import type { INodeExecutionData, INodeProperties } from 'n8n-workflow';
import { generateVideo, invalidInput, VIDEO_LISTS } from '../../../../client';
import { optionsField, readText } from '../../fields';
import type { Item, NodeOperation } from '../../operation';
import { showWhen } from '../../show-when';
import { clipFields, generateClip } from './clip';
import { extendClip, extendFields, list, uploadFields, uploadImage } from './older-tasks';

interface Task {
	readonly value: string;
	readonly name: string;
	readonly description: string;
	readonly fields: readonly INodeProperties[];
	readonly run: (item: Item) => Promise<INodeExecutionData[]>;
}

/** What can be done with videos. All but the first are of an endpoint that takes no model. */
const TASKS: readonly Task[] = [
	{
		value: 'generate',
		name: 'Generate',
		description: 'A clip from a text, an image or another clip',
		fields: clipFields,
		run: generateClip,
	},
	{
		value: 'extend',
		name: 'Extend an Earlier Video',
		description: 'Add to a video that was made at /v1/luma-ai/generations',
		fields: extendFields,
		run: extendClip,
	},
	{
		value: 'listCameraMotions',
		name: 'List Camera Motions',
		description: 'Words for the prompt at /v2/generate/video/luma-ai/generation',
		fields: [optionsField()],
		run: async (item) => await list(item, VIDEO_LISTS.cameraMotions),
	},
	{
		value: 'listVideos',
		name: 'List Earlier Videos',
		description: 'The videos that were made at /v1/luma-ai/generations',
		fields: [optionsField()],
		run: async (item) => await list(item, VIDEO_LISTS.generations),
	},
	{
		value: 'uploadImage',
		name: 'Upload an Image',
		description: 'An image by its URL, for a video made at /v1/luma-ai/generations',
		fields: uploadFields,
		run: uploadImage,
	},
];

/** `POST /v2/video/generations`, and what belongs to the older endpoints. */
export const generate: NodeOperation = {
	value: 'generate',
	name: 'Generate',
	action: 'Generate a video',
	description: 'Make a clip from a text, an image or another clip',
	modelTypes: generateVideo.start.modelTypes,
	ownFields: ['model', 'prompt'],
	properties: [
		{
			displayName: 'Task',
			name: 'task',
			type: 'options',
			options: TASKS.map(({ value, name, description }) => ({ name, value, description })).sort(
				(a, b) => a.name.localeCompare(b.name),
			),
			default: 'generate',
			description: 'All but Generate are of older endpoints',
		},
		...TASKS.flatMap(({ value, fields }) => showWhen('task', [value], ...fields)),
	],
	async execute(item) {
		const value = readText(item, 'task') || 'generate';
		const task = TASKS.find((known) => known.value === value);
		if (!task) throw invalidInput('task', `“${value}” is no task.`);
		return await task.run(item);
	},
};
