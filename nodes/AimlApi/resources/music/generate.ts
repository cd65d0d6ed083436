import type { INodeExecutionData, INodeProperties } from 'n8n-workflow';
import {
	callOperation,
	DEFAULT_MODELS,
	generateMusic,
	generateMusicFromReference,
} from '../../../../client';
import { storeMedia } from '../../../shared/binary';
import {
	modelField,
	optionsField,
	promptField,
	readBinaryProperty,
	readBody,
	readText,
	simplifyField,
} from '../../fields';
import { musicJob, runJob, waitForCompletionField } from '../../jobs';
import { mediaBody, mediaField, readMedia } from '../../media';
import { modelParametersField } from '../../model-parameters';
import { outputItem, type Item, type NodeOperation } from '../../operation';

const TYPES = generateMusic.start.modelTypes;

const forPrompt = (property: INodeProperties): INodeProperties => ({
	...property,
	displayOptions: { show: { ...property.displayOptions?.show, generateFrom: ['prompt'] } },
});
const forReference = (property: INodeProperties): INodeProperties => ({
	...property,
	displayOptions: { show: { generateFrom: ['reference'] } },
});

/** `POST /v2/generate/audio`, or `POST /v2/generate/audio/minimax/generate` for uploaded references. */
export const generate: NodeOperation = {
	value: 'generate',
	name: 'Generate',
	action: 'Generate music',
	description: 'Compose music from a description or lyrics',
	modelTypes: TYPES,
	ownFields: ['model', 'prompt'],
	properties: [
		{
			displayName: 'Generate From',
			name: 'generateFrom',
			type: 'options',
			options: [
				{ name: 'Prompt', value: 'prompt', description: 'A description of the music' },
				{
					name: 'Uploaded Reference',
					value: 'reference',
					description: 'Lyrics, sung as in a recording of Upload Reference',
				},
			],
			default: 'prompt',
		},
		forPrompt(modelField(DEFAULT_MODELS.music)),
		forReference(modelField(DEFAULT_MODELS.musicFromReference)),
		forPrompt(promptField('e.g. Calm piano with soft strings, for a film about the sea')),
		forReference({
			displayName: 'Lyrics',
			name: 'lyrics',
			type: 'string',
			typeOptions: { rows: 4 },
			default: '',
			placeholder: 'e.g. Streetlights flicker, the night breeze sighs',
			description: 'What to sing, up to 600 characters',
		}),
		forReference({
			displayName: 'Voice ID',
			name: 'voiceId',
			type: 'string',
			default: '={{ $json.voice_id }}',
			description: 'The voice of Upload Reference',
		}),
		forReference({
			displayName: 'Instrumental ID',
			name: 'instrumentalId',
			type: 'string',
			default: '={{ $json.instrumental_id }}',
			description: 'The accompaniment of Upload Reference',
		}),
		forPrompt(waitForCompletionField),
		forPrompt({ ...simplifyField, displayOptions: { show: { waitForCompletion: [true] } } }),
		forPrompt(mediaField),
		forPrompt(modelParametersField),
		optionsField('binaryProperty', 'extraBody', 'maxWait', 'pollInterval'),
	],
	async execute(item) {
		if (readText(item, 'generateFrom') === 'reference') return [await singLike(item)];
		const body = await readBody(item, TYPES, {
			prompt: readText(item, 'prompt'),
			...mediaBody(await readMedia(item)),
		});
		return await runJob(item, musicJob, body);
	},
};

async function singLike(item: Item): Promise<INodeExecutionData> {
	const body = await readBody(item, [], {
		lyrics: readText(item, 'lyrics'),
		refer_voice: readText(item, 'voiceId'),
		refer_instrumental: readText(item, 'instrumentalId'),
	});
	const { output, call } = await callOperation(item.ports, generateMusicFromReference, body);
	const binary = await storeMedia(item.context, item.ports, output.media, {
		baseName: 'music',
		fallbackMimeType: 'audio/mpeg',
	});
	const { mimeType, fileName } = binary;
	const json = { ...output.media.details, mimeType, fileName };
	return outputItem(item, json, call, { [readBinaryProperty(item)]: binary });
}
