import type { INodeExecutionData } from 'n8n-workflow';
import {
	callOperation,
	DEFAULT_MODELS,
	invalidInput,
	transcribeAtOnce,
	transcribeSpeech,
	type TranscriptionInput,
} from '../../../../client';
import { readEndpoint, withEndpoint } from '../../endpoint-option';
import { modelField, optionsField, readBody } from '../../fields';
import { runJob, simplifyResultField, transcriptionJob, waitForCompletionField } from '../../jobs';
import { describeOnce, modelParametersField } from '../../model-parameters';
import type { Item, NodeOperation } from '../../operation';
import { readSource, sourceFields, type SourceFields } from '../../source';
import { outputFormatField, presentTranscription } from '../../transcript';

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

const OLDER_PATHS = ['/v1/stt'];

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
		modelParametersField,
		waitForCompletionField,
		{ ...outputFormatField, displayOptions: whenWaiting },
		simplifyResultField,
		withEndpoint(
			optionsField('binaryProperty', 'extraBody', 'maxWait', 'pollInterval'),
			OLDER_PATHS,
		),
	],
	async execute(item) {
		const atOnce = readEndpoint(item, OLDER_PATHS) !== undefined;
		const input = await readInput(item);
		return atOnce
			? [await transcribeNow(item, input)]
			: await runJob(item, transcriptionJob, input);
	},
};

async function readInput(item: Item): Promise<TranscriptionInput> {
	const { url = '', file } = await readSource(item, AUDIO);
	const body = await readBody(item, TYPES, { url });
	if (file) return { body, audio: file, audioField: await nameOfFile(item, body.model) };
	if (!body.url) throw invalidInput(AUDIO.url, 'is required and is empty.');
	return { body };
}

/** `POST /v1/stt`, whose answer is the text. */
async function transcribeNow(item: Item, input: TranscriptionInput): Promise<INodeExecutionData> {
	const { output, call } = await callOperation(item.ports, transcribeAtOnce, input);
	return await presentTranscription(item, {
		output: output.transcription,
		body: output.body,
		call,
	});
}

/** The form field that takes the file: most models describe `audio`, some `file`. */
async function nameOfFile(item: Item, model: unknown): Promise<string> {
	if (typeof model !== 'string') return 'audio';
	const names = (await describeOnce(item, { id: model, type: TYPES[0]! })).map(({ name }) => name);
	return !names.includes('audio') && names.includes('file') ? 'file' : 'audio';
}
