import { randomUUID } from 'node:crypto';
import type { Route } from '.';
import { ApiError } from '../errors';

/** `/v1/files`, and `/files/{id}` without a version. */
export const files: readonly Route[] = [
	{
		method: 'POST',
		path: '/v1/files',
		aliases: ['/files'],
		access: 'keyed',
		answer(exchange) {
			const { record, state } = exchange;
			const file = record.files.find(({ field }) => field === 'file');
			if (!file) throw new ApiError(400, 'Body validation error\nfile: Required');
			const answer = {
				id: `file-${randomUUID().replaceAll('-', '')}`,
				object: 'file',
				bytes: file.bytes.length,
				created_at: Math.floor(Date.now() / 1000),
				filename: file.fileName,
				purpose: exchange.body.purpose ?? null,
			};
			state.records.table('file').set(answer.id, answer);
			exchange.send(200, answer);
		},
	},
	{
		method: 'GET',
		path: '/files/{file_id}',
		access: 'keyed',
		answer: (exchange) =>
			exchange.send(200, exchange.state.records.require('file', exchange.segments.at(-1)!)),
	},
	{
		method: 'DELETE',
		path: '/files/{file_id}',
		access: 'keyed',
		answer(exchange) {
			const { id } = exchange.state.records.require('file', exchange.segments.at(-1)!);
			exchange.state.records.table('file').delete(String(id));
			exchange.send(200, { id, object: 'file', deleted: true });
		},
	},
];
