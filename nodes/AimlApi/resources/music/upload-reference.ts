import { callOperation, REFERENCE_SECONDS, uploadMusicReference } from '../../../../client';
import { optionsField, readText } from '../../fields';
import { outputItem, type NodeOperation } from '../../operation';
import { readUpload } from '../../source';

const TYPES = /^audio\/(mpeg|mp3|wav|wave|x-wav|vnd\.wave)$/;

/** `POST /v2/generate/audio/minimax/upload`: the ids by which Music > Generate refers to a recording. */
export const uploadReference: NodeOperation = {
	value: 'uploadReference',
	name: 'Upload Reference',
	action: 'Upload a music reference',
	description: 'Upload a recording whose voice or accompaniment a new song shall have',
	properties: [
		{
			displayName: 'Input Data Field Name',
			name: 'binaryPropertyName',
			type: 'string',
			default: 'data',
			hint: 'The name of the input field containing the file',
			description: 'A WAV or MP3 file, longer than 10 seconds and up to 10 minutes',
		},
		{
			displayName: 'Purpose',
			name: 'purpose',
			type: 'options',
			options: [
				{ name: 'Instrumental', value: 'instrumental', description: 'The accompaniment only' },
				{ name: 'Song', value: 'song', description: 'Voice and accompaniment' },
				{ name: 'Voice', value: 'voice', description: 'The voice only' },
			],
			default: 'song',
			description: 'What of the recording the new song shall have',
		},
		optionsField(),
	],
	async execute(item) {
		const purpose = readText(item, 'purpose');
		const limits = { needed: 'a WAV or MP3 file', types: TYPES, seconds: REFERENCE_SECONDS };
		const file = await readUpload(item, limits);
		const { output, call } = await callOperation(item.ports, uploadMusicReference, {
			file,
			purpose,
		});
		return [outputItem(item, output, call)];
	},
};
