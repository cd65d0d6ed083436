import { requireFields } from '../body';
import { guessMimeType, parseDataUrl, readMedia, type GeneratedMedia } from '../media';
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
	if (parseDataUrl(value) || value === '') return readMedia(value);
	// A sentence that says why there is no audio is none.
	return isBase64(value) ? readMedia({ b64_json: value }) : undefined;
}

/** Shorter, it may be a word that happens to have only letters of base64; unless it begins as sound does. */
const LEAST_BASE64 = 64;

function isBase64(text: string): boolean {
	if (!/^[A-Za-z0-9+/\r\n]+={0,2}\s*$/.test(text)) return false;
	return text.length >= LEAST_BASE64 || guessMimeType({ base64: text }) !== undefined;
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
	[/^(mulaw|ulaw)/, 'audio/basic'],
	[/^alaw/, 'audio/x-alaw-basic'],
	[/^ogg/, 'audio/ogg'],
	[/^opus/, 'audio/opus'],
	[/^aac/, 'audio/aac'],
	[/^flac/, 'audio/flac'],
];

/** The fields that name a format; a container decides over the encoding inside it. */
const FORMAT_FIELDS = [/container/, /format|encoding/];

/** The media type a request asks for, whichever of its fields does, e.g. `response_format` or `audio_setting.format`. */
export function askedAudioType(body: JsonObject): string | undefined {
	const fields = Object.entries(body);
	for (const field of FORMAT_FIELDS)
		for (const [name, value] of fields) {
			if (typeof value !== 'string' || !field.test(name)) continue;
			const asked = ASKED_TYPES.find(([format]) => format.test(value));
			if (asked) return asked[1];
		}
	for (const [, value] of fields) {
		const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
		const inner = isObject ? askedAudioType(value as JsonObject) : undefined;
		if (inner) return inner;
	}
	return undefined;
}
