import { randomUUID } from 'node:crypto';
import type { Route } from '.';
import { ApiError } from '../errors';
import type { Exchange, JsonObject } from '../exchange';
import { findModel } from '../models';
import { contentFor } from './messages';

/** `POST /v1/batches`, `GET /v1/batches?batch_id=` and `POST /v1/batches/cancel/{batch_id}`. */
export const batches: readonly Route[] = [
	{ method: 'POST', path: '/v1/batches', access: 'paid', answer: createBatch },
	{ method: 'GET', path: '/v1/batches', access: 'keyed', answer: answerBatch },
	{
		method: 'POST',
		path: '/v1/batches/cancel/{batch_id}',
		access: 'keyed',
		answer: cancelBatch,
	},
];

const DAY = 86_400_000;

function createBatch(exchange: Exchange): void {
	const { requests } = exchange.body;
	if (!Array.isArray(requests) || requests.length === 0)
		throw new ApiError(400, 'Body validation error\nrequests: Required');
	const now = Date.now();
	const batch = {
		id: `msgbatch_${randomUUID().replaceAll('-', '')}`,
		type: 'message_batch',
		processing_status: 'in_progress',
		request_counts: {
			processing: requests.length,
			succeeded: 0,
			errored: 0,
			canceled: 0,
			expired: 0,
		},
		ended_at: null,
		created_at: new Date(now).toISOString(),
		expires_at: new Date(now + DAY).toISOString(),
		archived_at: null,
		cancel_initiated_at: null,
		results_url: null,
	};
	exchange.state.records.table('batch').set(batch.id, { batch, requests, startedAt: now });
	exchange.send(200, batch);
}

/** Running it is `{id, status}`, cancelled the batch with a status, and done JSON Lines. */
function answerBatch(exchange: Exchange): void {
	const id = exchange.query.get('batch_id') ?? '';
	const record = exchange.state.records.require('batch', id);
	const batch = record.batch as JsonObject;
	if (batch.cancel_initiated_at) return exchange.send(200, { ...batch, status: 'cancelled' });
	if (!isDone(exchange, record)) return exchange.send(200, { id, status: 'generating' });
	const lines = (record.requests as JsonObject[]).map((request) =>
		JSON.stringify({ custom_id: request.custom_id, result: resultOf(request) }),
	);
	exchange.sendText(200, 'application/x-jsonl', `${lines.join('\n')}\n`);
}

function resultOf({ params }: JsonObject): JsonObject {
	const body = params as JsonObject;
	const model = findModel(String(body.model), 'anthropic/messages');
	if (!model) return { type: 'errored', error: { type: 'not_found_error', message: 'model' } };
	const content = contentFor(body);
	const message = { id: `msg_${randomUUID()}`, type: 'message', role: 'assistant', content };
	return { type: 'succeeded', message: { ...message, model: model.id, stop_reason: 'end_turn' } };
}

function cancelBatch(exchange: Exchange): void {
	const id = exchange.segments.at(-1)!;
	const record = exchange.state.records.require('batch', id);
	if (isDone(exchange, record)) {
		const message = `Batch ${id} cannot be canceled because it has already finished processing.`;
		const error = { type: 'error', error: { type: 'invalid_request_error', message } };
		throw new ApiError(400, `400 ${JSON.stringify(error)}`);
	}
	const batch = record.batch as JsonObject;
	batch.processing_status = 'canceling';
	batch.cancel_initiated_at = new Date().toISOString();
	exchange.send(200, batch);
}

function isDone({ state }: Exchange, { startedAt }: JsonObject): boolean {
	return Date.now() - Number(startedAt) >= state.timing.jobDuration;
}
