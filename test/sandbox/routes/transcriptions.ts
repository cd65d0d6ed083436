import type { Route } from '.';
import { costOf, type Cost } from '../account';
import { ApiError } from '../errors';
import type { Exchange, JsonObject } from '../exchange';
import { statusOf, type Fate, type Job } from '../jobs';
import type { ModelEntry } from '../models';
import { priceOf } from '../pricing';
import { layOutTranscript } from '../transcript';
import { requireModel } from '../validation';

/** `POST /v1/stt/create`, then `GET /v1/stt/{generation_id}`; or `POST /v1/stt`, whose answer is the result. */
export const transcriptions: readonly Route[] = [
	{
		method: 'POST',
		path: '/v1/stt/create',
		aliases: ['/stt/create'],
		access: 'paid',
		answer: submit,
	},
	{ method: 'POST', path: '/v1/stt', aliases: ['/stt'], access: 'paid', answer: answerAtOnce },
	{
		method: 'GET',
		path: '/v1/stt/{generation_id}',
		aliases: ['/stt/{generation_id}'],
		access: 'keyed',
		answer: answerJob,
	},
];

function submit(exchange: Exchange): void {
	const { state } = exchange;
	const { model, cost, result } = transcribe(exchange);
	const fault = exchange.takeFault('job-error', 'job-stuck');
	const fate: Fate = !fault
		? { kind: 'completed', result }
		: fault.kind === 'job-stuck'
			? { kind: 'stuck' }
			: { kind: 'error', message: fault.message ?? 'The audio could not be read.' };
	const job = state.jobs.start({ model, cost, duration: state.timing.jobDuration, fate });
	exchange.sendPriced({ generation_id: job.id, status: 'queued' }, cost);
}

/** Documented with 201. */
function answerAtOnce(exchange: Exchange): void {
	const { model, cost, result } = transcribe(exchange);
	exchange.state.account.charge(cost, model.id);
	exchange.send(201, { ...result, meta: { usage: cost } });
}

/** What is heard in the recording of a request. */
function transcribe(exchange: Exchange): { model: ModelEntry; cost: Cost; result: JsonObject } {
	const { formBody: body, record } = exchange;
	const model = requireModel(body, 'internal/speech-to-text/submit');
	const [file] = record.files;
	const fields = ['audio', 'file'].filter((name) => name in model.request.properties);
	if (file && fields.length > 0 && !fields.includes(file.field))
		throw new ApiError(400, `Body validation error\n${fields[0]}: Required`);
	if ((body.url === undefined) === (file === undefined))
		throw new ApiError(400, 'Body validation error\nurl: Exactly one of url and audio is expected');
	const heard = file
		? `the file “${file.fileName}” of ${file.bytes.length} bytes`
		: `the file “${String(body.url).split('/').pop()}”`;
	const cost = costOf(priceOf(model, body, { output: 1 }));
	return { model, cost, result: layOutTranscript(model, body, heard) };
}

function answerJob(exchange: Exchange): void {
	const id = exchange.segments.pop() ?? '';
	const job = exchange.state.jobs.find(id);
	if (!job) throw new ApiError(404, `Generation "${id}" not found`);
	const status = statusOf(job);
	if (status === 'completed') exchange.sendPriced(describeResult(job), job.cost);
	else exchange.send(200, { id, status, ...failureOf(job, status) });
}

/** One family wraps its result, the others are the result. */
function describeResult({ fate, model }: Job): JsonObject {
	const result = fate.kind === 'completed' ? fate.result : {};
	return model.answer ? result : { status: 'completed', result };
}

function failureOf({ fate }: Job, status: string): JsonObject {
	return status === 'error' && fate.kind === 'error'
		? { error: { name: 'Transcription failed', message: fate.message } }
		: {};
}
