import { requireFields } from '../body';
import { invalidInput } from '../errors';
import { readJobId, readJobState, type JobOperation, type JobState } from '../job';
import { readMedia, type GeneratedMedia } from '../media';
import type { Answer, Operation } from '../operation';
import { joinIds, joinStates, readEntries, splitIds } from '../several';
import type { JsonObject } from '../transport';

/** Where songs are made, and where words for them are written. */
export const SONGS_PATH = '/v2/generate/audio/suno-ai/clip';
export const LYRICS_PATH = '/v2/generate/audio/suno-ai/lyric';

/** Documented: so many clips can be asked for at once. */
const MAX_CLIPS = 6;

/**
 * `POST /v2/generate/audio/suno-ai/clip`, then `GET …/clip?clip_id=` or `GET …/clips?clip_ids[]=`. The
 * input is the request body, without a model: `gpt_description_prompt`, or lyrics as `prompt` with `title`
 * and `tags`, which go on with another clip after `continue_clip_id` and `continue_at` (seconds). Each
 * request makes several songs.
 */
export const generateSongs: JobOperation<JsonObject, readonly GeneratedMedia[]> = {
	name: `music:generate${SONGS_PATH}`,
	start: {
		name: 'music:generate',
		modelTypes: [],
		request(body) {
			if (!body.gpt_description_prompt) requireFields(body, 'prompt');
			return { method: 'POST', path: SONGS_PATH, body };
		},
		parse(answer) {
			const { clip_ids } = answer.body;
			const ids = Array.isArray(clip_ids) ? clip_ids.filter((id) => typeof id === 'string') : [];
			if (ids.length === 0) throw answer.unexpected('The answer holds no clip id.');
			return joinIds(ids as string[]);
		},
	},
	check: {
		name: 'music:generate',
		modelTypes: [],
		request(id) {
			const ids = splitIds(id);
			if (ids.length > MAX_CLIPS)
				throw invalidInput('job', `may name at most ${MAX_CLIPS} clips at once.`);
			return ids.length > 1
				? { method: 'GET', path: `${SONGS_PATH}s`, query: { 'clip_ids[]': ids } }
				: { method: 'GET', path: SONGS_PATH, query: { clip_id: ids.join() } };
		},
		parse(answer) {
			const clips = readEntries(answer.body);
			if (clips.length === 0) throw answer.unexpected('The answer tells of no clip.');
			const states = clips.map((clip) => readClipState(clip, answer));
			return joinStates(states, answer.body);
		},
	},
};

function readClipState(clip: JsonObject, answer: Answer): JobState<GeneratedMedia> {
	return readJobState(clip, () => {
		const song = readSong(clip);
		if (!song) throw answer.unexpected('The clip is completed, but holds no audio.');
		return song;
	});
}

/** A clip's audio, and what tells it from the others. */
function readSong({ id, title, tags, audio_url }: JsonObject): GeneratedMedia | undefined {
	const media = readMedia(audio_url);
	const told = Object.entries({ id, title, tags }).filter(([, value]) => value);
	return media && { ...media, details: Object.fromEntries(told) };
}

/** Words for a song. */
export interface Lyrics {
	readonly title?: string;
	readonly text: string;
}

/**
 * `POST /v2/generate/audio/suno-ai/lyric`, then `GET …?lyric_id=`. The input is the request body; `prompt`
 * is required. Documented: the result is answered only once.
 */
export const writeLyrics: JobOperation<JsonObject, Lyrics> = {
	name: `music:generate${LYRICS_PATH}`,
	start: {
		name: 'music:generate',
		modelTypes: [],
		request: (body) => ({ method: 'POST', path: LYRICS_PATH, body: requireFields(body, 'prompt') }),
		parse: readJobId,
	},
	check: {
		name: 'music:generate',
		modelTypes: [],
		request: (id) => ({ method: 'GET', path: LYRICS_PATH, query: { lyric_id: id } }),
		parse(answer) {
			const { status, text, title } = answer.body;
			const isWritten = typeof text === 'string' && text !== '';
			// Documented are only title and text: the text itself says that it is there.
			const known = { ...answer.body, status: status ?? (isWritten ? 'completed' : undefined) };
			const state = readJobState(known, () => {
				if (!isWritten) throw answer.unexpected('The lyrics are completed, but hold no text.');
				return { ...(typeof title === 'string' && title && { title }), text };
			});
			return { ...state, body: answer.body };
		},
	},
};

/** Songs that were made while the request waited. */
export interface Songs {
	readonly songs: readonly GeneratedMedia[];
	/** The API's own answer. */
	readonly body: JsonObject;
}

/**
 * `POST /generate` after a description, and `POST /generate/custom-mode` after lyrics, both in `prompt`.
 * They wait for the audio (documented: up to 100 s), because nothing else says where to fetch it.
 */
export const generateSongsAtOnce: Readonly<
	Record<'/generate' | '/generate/custom-mode', Operation<JsonObject, Songs>>
> = {
	'/generate': songsAtOnce('/generate'),
	'/generate/custom-mode': songsAtOnce('/generate/custom-mode'),
};

function songsAtOnce(path: string): Operation<JsonObject, Songs> {
	return {
		name: 'music:generate',
		modelTypes: [],
		request: (body) => ({
			method: 'POST',
			path,
			body: requireFields({ wait_audio: true, ...body }, 'prompt'),
		}),
		parse(answer) {
			const clips = readEntries(answer.body);
			const songs = clips.flatMap((clip) => readSong(clip) ?? []);
			if (songs.length === 0) {
				const ids = joinIds(clips.flatMap(({ id }) => (typeof id === 'string' ? [id] : [])));
				throw answer.unexpected(`The answer holds no audio${ids && ` yet for the clips ${ids}`}.`);
			}
			return { songs, body: Array.isArray(answer.body) ? { data: answer.body } : answer.body };
		},
	};
}
