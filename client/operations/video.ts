import { hasMedia, requireFields } from '../body';
import { readJobId, readJobState, type JobOperation, type JobState } from '../job';
import { readMediaList, type GeneratedMedia } from '../media';
import type { Answer } from '../operation';
import type { JsonObject } from '../transport';

const PATH = '/v2/video/generations';

/**
 * `POST /v2/video/generations`, then `GET …?generation_id=`. The input is the request body; `model`
 * is required, and a `prompt` unless the model works on an image, audio or video that is given, or
 * each shot brings its own in `multi_prompt`.
 */
export const generateVideo: JobOperation<JsonObject, readonly GeneratedMedia[]> = {
	name: 'video:generate',
	start: {
		name: 'video:generate',
		modelTypes: ['internal/video-generations/submit'],
		request: (body) => ({ method: 'POST', path: PATH, body: requireVideoFields(body) }),
		parse: readJobId,
	},
	check: {
		name: 'video:generate',
		modelTypes: [],
		request: (id) => ({ method: 'GET', path: PATH, query: { generation_id: id } }),
		parse: (answer) => readVideoState(answer.body, answer),
	},
};

/** The body, once it holds what a video can not be made without. */
export function requireVideoFields(
	body: JsonObject,
	{ takesModel = true, promptField = 'prompt' } = {},
): JsonObject {
	if (takesModel) requireFields(body, 'model');
	if (!hasMedia(body) && !body.multi_prompt) requireFields(body, promptField);
	return body;
}

/**
 * Where one video stands. Some of the older endpoints call the status `state`, the reason of a failure
 * `failure_reason`, and keep the video in `assets`.
 */
export function readVideoState(
	body: JsonObject,
	answer: Answer,
): JobState<readonly GeneratedMedia[]> {
	const { status, state, error, failure_reason, ...rest } = body;
	const known = { ...rest, status: status ?? state, error: error ?? failure_reason };
	const found = readJobState(known, ({ video, videos, assets }) => {
		const told = [video, videos, (assets as JsonObject | undefined)?.video];
		const media = told.map(readMediaList).find((files) => files.length > 0);
		if (!media) throw answer.unexpected('The generation is completed, but holds no video.');
		return media;
	});
	return { ...found, body };
}
