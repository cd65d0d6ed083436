import { invalidInput } from '../errors';
import { formFields, requireFields } from '../body';
import { readJobId, readJobState, type JobOperation } from '../job';
import type { Operation } from '../operation';
import type { HttpRequest, JsonObject, MultipartFile } from '../transport';
import { readTranscription, type Transcription } from '../transcript/read';

/** What is transcribed: the audio's `url` in the body, or the audio itself. */
export interface TranscriptionInput {
	/** The request body; `model` is required. */
	readonly body: JsonObject;
	readonly audio?: MultipartFile;
	/** The form field that takes the audio, `audio` unless the model names it otherwise. */
	readonly audioField?: string;
}

const PATH = '/v1/stt';

/**
 * `POST /v1/stt/create` with a `url` as JSON or with a file as a form, then `GET /v1/stt/{generation_id}`.
 * Transcripts are kept for an hour.
 */
export const transcribeSpeech: JobOperation<TranscriptionInput, Transcription> = {
	name: 'speech:transcribe',
	start: {
		name: 'speech:transcribe',
		modelTypes: ['internal/speech-to-text/submit'],
		request: (input) => requestTranscription(`${PATH}/create`, input),
		parse: readJobId,
	},
	check: {
		name: 'speech:transcribe',
		modelTypes: [],
		request: (id) => ({ method: 'GET', path: `${PATH}/${encodeURIComponent(id)}` }),
		parse(answer) {
			const { body } = answer;
			const read = () => {
				const transcription = readTranscription(body);
				if (!transcription)
					throw answer.unexpected('The transcription is completed, but holds no text.');
				return transcription;
			};
			// One family of models answers without a status: the text itself says that it is there.
			if (body.status === undefined && readTranscription(body))
				return { status: 'completed', output: read(), body };
			return readJobState(body, read);
		},
	},
};

/**
 * `POST /v1/stt`: the same without a job, the text is the answer. Documented as legacy, because long
 * recordings run into a timeout.
 */
export const transcribeAtOnce: Operation<
	TranscriptionInput,
	{ readonly transcription: Transcription; readonly body: JsonObject }
> = {
	name: 'speech:transcribe',
	modelTypes: transcribeSpeech.start.modelTypes,
	request: (input) => requestTranscription(PATH, input),
	parse(answer) {
		const transcription = readTranscription(answer.body);
		if (!transcription) throw answer.unexpected('The answer holds no text.');
		return { transcription, body: answer.body };
	},
};

function requestTranscription(
	path: string,
	{ body, audio, audioField = 'audio' }: TranscriptionInput,
): HttpRequest {
	requireFields(body, 'model');
	if (!audio) return { method: 'POST', path, body: requireFields(body, 'url') };
	if (body.url !== undefined) throw invalidInput('url', 'can not be given beside a file.');
	const file = { name: audioField, value: audio };
	return { method: 'POST', path, multipart: [...formFields(body), file] };
}
