import { randomUUID } from 'node:crypto';
import type { Route } from '.';
import { costOf } from '../account';
import { makeAudio } from '../audio';
import { ApiError } from '../errors';
import type { Exchange, JsonObject } from '../exchange';
import { statusOf, type Fate, type Job } from '../jobs';
import { findModel } from '../models';

const CLIP = '/v2/generate/audio/suno-ai/clip';
const LYRIC = '/v2/generate/audio/suno-ai/lyric';
/** Documented: each request makes two songs, and so many can be asked for at once. */
const SONGS = 2;
const MAX_CLIPS = 6;
/** Seconds, and US dollars: these endpoints are in no catalogue. */
const SECONDS = 1;
const PRICE = 0.1;

/** Songs and lyrics as they were made before `/v2/generate/audio`, without a model. */
export const songs: readonly Route[] = [
	{ method: 'POST', path: CLIP, access: 'paid', answer: submitClips },
	{
		method: 'GET',
		path: CLIP,
		access: 'keyed',
		answer: (exchange) => exchange.send(200, describeClip(exchange, required(exchange, 'clip_id'))),
	},
	{
		method: 'GET',
		path: `${CLIP}s`,
		access: 'keyed',
		answer(exchange) {
			required(exchange, 'clip_ids[]');
			const ids = exchange.query.getAll('clip_ids[]');
			if (ids.length > MAX_CLIPS)
				throw new ApiError(400, `Query validation error\nclip_ids: At most ${MAX_CLIPS}`);
			exchange.send(
				200,
				ids.map((id) => describeClip(exchange, id)),
			);
		},
	},
	{ method: 'POST', path: LYRIC, access: 'paid', answer: submitLyric },
	{ method: 'GET', path: LYRIC, access: 'keyed', answer: answerLyric },
	{ method: 'POST', path: '/generate', access: 'paid', answer: answerAtOnce },
	{ method: 'POST', path: '/generate/custom-mode', access: 'paid', answer: answerAtOnce },
];

function submitClips(exchange: Exchange): void {
	const { body } = exchange;
	if (body.prompt === undefined && body.gpt_description_prompt === undefined)
		throw new ApiError(400, 'Body validation error\nprompt: Required');
	if (body.continue_clip_id !== undefined) requireJob(exchange, String(body.continue_clip_id));
	const fault = exchange.takeFault('job-error', 'job-stuck');
	const jobs = Array.from({ length: SONGS }, () => {
		const fate: Fate = !fault
			? { kind: 'completed', result: makeSong(exchange) }
			: fault.kind === 'job-stuck'
				? { kind: 'stuck' }
				: { kind: 'error', message: fault.message ?? 'The lyrics were refused.' };
		return start(exchange, fate, PRICE / SONGS);
	});
	exchange.sendPriced({ clip_ids: jobs.map(({ id }) => id) }, costOf(PRICE));
}

function describeClip(exchange: Exchange, id: string): JsonObject {
	const job = requireJob(exchange, id);
	const { fate } = job;
	const status = statusOf(job);
	if (fate.kind === 'completed' && status === 'completed') return { id, status, ...fate.result };
	if (fate.kind === 'error' && status === 'error') return { id, status, error: fate.message };
	return { id, status: status === 'queued' ? 'submitted' : 'streaming', audio_url: '' };
}

function submitLyric(exchange: Exchange): void {
	const { prompt } = exchange.body;
	if (typeof prompt !== 'string')
		throw new ApiError(400, 'Body validation error\nprompt: Required');
	const text = `[Verse]\n${prompt}\n\n[Chorus]\nLa la la`;
	const job = start(exchange, { kind: 'completed', result: { title: 'A song', text } }, PRICE / 10);
	exchange.sendPriced({ id: job.id }, job.cost);
}

/** Documented: a result is answered only once. */
function answerLyric(exchange: Exchange): void {
	const job = requireJob(exchange, required(exchange, 'lyric_id'));
	const { id, fate } = job;
	const told = exchange.state.records.table('lyric');
	if (told.has(id)) throw new ApiError(404, `Lyric "${id}" not found`);
	const isDone = statusOf(job) === 'completed' && fate.kind === 'completed';
	if (isDone) told.set(id, {});
	exchange.send(200, isDone ? { ...fate.result } : { title: '', text: '' });
}

/** Only a request that waits for the audio is told where it is. */
function answerAtOnce(exchange: Exchange): void {
	const { body } = exchange;
	if (typeof body.prompt !== 'string')
		throw new ApiError(400, 'Body validation error\nprompt: Required');
	const isWaiting = body.wait_audio === true;
	exchange.state.account.charge(costOf(PRICE));
	exchange.send(
		200,
		Array.from({ length: SONGS }, () => ({
			id: randomUUID(),
			...makeSong(exchange),
			...(!isWaiting && { audio_url: '' }),
			status: isWaiting ? 'streaming' : 'submitted',
		})),
	);
}

function makeSong({ body, state }: Exchange): JsonObject {
	const { format, mimeType, bytes } = makeAudio('mp3', SECONDS);
	return {
		title: body.title ?? 'A song',
		tags: body.tags ?? '',
		audio_url: state.media.add(format, mimeType, async () => bytes),
	};
}

/** A job is priced and named after a model, though these requests name none. */
function start({ state }: Exchange, fate: Fate, price: number): Job {
	const model = findModel('stable-audio', 'internal/audio-generations/submit')!;
	const { jobDuration: duration } = state.timing;
	return state.jobs.start({ model, cost: costOf(price), duration, fate });
}

function required({ query }: Exchange, name: string): string {
	const value = query.get(name);
	if (!value) throw new ApiError(400, `Query validation error\n${name}: Required`);
	return value;
}

function requireJob({ state }: Exchange, id: string): Job {
	const job = state.jobs.find(id);
	if (!job) throw new ApiError(404, `Clip "${id}" not found`);
	return job;
}
