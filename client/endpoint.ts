import { AimlApiError, invalidInput } from './errors';
import { requireFields } from './body';
import {
	callOperation,
	withoutAbsent,
	type Call,
	type CallResult,
	type Operation,
} from './operation';
import type { HttpRequest, JsonObject, Ports } from './transport';

/** What an endpoint takes. */
export interface EndpointInput {
	/** The ids in its path, by their names there. */
	readonly ids?: Readonly<Record<string, string>>;
	readonly query?: HttpRequest['query'];
	readonly body?: JsonObject;
}

/** How a list is continued: by the last id, an opaque cursor, or the count of what was read. */
export type Paging = 'after' | 'cursor' | 'offset';

/** An endpoint that keeps or tells records, whose answer is passed on as it is. */
export interface Endpoint extends Operation<EndpointInput, JsonObject> {
	readonly method: HttpRequest['method'];
	/** As documented, e.g. `/threads/{threadId}`. */
	readonly path: string;
	/** Set for lists. */
	readonly paging?: Paging;
}

/**
 * An endpoint as data: `holds` is the field without which its answer is none, `required` what its body
 * needs, `keepsSlashes` true where the slashes of an id stay as they are in the path.
 */
export function defineEndpoint(
	name: string,
	method: HttpRequest['method'],
	path: string,
	options: {
		holds?: string;
		required?: readonly string[];
		paging?: Paging;
		keepsSlashes?: boolean;
	} = {},
): Endpoint {
	const { required = [], paging, holds = paging && 'data', keepsSlashes = false } = options;
	return {
		name,
		method,
		path,
		...(paging && { paging }),
		modelTypes: [],
		request({ ids = {}, query, body }) {
			const sent = required.length > 0 ? requireFields(body ?? {}, ...required) : body;
			return {
				method,
				path: fillPath(path, ids, keepsSlashes),
				...(query && { query }),
				...(sent && method !== 'GET' && { body: sent }),
			};
		},
		parse(answer) {
			if (holds && (answer.body[holds] ?? undefined) === undefined)
				throw answer.unexpected(`The answer holds no ${holds}.`);
			if (answer.body.deleted === false) throw answer.unexpected('It was not deleted.');
			return answer.body;
		},
	};
}

function fillPath(
	path: string,
	ids: Readonly<Record<string, string>>,
	keepsSlashes: boolean,
): string {
	return path.replace(/\{(\w+)\}/g, (_, name: string) => {
		const id = ids[name]?.trim() ?? '';
		if (id === '') throw invalidInput(name, 'is required and is empty.');
		if (id.split('/').some((part) => part === '.' || part === '..'))
			throw invalidInput(name, `“${id}” is no id.`);
		return encodeURIComponent(id).replace(/%2F/g, keepsSlashes ? '/' : '%2F');
	});
}

/** The most rows the API gives at once. */
const PAGE_SIZE = 100;

/** Reads a list, page by page, until there are `limit` rows or no more. */
export async function readPages(
	ports: Ports,
	endpoint: Endpoint,
	input: EndpointInput,
	limit = Infinity,
): Promise<CallResult<JsonObject[]>> {
	const rows: JsonObject[] = [];
	let next: EndpointInput['query'] = {};
	for (let first: Call | undefined; ;) {
		const query: EndpointInput['query'] = {
			...input.query,
			limit: Math.min(PAGE_SIZE, limit - rows.length),
			...next,
		};
		const answer: CallResult<JsonObject> = await callOperation(ports, endpoint, {
			...input,
			query,
		});
		const { output, call } = answer;
		first ??= call;
		const page = Array.isArray(output.data) ? (output.data as JsonObject[]) : [];
		rows.push(...page);
		const before: EndpointInput['query'] = next;
		next = page.length > 0 ? nextPage(endpoint.paging, output, rows) : undefined;
		if (!next || rows.length >= limit) return { output: rows.slice(0, limit), call: first };
		if (JSON.stringify(next) === JSON.stringify(before))
			throw new AimlApiError(
				'unexpected-response',
				'The list does not go on: the API names the same page again.',
				withoutAbsent({
					request: `${endpoint.method} ${endpoint.path}`,
					requestId: call.inferenceId,
				}),
			);
	}
}

function nextPage(
	paging: Paging | undefined,
	body: JsonObject,
	rows: readonly JsonObject[],
): EndpointInput['query'] | undefined {
	const { has_more, next_cursor } = (body.pagination ?? body) as JsonObject;
	if (has_more !== true) return undefined;
	if (paging === 'offset') return { offset: rows.length };
	if (paging === 'cursor')
		return typeof next_cursor === 'string' ? { cursor: next_cursor } : undefined;
	const last = body.last_id ?? rows.at(-1)?.id;
	return typeof last === 'string' ? { after: last } : undefined;
}
