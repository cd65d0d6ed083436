import { randomUUID } from 'node:crypto';
import type { Route } from '.';
import { ApiError } from '../errors';
import type { Exchange, JsonObject } from '../exchange';

/** `/assistants`, `/threads` and the messages of threads: OpenAI's objects, without a version in the path. */
export const assistants: readonly Route[] = [
	...recordRoutes('assistant', '/assistants', 'asst', ['model']),
	list('/assistants', ({ state }) => [...state.records.table('assistant').values()]),
	...recordRoutes('thread', '/threads', 'thread', []),
	...recordRoutes('thread.message', '/threads/{threadId}/messages', 'msg', ['role', 'content']),
	list('/threads/{threadId}/messages', (exchange) => recordsOf(exchange, 'thread.message')),
];

/** Create, get, change (a POST) and delete. */
function recordRoutes(object: string, path: string, prefix: string, required: string[]): Route[] {
	const one = `${path}/{id}`;
	const find = ({ state, segments }: Exchange) => state.records.require(object, segments.at(-1)!);
	return [
		route('POST', path, (exchange) => {
			const missing = required.filter((name) => exchange.body[name] === undefined);
			if (missing.length > 0)
				throw new ApiError(400, `Body validation error\n${missing.join(', ')}: Required`);
			return createRecord(exchange, object, prefix, exchange.body);
		}),
		route('GET', one, find),
		route('POST', one, (exchange) => Object.assign(find(exchange), exchange.body)),
		route('DELETE', one, (exchange) => {
			const { id } = find(exchange);
			exchange.state.records.table(object).delete(String(id));
			return { id, object: `${object}.deleted`, deleted: true };
		}),
	];
}

/** A route that needs a key and answers with JSON. */
export function route(
	method: Route['method'],
	path: string,
	answer: (exchange: Exchange) => JsonObject,
): Route {
	return {
		method,
		path,
		access: 'keyed',
		answer: (exchange) => exchange.send(200, answer(exchange)),
	};
}

/** A list with `limit`, `order`, `after` and `before`; the newest first. */
export function list(path: string, rowsOf: (exchange: Exchange) => JsonObject[]): Route {
	return route('GET', path, (exchange) => {
		const { query } = exchange;
		const rows = rowsOf(exchange);
		if (query.get('order') !== 'asc') rows.reverse();
		const start = rows.findIndex(({ id }) => id === query.get('after')) + 1;
		const end = start + Number(query.get('limit') ?? 20);
		const data = rows.slice(start, end);
		return {
			object: 'list',
			data,
			first_id: data[0]?.id ?? null,
			last_id: data.at(-1)?.id ?? null,
			has_more: end < rows.length,
		};
	});
}

/** The records that belong to the thread in the path, in the order they were made. */
export function recordsOf(
	{ state, segments }: Pick<Exchange, 'state' | 'segments'>,
	object: string,
): JsonObject[] {
	const thread = state.records.require('thread', segments[1]!);
	return [...state.records.table(object).values()].filter(
		({ thread_id }) => thread_id === thread.id,
	);
}

/** Makes a record; one below a thread belongs to it, and a thread's first messages are its own. */
export function createRecord(
	{ state, segments }: Pick<Exchange, 'state' | 'segments'>,
	object: string,
	prefix: string,
	{ messages, content, ...body }: JsonObject,
): JsonObject {
	const [root, threadId] = segments;
	const isBelow = root === 'threads' && threadId !== undefined && object !== 'thread';
	if (isBelow) state.records.require('thread', threadId);
	const record = {
		id: `${prefix}_${randomUUID().replaceAll('-', '')}`,
		object,
		created_at: Math.floor(Date.now() / 1000),
		...(isBelow && { thread_id: threadId }),
		...(content !== undefined && { content: toContent(content) }),
		metadata: {},
		...body,
	};
	state.records.table(object).set(record.id, record);
	const below = { state, segments: ['threads', record.id] };
	for (const message of (messages ?? []) as JsonObject[])
		createRecord(below, 'thread.message', 'msg', message);
	return record;
}

/** A text becomes the parts that messages are read in. */
function toContent(content: unknown): unknown {
	if (typeof content !== 'string') return content;
	return [{ type: 'text', text: { value: content, annotations: [] } }];
}
