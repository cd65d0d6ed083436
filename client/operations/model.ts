import { defineEndpoint } from '../endpoint';

/** What the service tells of single models; none needs a key. */
export const MODEL = {
	/** `GET /model/{id}`, with prices and capabilities. The slashes of the id stay as they are. */
	get: defineEndpoint('model:get', 'GET', '/model/{id}', { holds: 'data', keepsSlashes: true }),
	/** `GET /models/metrics?aliases=a&aliases=b`: how fast models answered of late. */
	getMetrics: defineEndpoint('model:getMetrics', 'GET', '/models/metrics', { holds: 'models' }),
} as const;
