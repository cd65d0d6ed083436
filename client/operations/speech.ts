import { requireFields } from '../body';
import { parseDataUrl, readMedia, type GeneratedMedia } from '../media';
import type { Answer, Operation } from '../operation';
import type { JsonObject } from '../transport';

/** Characters of a text, where a model's own description names no limit. */
export const DEFAULT_TEXT_LIMIT = 4096;
/** Every limit that is documented is higher. */
export const SAFE_TEXT_LIMIT = 500;

/** A spoken text. */
export interface Speech {
	readonly audio: GeneratedMedia;
	/** The API's own body; empty when the answer was the audio itself. */
	readonly body: JsonObject;
}

/**
 * `POST /v1/tts`. The input is the request body; `model` is required, and `text` unless the model
 * takes a `script`. The answer is JSON with `audio: {url}` or `audio` as a URL or base64, or the
 * audio itself: its content type tells.
 */
export const synthesizeSpeech: Operation<JsonObject, Speech> = {
	name: 'speech:synthesize',
	modelTypes: ['internal/text-to-speech'],
	answers: 'any',
	request(body) {
		requireFields(body, 'model');
		if (body.script === undefined) requireFields(body, 'text');
		return { method: 'POST', path: '/v1/tts', body };
	},
	parse(answer) {
		const audio = readAudio(answer.body.audio) ?? readBinary(answer);
		if (!audio) throw answer.unexpected('The answer holds no audio.');
		return { audio, body: answer.body };
	},
};

function readAudio(value: unknown): GeneratedMedia | undefined {
	if (typeof value !== 'string' || /^https?:/.test(value)) return readMedia(value);
	return parseDataUrl(value) || value === '' ? readMedia(value) : readMedia({ b64_json: value });
}

function readBinary(answer: Answer): GeneratedMedia | undefined {
	const mimeType = answer.headers['content-type']?.split(';')[0]?.trim() ?? '';
	const bytes = answer.bytes();
	if (bytes.length === 0 || !/^(audio\/|video\/|application\/octet-stream$)/.test(mimeType))
		return undefined;
	return {
		bytes,
		...(!mimeType.startsWith('application/') && { mimeType }),
		details: {},
	};
}

/** Names of formats in requests, and their media types. */
const ASKED_TYPES: ReadonlyArray<readonly [RegExp, string]> = [
	[/^wav/, 'audio/wav'],
	[/^mp3/, 'audio/mpeg'],
	[/^(pcm|linear16)/, 'audio/pcm'],
];

/** The media type a request asks for, whichever of its fields does, e.g. `response_format` or `audio_setting.format`. */
export function askedAudioType(body: JsonObject): string | undefined {
	for (const [name, value] of Object.entries(body)) {
		if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
			const inner = askedAudioType(value as JsonObject);
			if (inner) return inner;
		}
		if (typeof value !== 'string' || !/format|container|encoding/.test(name)) continue;
		const asked = ASKED_TYPES.find(([format]) => format.test(value));
		if (asked) return asked[1];
	}
	return undefined;
}
