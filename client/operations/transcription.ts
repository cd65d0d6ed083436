import { invalidInput } from '../errors';
import { formFields, requireFields } from '../body';
import { readJobState, type JobOperation } from '../job';
import type { JsonObject, MultipartFile } from '../transport';
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
		request({ body, audio, audioField = 'audio' }) {
			requireFields(body, 'model');
			const request = { method: 'POST', path: `${PATH}/create` } as const;
			if (!audio) return { ...request, body: requireFields(body, 'url') };
			if (body.url !== undefined) throw invalidInput('url', 'can not be given beside a file.');
			const file = { name: audioField, value: audio };
			return { ...request, multipart: [...formFields(body), file] };
		},
		parse(answer) {
			const { generation_id, id } = answer.body;
			const found = [generation_id, id].find((value) => typeof value === 'string' && value !== '');
			if (found === undefined) throw answer.unexpected('The answer holds no job id.');
			return found as string;
		},
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
