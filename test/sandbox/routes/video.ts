import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Route } from '.';
import { costOf } from '../account';
import { ApiError } from '../errors';
import type { Exchange, JsonObject } from '../exchange';
import { statusOf, type Fate, type Job } from '../jobs';
import { priceOf } from '../pricing';
import { requireModel } from '../validation';

/**
 * Two seconds of a moving test picture, H.264, made once with
 * `ffmpeg -f lavfi -i testsrc2=size=320x180:rate=12:duration=2 -c:v libx264 -profile:v main
 * -preset veryslow -crf 34 -pix_fmt yuv420p -movflags +faststart -an clip.mp4`.
 */
const CLIP = join(__dirname, '..', 'media', 'clip.mp4');

/** The older endpoints, which do the same. */
const OLDER = [
	'alibaba',
	'bytedance',
	'google',
	'kling',
	'luma-ai',
	'minimax',
	'pixverse',
	'runway',
];
const PATH = '/v2/video/generations';
const OLDER_PATHS = OLDER.map((vendor) => `/v2/generate/video/${vendor}/generation`);

/** `/v2/video/generations`: submitted with POST, asked for with GET. */
export const video: readonly Route[] = [
	{
		method: 'POST',
		path: PATH,
		// This one is documented for submissions alone.
		aliases: [...OLDER_PATHS, '/v1/video/generations', '/video/generations'],
		access: 'paid',
		answer: submitVideo,
	},
	{ method: 'GET', path: PATH, aliases: OLDER_PATHS, access: 'keyed', answer: answerVideo },
];

function submitVideo(exchange: Exchange): void {
	// One of the older endpoints takes no model.
	const implied = exchange.record.path.includes('luma-ai') ? { model: IMPLIED_MODEL } : {};
	const job = startVideo(exchange, { ...implied, ...exchange.body });
	const id = job.model.answer === 'generation_id' ? { generation_id: job.id } : { id: job.id };
	exchange.sendPriced({ ...id, status: 'queued' }, job.cost);
}

/** The model of the endpoints that take none. */
export const IMPLIED_MODEL = 'luma/ray-2';

/** A video that is being made. */
export function startVideo(exchange: Exchange, body: JsonObject): Job {
	const { state } = exchange;
	const model = requireModel(body, 'internal/video-generations/submit');
	const seconds = Number(body.duration ?? model.request.properties.duration?.default ?? 5) || 5;
	return state.jobs.start({
		model,
		cost: costOf(priceOf(model, body, { output: seconds })),
		duration: state.timing.jobDuration,
		fate: chooseFate(exchange, seconds),
	});
}

function chooseFate(exchange: Exchange, duration: number): Fate {
	const fault = exchange.takeFault('job-error', 'job-stuck');
	if (fault?.kind === 'job-stuck') return { kind: 'stuck' };
	if (fault) return { kind: 'error', message: fault.message ?? 'The provider refused the prompt.' };
	const url = exchange.state.media.add('mp4', 'video/mp4', () => readFile(CLIP));
	return { kind: 'completed', result: { url, duration } };
}

function answerVideo(exchange: Exchange): void {
	const id = exchange.query.get('generation_id');
	if (!id) throw new ApiError(400, 'Query validation error\ngeneration_id: Required');
	// Documented: a malformed id gets no inference id.
	if (!/^[0-9a-f-]{36}:/.test(id)) exchange.response.removeHeader('x-inference-id');
	const job = exchange.state.jobs.find(id);
	if (!job) throw new ApiError(404, `Generation "${id}" not found`);
	const body = describeVideo(job);
	if (body.video) exchange.sendPriced(body, job.cost);
	else exchange.send(200, body);
}

/** Failures come inside a 200: `status` is `error`, and `error` tells why. */
function describeVideo(job: Job): JsonObject {
	const { id, fate, model } = job;
	const status = statusOf(job);
	if (status === 'error' && fate.kind === 'error')
		return { id, status, video: null, error: { name: 'Generation failed', message: fate.message } };
	if (status !== 'completed' || fate.kind !== 'completed') return { id, status };
	return {
		id,
		status: model.answer === 'succeeded' ? 'succeeded' : status,
		video: model.answer === 'list' ? [fate.result.url, fate.result.url] : fate.result,
	};
}
