import { parseHex } from '../audio/hex';
import { hasMedia, requireFields } from '../body';
import { invalidInput } from '../errors';
import { readJobId, readJobState, type JobOperation } from '../job';
import { readMedia, type GeneratedMedia } from '../media';
import type { Answer, Operation } from '../operation';
import type { JsonObject, MultipartFile } from '../transport';

const PATH = '/v2/generate/audio';

/**
 * `POST /v2/generate/audio`, then `GET …?generation_id=`. The input is the request body; `model` is
 * required, and a `prompt` unless there are `lyrics` or a reference to work on.
 */
export const generateMusic: JobOperation<JsonObject, GeneratedMedia> = {
	name: 'music:generate',
	start: {
		name: 'music:generate',
		modelTypes: ['internal/audio-generations/submit'],
		request(body) {
			requireFields(body, 'model');
			if (!hasMedia(body) && !body.lyrics) requireFields(body, 'prompt');
			return { method: 'POST', path: PATH, body };
		},
		parse: readJobId,
	},
	check: {
		name: 'music:generate',
		modelTypes: [],
		request: (id) => ({ method: 'GET', path: PATH, query: { generation_id: id } }),
		parse: (answer) =>
			readJobState(answer.body, ({ audio_file }) => {
				const media = readMedia(audio_file);
				if (!media) throw answer.unexpected('The generation is completed, but holds no music.');
				return media;
			}),
	},
};

/** What a reference is used for: the whole song, its voice or its accompaniment. */
const REFERENCE_PURPOSES = ['instrumental', 'song', 'voice'] as const;

/** How long a reference must and may be, seconds. */
export const REFERENCE_SECONDS = { above: 10, upTo: 600 } as const;

/** An uploaded reference: a song has both ids. */
export interface MusicReference {
	readonly voice_id?: string;
	readonly instrumental_id?: string;
}

/** `POST /v2/generate/audio/minimax/upload`: WAV or MP3, longer than 10 seconds and up to 10 minutes. */
export const uploadMusicReference: Operation<
	{ readonly file: MultipartFile; readonly purpose: string },
	MusicReference
> = {
	name: 'music:uploadReference',
	modelTypes: [],
	request({ file, purpose }) {
		if (!(REFERENCE_PURPOSES as readonly string[]).includes(purpose))
			throw invalidInput('purpose', `must be one of ${REFERENCE_PURPOSES.join(', ')}.`);
		return {
			method: 'POST',
			path: '/v2/generate/audio/minimax/upload',
			multipart: [
				{ name: 'purpose', value: purpose },
				{ name: 'file', value: file },
			],
		};
	},
	parse(answer) {
		refuseFailure(answer);
		const { voice_id, instrumental_id } = answer.body;
		const reference = {
			...(typeof voice_id === 'string' && voice_id && { voice_id }),
			...(typeof instrumental_id === 'string' && instrumental_id && { instrumental_id }),
		};
		if (Object.keys(reference).length === 0)
			throw answer.unexpected('The answer holds no id of the reference.');
		return reference;
	},
};

/** `data.status` of a song that is still being made; 2 is one that is finished. */
const IN_PROGRESS = 1;

/** Characters: one minute of singing. */
const MAX_LYRICS = 600;

/**
 * `POST /v2/generate/audio/minimax/generate`: sings `lyrics` after uploaded references
 * (`refer_voice`, `refer_instrumental`). Answers at once, with the audio in hexadecimal digits.
 */
export const generateMusicFromReference: Operation<
	JsonObject,
	{ readonly media: GeneratedMedia; readonly body: JsonObject }
> = {
	name: 'music:generate',
	modelTypes: [],
	request(body) {
		requireFields(body, 'model', 'lyrics');
		if (String(body.lyrics).length > MAX_LYRICS)
			throw invalidInput('lyrics', `must be at most ${MAX_LYRICS} characters long.`);
		return { method: 'POST', path: '/v2/generate/audio/minimax/generate', body };
	},
	parse(answer) {
		refuseFailure(answer);
		const { data, extra_info } = answer.body;
		const { audio, status } = (data ?? {}) as JsonObject;
		// What has come by then is a part of the song.
		if (status === IN_PROGRESS) throw answer.unexpected('The music is not finished.');
		const bytes = parseHex(audio);
		if (!bytes) throw answer.unexpected('The answer holds no music.');
		return { media: { bytes, details: { ...(extra_info as JsonObject) } }, body: answer.body };
	},
};

/** A failure comes inside a success: `base_resp.status_code` is not 0, and `status_msg` tells why. */
function refuseFailure(answer: Answer): void {
	const { status_code, status_msg } = (answer.body.base_resp ?? {}) as JsonObject;
	if (typeof status_code === 'number' && status_code !== 0)
		throw answer.failed(`The request failed: ${String(status_msg ?? status_code)}`);
}
