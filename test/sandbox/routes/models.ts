import { createHash } from 'node:crypto';
import type { Route } from '.';
import { catalogueItems, filterCatalogue, present } from '../catalogue';
import { docsJson } from '../docs-json';
import { ApiError } from '../errors';
import type { Exchange } from '../exchange';
import { findModel } from '../models';

/** The catalogue is large and asked for often: each form of it is made once. */
const made = new Map<string, { text: string; etag: string }>();

/** `GET /v1/models`, `GET /model/{id}`, metrics and the OpenAPI description of each model; none needs a key. */
export const models: readonly Route[] = [
	{
		method: 'GET',
		path: '/v1/models',
		aliases: ['/models', '/api/v1/models'],
		access: 'open',
		answer: answerCatalogue,
	},
	{
		method: 'GET',
		path: '/v1/models/with-details',
		aliases: ['/models/with-details'],
		access: 'keyed',
		answer(exchange) {
			exchange.query.set('include', 'all');
			answerCatalogue(exchange);
		},
	},
	{ method: 'GET', path: '/model/*', access: 'open', answer: answerModel },
	{ method: 'GET', path: '/models/metrics', access: 'open', answer: answerMetrics },
	{ method: 'GET', path: '/docs-json', access: 'open', answer: answerDocsJson },
];

function answerCatalogue(exchange: Exchange): void {
	const { origin, query, request } = exchange;
	const { retired } = exchange.state;
	const key = [`${origin}?${query}`, ...retired].join(' ');
	let form = made.get(key);
	if (!form) {
		const data = filterCatalogue(query)
			.filter(({ id }) => !retired.has(id))
			.map((item) => present(item, query, origin));
		const text = JSON.stringify({ object: 'list', data });
		form = { text, etag: `"${createHash('sha1').update(text).digest('base64url')}"` };
		made.set(key, form);
	}
	const headers = { etag: form.etag };
	const known = (request.headers['if-none-match'] ?? '').split(',').map((tag) => tag.trim());
	if (known.some((tag) => tag === '*' || tag.replace(/^W\//, '') === form.etag))
		exchange.response.writeHead(304, headers).end();
	else exchange.sendText(200, 'application/json; charset=utf-8', form.text, headers);
}

/** The id stands in the path with its slashes as they are. */
function answerModel(exchange: Exchange): void {
	const { origin, query, record } = exchange;
	const id = decodeURIComponent(record.path.slice('/model/'.length));
	const item = catalogueItems().find((known) => [known.id, ...known.aliases].includes(id));
	if (!item) throw new ApiError(404, `Model "${id}" not found`);
	exchange.send(200, { object: 'model', data: present(item, query, origin) });
}

function answerDocsJson(exchange: Exchange): void {
	const { origin, query } = exchange;
	const id = query.get('model') ?? '';
	const model = findModel(id, query.get('endpoint') ?? '');
	const document = model && docsJson(model, origin);
	if (!document) throw new ApiError(404, `Model "${id}" not found`);
	exchange.send(200, document);
}

/** Percentiles for each alias asked for; documented: the name is repeated, a comma does not split. */
function answerMetrics(exchange: Exchange): void {
	const names = exchange.query.getAll('aliases');
	const models = catalogueItems().filter(({ id, aliases }) =>
		[id, ...aliases].some((name) => names.includes(name)),
	);
	const percentiles = { p50: 1, p75: 2, p90: 3, p99: 4 };
	exchange.send(200, {
		window_seconds: 3600,
		generated_at: new Date().toISOString(),
		models: models.map(({ id, type }) => ({
			alias: id,
			endpoint: type,
			metrics: { ttft_ms: percentiles, tps: percentiles, duration_ms: percentiles },
		})),
	});
}
