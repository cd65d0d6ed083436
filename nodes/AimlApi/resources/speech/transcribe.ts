import { DEFAULT_MODELS, invalidInput, transcribeSpeech } from '../../../../client';
import { modelField, optionsField, readBody, simplifyField } from '../../fields';
import { runJob, transcriptionJob, waitForCompletionField } from '../../jobs';
import { describeOnce, modelParametersField } from '../../model-parameters';
import type { Item, NodeOperation } from '../../operation';
import { readSource, sourceFields, type SourceFields } from '../../source';
import { outputFormatField } from '../../transcript';

const TYPES = transcribeSpeech.start.modelTypes;

const AUDIO: SourceFields = {
	source: 'audioSource',
	url: 'audioUrl',
	label: 'Audio',
	needed: 'audio',
	placeholder: 'e.g. https://example.com/interview.mp3',
	// Clips are accepted for their sound track.
	types: /^(audio|video)\/|^application\/ogg$/,
};

const whenWaiting = { show: { waitForCompletion: [true] } };

/** `POST /v1/stt/create`, then, when asked to wait, its result. */
export const transcribe: NodeOperation = {
	value: 'transcribe',
	name: 'Transcribe',
	action: 'Transcribe speech',
	description: 'Write down what is said in a recording',
	modelTypes: TYPES,
	ownFields: ['audio', 'file', 'model', 'url'],
	properties: [
		modelField(DEFAULT_MODELS.transcription),
		...sourceFields(AUDIO),
		waitForCompletionField,
		{ ...outputFormatField, displayOptions: whenWaiting },
		{ ...simplifyField, displayOptions: whenWaiting },
		modelParametersField,
		optionsField('binaryProperty', 'extraBody', 'maxWait', 'pollInterval'),
	],
	async execute(item) {
		const { url = '', file } = await readSource(item, AUDIO);
		const body = await readBody(item, TYPES, { url });
		if (!file) {
			if (!body.url) throw invalidInput(AUDIO.url, 'is required and is empty.');
			return await runJob(item, transcriptionJob, { body });
		}
		const audioField = await nameOfFile(item, body.model);
		return await runJob(item, transcriptionJob, { body, audio: file, audioField });
	},
};

/** The form field that takes the file: most models describe `audio`, some `file`. */
async function nameOfFile(item: Item, model: unknown): Promise<string> {
	if (typeof model !== 'string') return 'audio';
	const names = (await describeOnce(item, { id: model, type: TYPES[0]! })).map(({ name }) => name);
	return !names.includes('audio') && names.includes('file') ? 'file' : 'audio';
}
