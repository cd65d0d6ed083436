import type { Route } from '.';
import { ApiError } from '../errors';
import type { Exchange, JsonObject } from '../exchange';
import { statusOf, type Job } from '../jobs';
import { IMPLIED_MODEL, startVideo } from './video';

const FIRST = '/v1/luma-ai';
const SECOND = '/v2/generate/video/luma-ai';

/** The endpoints of one vendor, in its own words: `state`, `dreaming`, `failure_reason`, `assets`. */
export const olderVideo: readonly Route[] = [
	{
		method: 'POST',
		path: `${FIRST}/generations`,
		aliases: ['/luma-ai/generations'],
		access: 'paid',
		answer: submit,
	},
	{
		method: 'GET',
		path: `${FIRST}/generations`,
		aliases: ['/luma-ai/generations'],
		access: 'keyed',
		answer: (exchange) =>
			exchange.send(200, [...exchange.state.records.table('older-video').values()]),
	},
	{
		method: 'GET',
		path: `${FIRST}/generation`,
		aliases: ['/luma-ai/generation'],
		access: 'keyed',
		answer(exchange) {
			const asked = [...exchange.query].filter(([name]) => /^ids\[\d*\]$/.test(name));
			answerSeveral(
				exchange,
				'ids',
				asked.map(([, id]) => id),
			);
		},
	},
	{
		method: 'POST',
		path: `${FIRST}/generations/{taskId}/extend`,
		aliases: ['/luma-ai/generations/{taskId}/extend'],
		access: 'paid',
		answer(exchange) {
			requireJob(exchange, exchange.segments.at(-2)!);
			submit(exchange);
		},
	},
	{
		method: 'POST',
		path: '/luma-ai/generations/file-upload',
		access: 'paid',
		answer(exchange) {
			const { url } = exchange.body;
			if (typeof url !== 'string' || !URL.canParse(url))
				throw new ApiError(400, 'Body validation error\nurl: Invalid url');
			exchange.send(200, { url });
		},
	},
	{
		method: 'GET',
		path: `${SECOND}/generations`,
		access: 'keyed',
		answer: (exchange) =>
			answerSeveral(exchange, 'generation_ids', exchange.query.getAll('generation_ids[]')),
	},
	{
		method: 'GET',
		path: `${SECOND}/camera-motions`,
		access: 'keyed',
		answer: (exchange) => exchange.send(200, ['Static', 'Pan Left', 'Zoom In']),
	},
];

function submit(exchange: Exchange): void {
	const { user_prompt: prompt, ...body } = exchange.body;
	if (typeof prompt !== 'string')
		throw new ApiError(400, 'Body validation error\nuser_prompt: Required');
	const job = startVideo(exchange, { ...body, model: IMPLIED_MODEL, prompt });
	const record = { id: job.id, state: 'queued', prompt };
	exchange.state.records.table('older-video').set(job.id, record);
	exchange.sendPriced(record, job.cost);
}

function answerSeveral(exchange: Exchange, name: string, ids: readonly string[]): void {
	if (ids.length === 0) throw new ApiError(400, `Query validation error\n${name}: Required`);
	exchange.send(
		200,
		ids.map((id) => describe(requireJob(exchange, id))),
	);
}

function requireJob({ state }: Exchange, id: string): Job {
	const job = state.jobs.find(id);
	if (!job) throw new ApiError(404, `Generation "${id}" not found`);
	return job;
}

function describe(job: Job): JsonObject {
	const { id, fate } = job;
	const status = statusOf(job);
	if (status === 'error' && fate.kind === 'error')
		return { id, state: 'failed', failure_reason: fate.message, assets: null };
	if (status !== 'completed' || fate.kind !== 'completed')
		return { id, state: status === 'queued' ? 'queued' : 'dreaming', assets: null };
	return { id, state: 'completed', failure_reason: null, assets: { video: fate.result.url } };
}
