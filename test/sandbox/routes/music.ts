import { randomUUID } from 'node:crypto';
import type { Route } from '.';
import { costOf } from '../account';
import { makeAudio, type AudioFormat } from '../audio';
import { ApiError } from '../errors';
import type { Exchange, JsonObject } from '../exchange';
import { statusOf, type Fate } from '../jobs';
import { priceOf } from '../pricing';
import { requireModel } from '../validation';

/** A hum is not much of a piece, but long enough to be a reference for another. */
const SECONDS = 11;
/** US dollars: the endpoint for references is in no catalogue. */
const PRICE = 0.035;

/** `/v2/generate/audio`, submitted with POST and asked for with GET, and what belongs to references. */
export const music: readonly Route[] = [
	{ method: 'POST', path: '/v2/generate/audio', access: 'paid', answer: submit },
	{ method: 'GET', path: '/v2/generate/audio', access: 'keyed', answer: answerJob },
	{
		method: 'POST',
		path: '/v2/generate/audio/minimax/upload',
		access: 'paid',
		answer: answerUpload,
	},
	{
		method: 'POST',
		path: '/v2/generate/audio/minimax/generate',
		access: 'paid',
		answer: answerAtOnce,
	},
];

function submit(exchange: Exchange): void {
	const { body, state } = exchange;
	const model = requireModel(body, 'internal/audio-generations/submit');
	const fault = exchange.takeFault('job-error', 'job-stuck');
	const { format, mimeType, bytes } = makeAudio(formatOf(body), SECONDS);
	const fate: Fate = !fault
		? {
				kind: 'completed',
				result: {
					url: state.media.add(format, mimeType, async () => bytes),
					content_type: mimeType,
					file_name: `output.${format}`,
					file_size: bytes.length,
				},
			}
		: fault.kind === 'job-stuck'
			? { kind: 'stuck' }
			: { kind: 'error', message: fault.message ?? 'The provider refused the prompt.' };
	const cost = costOf(priceOf(model, body, { output: 1 }));
	const job = state.jobs.start({ model, cost, duration: state.timing.jobDuration, fate });
	exchange.sendPriced({ id: job.id, status: 'queued' }, cost);
}

function answerJob(exchange: Exchange): void {
	const id = exchange.query.get('generation_id');
	if (!id) throw new ApiError(400, 'Query validation error\ngeneration_id: Required');
	const job = exchange.state.jobs.find(id);
	if (!job) throw new ApiError(404, `Generation "${id}" not found`);
	const { fate, cost } = job;
	const status = statusOf(job);
	if (status === 'completed' && fate.kind === 'completed')
		return exchange.sendPriced({ id, status, audio_file: fate.result }, cost);
	const failure = status === 'error' && fate.kind === 'error';
	const error = failure ? { name: 'Generation failed', message: fate.message } : null;
	exchange.send(200, { id, status, audio_file: null, error });
}

function answerUpload(exchange: Exchange): void {
	const { body, record } = exchange;
	const [file] = record.files;
	if (file?.field !== 'file') throw new ApiError(400, 'Body validation error\nfile: Required');
	const { purpose } = body;
	if (!['song', 'voice', 'instrumental'].includes(String(purpose)))
		throw new ApiError(400, 'Body validation error\npurpose: Invalid enum value.');
	exchange.sendPaid(
		{
			...(purpose !== 'instrumental' && { voice_id: `vocal-${randomUUID()}` }),
			...(purpose !== 'voice' && { instrumental_id: `instrumental-${randomUUID()}` }),
			base_resp: { status_code: 0, status_msg: 'success' },
		},
		PRICE,
	);
}

/** References that were never uploaded fail inside a success. */
function answerAtOnce(exchange: Exchange): void {
	const { body } = exchange;
	for (const name of ['model', 'lyrics'])
		if (typeof body[name] !== 'string')
			throw new ApiError(400, `Body validation error\n${name}: Required`);
	if (body.refer_voice !== undefined && !String(body.refer_voice).startsWith('vocal-'))
		return exchange.send(200, {
			base_resp: { status_code: 2013, status_msg: 'invalid params, refer_voice' },
		});
	const { bytes } = makeAudio(formatOf(body), SECONDS);
	exchange.sendPaid(
		{
			data: { status: 2, audio: bytes.toString('hex') },
			extra_info: { music_duration: SECONDS * 1000, music_size: bytes.length },
			trace_id: randomUUID(),
			base_resp: { status_code: 0, status_msg: 'success' },
		},
		PRICE,
	);
}

function formatOf({ audio_setting: setting }: JsonObject): AudioFormat {
	return ((setting as JsonObject | undefined)?.format as AudioFormat | undefined) ?? 'mp3';
}
