import { defineEndpoint, type EndpointInput } from '../endpoint';
import { readJobId, type JobOperation } from '../job';
import type { GeneratedMedia } from '../media';
import type { Operation } from '../operation';
import { joinStates, readEntries, splitIds } from '../several';
import type { HttpRequest, JsonObject } from '../transport';
import { generateVideo, readVideoState, requireVideoFields } from './video';

/** One of the older places where videos are made, all of which are still documented. */
export interface VideoEndpoint {
	/** Where a video is submitted. */
	readonly path: string;
	/** False where the path alone says which model it is. */
	readonly takesModel: boolean;
	/** The body's name for the prompt; `prompt` unless told. */
	readonly promptField?: string;
	/** Where it is asked for; at the same path unless told. */
	readonly ask?: (id: string) => Pick<HttpRequest, 'path' | 'query'>;
}

const askAt = (path: string) => (id: string) => ({ path, query: { generation_id: id } });

/** Asks for one generation, or for several whose ids are joined by commas. */
const askOneOrSeveral = (one: string, several: string) => (id: string) => {
	const ids = splitIds(id);
	return ids.length > 1
		? { path: several, query: { 'generation_ids[]': ids } }
		: askAt(one)(ids.join());
};

const askByNumber = (path: string) => (id: string) => ({
	path,
	query: Object.fromEntries(splitIds(id).map((one, index) => [`ids[${index}]`, one])),
});

const askFirstVersion = askByNumber('/v1/luma-ai/generation');

/** The endpoints before that of `generateVideo`. Bodies, answers and statuses are alike. */
export const OLDER_VIDEO_ENDPOINTS: readonly VideoEndpoint[] = [
	// Documented for submissions alone; its samples ask at the endpoint of today.
	{ path: '/v1/video/generations', takesModel: true, ask: askAt('/v2/video/generations') },
	{ path: '/v2/generate/video/alibaba/generation', takesModel: true },
	{ path: '/v2/generate/video/bytedance/generation', takesModel: true },
	{ path: '/v2/generate/video/google/generation', takesModel: true },
	{ path: '/v2/generate/video/kling/generation', takesModel: true },
	{
		path: '/v2/generate/video/luma-ai/generation',
		takesModel: false,
		ask: askOneOrSeveral(
			'/v2/generate/video/luma-ai/generation',
			'/v2/generate/video/luma-ai/generations',
		),
	},
	{
		path: '/v1/luma-ai/generations',
		takesModel: false,
		promptField: 'user_prompt',
		ask: askFirstVersion,
	},
	{ path: '/v2/generate/video/minimax/generation', takesModel: true },
	{ path: '/v2/generate/video/pixverse/generation', takesModel: true },
	{ path: '/v2/generate/video/runway/generation', takesModel: true },
];

/** The older endpoints. Their jobs carry the path, e.g. `video:generate/v2/…`, to be asked for at the same place. */
export const generateVideoAt: ReadonlyArray<JobOperation<JsonObject, readonly GeneratedMedia[]>> =
	OLDER_VIDEO_ENDPOINTS.map(({ path, ask = askAt(path), ...needs }) => {
		const name = `video:generate${path}`;
		return {
			name,
			start: {
				...generateVideo.start,
				name,
				request: (body) => ({ method: 'POST', path, body: requireVideoFields(body, needs) }),
			},
			check: checkAt(name, ask),
		};
	});

const EXTEND_PATH = '/v1/luma-ai/generations/{taskId}/extend';
const EXTEND = `video:generate${EXTEND_PATH}`;

/** `POST /v1/luma-ai/generations/{taskId}/extend`: adds to a video made at the first version of that endpoint. */
export const extendVideo: JobOperation<EndpointInput, readonly GeneratedMedia[]> = {
	name: EXTEND,
	start: {
		...defineEndpoint(EXTEND, 'POST', EXTEND_PATH, { required: ['user_prompt'] }),
		parse: readJobId,
	},
	check: checkAt(EXTEND, askFirstVersion),
};

function checkAt(
	name: string,
	ask: NonNullable<VideoEndpoint['ask']>,
): JobOperation<never, readonly GeneratedMedia[]>['check'] {
	return {
		name,
		modelTypes: [],
		request: (id) => ({ method: 'GET', ...ask(id) }),
		parse(answer) {
			const entries = readEntries(answer.body);
			if (entries.length === 0) throw answer.unexpected('The answer tells of no generation.');
			const states = entries.map((entry) => readVideoState(entry, answer));
			const joined = joinStates(states, answer.body);
			return joined.status === 'completed' ? { ...joined, output: joined.output.flat() } : joined;
		},
	};
}

const upload = defineEndpoint('video:generate', 'POST', '/luma-ai/generations/file-upload', {
	required: ['url'],
});

/** `POST /luma-ai/generations/file-upload`: an image by its `url`, for videos of the first version of that endpoint. */
export const uploadVideoImage: Operation<EndpointInput, JsonObject> = {
	...upload,
	parse(answer) {
		if (Object.keys(answer.body).length === 0) throw answer.unexpected('The answer is empty.');
		return answer.body;
	},
};

/** What can be listed there. */
export const VIDEO_LISTS = {
	/** `GET /v2/generate/video/luma-ai/camera-motions`: words a prompt may use. */
	cameraMotions: listAt('/v2/generate/video/luma-ai/camera-motions'),
	/** `GET /v1/luma-ai/generations`: the videos made at the first version of that endpoint. */
	generations: listAt('/v1/luma-ai/generations'),
} as const;

/** The answer is a list, or holds it in one field; an entry may be a mere name. */
function listAt(path: string): Operation<void, readonly JsonObject[]> {
	return {
		name: 'video:generate',
		modelTypes: [],
		request: () => ({ method: 'GET', path }),
		parse({ body, unexpected }) {
			const list = [body, ...Object.values(body)].find(Array.isArray);
			if (!list) throw unexpected('The answer holds no list.');
			return list.map((entry: unknown) =>
				typeof entry === 'object' && entry !== null ? (entry as JsonObject) : { name: entry },
			);
		},
	};
}
