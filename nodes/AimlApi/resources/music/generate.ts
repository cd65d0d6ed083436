import type { INodeExecutionData, INodeProperties } from 'n8n-workflow';
import {
	callOperation,
	DEFAULT_MODELS,
	generateMusic,
	generateMusicFromReference,
} from '../../../../client';
import { modelField, optionsField, promptField, readBody, readText } from '../../fields';
import { storeFile } from '../../generated-files';
import { musicJob, runJob, simplifyResultField, waitForCompletionField } from '../../jobs';
import { mediaField, readMediaBody } from '../../media';
import { modelParametersField } from '../../model-parameters';
import { outputItem, type Item, type NodeOperation } from '../../operation';
import { showWhen } from '../../show-when';
import { songFields } from './song-fields';
import { makeSongs } from './songs';

const TYPES = generateMusic.start.modelTypes;

const forPrompt = (...properties: INodeProperties[]) =>
	showWhen('generateFrom', ['prompt'], ...properties);
const forReference = (...properties: INodeProperties[]) =>
	showWhen('generateFrom', ['reference'], ...properties);

/** `POST /v2/generate/audio`, `POST /v2/generate/audio/minimax/generate` for uploaded references, or an older endpoint. */
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
				{
					name: 'Idea of a Song',
					value: 'idea',
					description: 'What it is about, at the older endpoints, which also write lyrics only',
				},
				{
					name: 'Lyrics of a Song',
					value: 'lyrics',
					description: 'Your own words, at the older endpoints',
				},
				{ name: 'Prompt', value: 'prompt', description: 'A description of the music' },
				{
					name: 'Uploaded Reference',
					value: 'reference',
					description: 'Lyrics, sung as in a recording of Upload Reference',
				},
			],
			default: 'prompt',
			description: 'What the music starts from',
		},
		...forPrompt(
			modelField(DEFAULT_MODELS.music),
			promptField('e.g. Calm piano with soft strings, for a film about the sea'),
		),
		...forReference(
			modelField(DEFAULT_MODELS.musicFromReference),
			{
				displayName: 'Lyrics',
				name: 'lyrics',
				type: 'string',
				typeOptions: { rows: 4 },
				default: '',
				placeholder: 'e.g. Streetlights flicker, the night breeze sighs',
				description: 'What to sing, up to 600 characters',
			},
			{
				displayName: 'Voice ID',
				name: 'voiceId',
				type: 'string',
				default: '={{ $json.voice_id }}',
				placeholder: 'e.g. {{ $json.voice_id }}',
				description: 'The voice of Upload Reference',
			},
			{
				displayName: 'Instrumental ID',
				name: 'instrumentalId',
				type: 'string',
				default: '={{ $json.instrumental_id }}',
				placeholder: 'e.g. {{ $json.instrumental_id }}',
				description: 'The accompaniment of Upload Reference',
			},
		),
		...forPrompt(mediaField, modelParametersField, waitForCompletionField, simplifyResultField),
		...songFields,
		optionsField('binaryProperty', 'extraBody', 'maxWait', 'pollInterval'),
	],
	async execute(item) {
		switch (readText(item, 'generateFrom')) {
			case 'idea':
				return await makeSongs(item, 'idea');
			case 'lyrics':
				return await makeSongs(item, 'lyrics');
			case 'reference':
				return [await singLike(item)];
		}
		const body = await readBody(item, TYPES, {
			prompt: readText(item, 'prompt'),
			...(await readMediaBody(item, TYPES)),
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
	const naming = { baseName: 'music', fallbackMimeType: 'audio/mpeg' };
	const { json, binary } = await storeFile(item, output.media, naming, call);
	return outputItem(item, json, call, binary);
}
