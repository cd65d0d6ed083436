import { defineEndpoint } from '../endpoint';

/** `/v1/keys` and `/v1/key`. All but `get` need a management key. */
export const API_KEY = {
	/** `POST /v1/keys`. The answer is the only place where the key stands whole. */
	create: defineEndpoint('apiKey:create', 'POST', '/v1/keys', { holds: 'data' }),
	/** `GET /v1/key`: the key that asks. */
	get: defineEndpoint('apiKey:get', 'GET', '/v1/key', { holds: 'data' }),
	/** `GET /v1/keys`. */
	getMany: defineEndpoint('apiKey:getMany', 'GET', '/v1/keys', { holds: 'data' }),
	/** `PATCH /v1/keys/{prefix}`: the prefix is the key's first eight characters. */
	update: defineEndpoint('apiKey:update', 'PATCH', '/v1/keys/{prefix}', { holds: 'data' }),
	/** `PUT /v1/keys/{prefix}`: what is not given is reset. */
	replace: defineEndpoint('apiKey:update', 'PUT', '/v1/keys/{prefix}', { holds: 'data' }),
	/** `DELETE /v1/keys/{prefix}`. */
	delete: defineEndpoint('apiKey:delete', 'DELETE', '/v1/keys/{prefix}', { holds: 'data' }),
} as const;
