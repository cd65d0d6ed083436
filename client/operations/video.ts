import { hasMedia, requireFields } from '../body';
import { readJobState, type JobOperation } from '../job';
import { readMediaList, type GeneratedMedia } from '../media';
import type { JsonObject } from '../transport';

/** One place where videos are made: submitted with POST, asked for with `GET …?generation_id=`. */
export interface VideoEndpoint {
	readonly path: string;
	/** False where the path alone says which model it is. */
	readonly takesModel: boolean;
}

/** The endpoint of every current model. */
const UNIVERSAL: VideoEndpoint = { path: '/v2/video/generations', takesModel: true };

/** The endpoints before it, which are still documented; bodies, answers and statuses are the same. */
export const OLDER_VIDEO_ENDPOINTS: readonly VideoEndpoint[] = [
	{ path: '/v2/generate/video/alibaba/generation', takesModel: true },
	{ path: '/v2/generate/video/bytedance/generation', takesModel: true },
	{ path: '/v2/generate/video/google/generation', takesModel: true },
	{ path: '/v2/generate/video/kling/generation', takesModel: true },
	{ path: '/v2/generate/video/luma-ai/generation', takesModel: false },
	{ path: '/v2/generate/video/minimax/generation', takesModel: true },
	{ path: '/v2/generate/video/pixverse/generation', takesModel: true },
	{ path: '/v2/generate/video/runway/generation', takesModel: true },
];

/**
 * `POST /v2/video/generations`, then `GET …?generation_id=`. The input is the request body; `model`
 * is required, and a `prompt` unless the model works on an image, audio or video that is given, or
 * each shot brings its own in `multi_prompt`.
 */
export const generateVideo = videoOperation('video:generate', UNIVERSAL);

/** The older endpoints. Their jobs carry the path, e.g. `video:generate/v2/…`, to be asked for at the same place. */
export const generateVideoAt: ReadonlyArray<JobOperation<JsonObject, GeneratedMedia>> =
	OLDER_VIDEO_ENDPOINTS.map((endpoint) =>
		videoOperation(`video:generate${endpoint.path}`, endpoint),
	);

function videoOperation(
	name: string,
	{ path, takesModel }: VideoEndpoint,
): JobOperation<JsonObject, GeneratedMedia> {
	return {
		name,
		start: {
			name,
			modelTypes: ['internal/video-generations/submit'],
			request(body) {
				if (takesModel) requireFields(body, 'model');
				if (!hasMedia(body) && !body.multi_prompt) requireFields(body, 'prompt');
				return { method: 'POST', path, body };
			},
			parse(answer) {
				// Hailuo's answer has only `generation_id`.
				const { id, generation_id } = answer.body;
				const found = [id, generation_id].find(
					(value) => typeof value === 'string' && value !== '',
				);
				if (found === undefined) throw answer.unexpected('The answer holds no job id.');
				return found as string;
			},
		},
		check: {
			name,
			modelTypes: [],
			request: (id) => ({ method: 'GET', path, query: { generation_id: id } }),
			parse(answer) {
				// The endpoint without models calls its status `state`.
				const { status, state, ...rest } = answer.body;
				return readJobState({ ...rest, status: status ?? state }, ({ video, videos }) => {
					// Runway's answer is a list of URLs.
					const media = readMediaList(video) ?? readMediaList(videos);
					if (!media) throw answer.unexpected('The generation is completed, but holds no video.');
					return media;
				});
			},
		},
	};
}
