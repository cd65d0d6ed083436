import { randomBytes } from 'node:crypto';
import type { Route } from '.';
import { REGULAR_KEY } from '../account';
import { ApiError } from '../errors';
import type { Exchange, JsonObject } from '../exchange';

/** Characters of a key that name it. */
const PREFIX_LENGTH = 8;
const FIELDS = ['name', 'limit', 'scopes'];
/** What a key is without them. */
const UNSET = { name: null, limit: null, scopes: null };

const routes: readonly Route[] = [
	{
		method: 'POST',
		path: '/v1/keys',
		aliases: ['/keys'],
		access: 'keyed',
		answer(exchange) {
			const { body, state } = exchange;
			const unknown = Object.keys(body).filter((name) => !FIELDS.includes(name));
			if (unknown.length > 0)
				throw new ApiError(400, `Body validation error\nUnrecognized key: ${unknown.join(', ')}`);
			const key = randomBytes(16).toString('hex');
			const record = { ...keyRecord(key), ...body };
			state.records.table('key').set(record.prefix, record);
			exchange.send(200, { data: { ...record, key } });
		},
	},
	{
		method: 'GET',
		path: '/v1/keys',
		aliases: ['/keys'],
		access: 'keyed',
		answer: (exchange) =>
			exchange.send(200, { data: [...exchange.state.records.table('key').values()] }),
	},
	{
		method: 'GET',
		path: '/v1/key',
		aliases: ['/key'],
		access: 'keyed',
		answer: (exchange) => exchange.send(200, { data: keyRecord(exchange.key!) }),
	},
	{
		method: 'PATCH',
		path: '/v1/keys/{prefix}',
		aliases: ['/keys/{prefix}'],
		access: 'keyed',
		answer(exchange) {
			const record = requireKey(exchange);
			Object.assign(record, exchange.body, { updated_at: new Date().toISOString() });
			exchange.send(200, { data: record });
		},
	},
	{
		method: 'PUT',
		path: '/v1/keys/{prefix}',
		aliases: ['/keys/{prefix}'],
		access: 'keyed',
		answer(exchange) {
			const record = requireKey(exchange);
			Object.assign(record, UNSET, exchange.body, { updated_at: new Date().toISOString() });
			exchange.send(200, { data: record });
		},
	},
	{
		method: 'DELETE',
		path: '/v1/keys/{prefix}',
		aliases: ['/keys/{prefix}'],
		access: 'keyed',
		answer(exchange) {
			const { prefix } = requireKey(exchange);
			exchange.state.records.table('key').delete(String(prefix));
			exchange.send(200, { data: { prefix, deleted: true } });
		},
	},
];

/** `/v1/keys` and `/v1/key`. The sandbox takes its own key for a management key; all but `/v1/key` need one. */
export const keys: readonly Route[] = routes.map((route) => ({
	...route,
	answer(exchange) {
		if (route.path !== '/v1/key' && exchange.key === REGULAR_KEY)
			throw new ApiError(403, 'Forbidden resource');
		return route.answer(exchange);
	},
}));

function keyRecord(key: string) {
	const now = new Date().toISOString();
	return {
		name: null,
		disabled: false,
		prefix: key.slice(0, PREFIX_LENGTH),
		scopes: null,
		limit: null,
		created_at: now,
		updated_at: now,
		monthly_usage: 0,
	};
}

function requireKey({ state, segments }: Exchange): JsonObject {
	return state.records.require('key', segments.at(-1)!);
}
