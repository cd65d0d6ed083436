import type { Catalogue, Model } from '../catalogue';
import { modelsOfTypes } from '../catalogue';
import { requireFields } from '../body';
import { withoutAbsent, type Operation } from '../operation';
import type { Parameter } from '../parameters';
import type { JsonObject } from '../transport';
import { completeChat } from './chat';
import type { ChatCompletion } from './chat-completion';

/** A page an answer is based on. */
export interface Source {
	readonly url: string;
	readonly title?: string;
	readonly snippet?: string;
	readonly date?: string;
}

/** `POST /v1/chat/completions` with a model that searches the web. */
export const answerWithSearch: Operation<JsonObject, ChatCompletion> = {
	...completeChat,
	name: 'search:answer',
};

/** What can be asked for once a search was answered. */
export const SEARCH_RESULTS = [
	'images',
	'knowledge',
	'links',
	'localMap',
	'videos',
	'weather',
] as const;
export type SearchResultKind = (typeof SEARCH_RESULTS)[number];

const PATHS: Readonly<Record<SearchResultKind, string>> = {
	images: '/v1/bagoodex/images',
	knowledge: '/v1/bagoodex/knowledge',
	links: '/v1/bagoodex/links',
	localMap: '/v1/bagoodex/local-map',
	videos: '/v1/bagoodex/videos',
	weather: '/v1/bagoodex/weather',
};

/**
 * `GET /v1/bagoodex/{links|images|videos|weather|local-map|knowledge}`. The input is the id of the
 * search model's answer. Nothing found is an empty list or an empty object.
 */
export function findSearchResults(
	kind: SearchResultKind,
): Operation<{ followup_id?: string }, JsonObject | readonly unknown[]> {
	return {
		name: `search:${kind}`,
		modelTypes: [],
		request(input) {
			requireFields(input, 'followup_id');
			return { method: 'GET', path: PATHS[kind], query: input };
		},
		parse: ({ body }) => body,
	};
}

/** The chat models of the catalogue that search the web, as their own capabilities and descriptions tell. */
export function webSearchModels(catalogue: Catalogue): Model[] {
	return modelsOfTypes(catalogue, completeChat.modelTypes).filter(
		({ capabilities = [], tags = [], info }) =>
			/web[-_ ]?search|search(es|ing)? the (web|internet)|internet access/i.test(
				[...capabilities, ...tags, info.description ?? ''].join(' '),
			),
	);
}

/** How models that search only when told to are told, by the parameter their description names. */
const SEARCH_SWITCHES: ReadonlyArray<readonly [parameter: string, value: unknown]> = [
	['enable_search', true],
	['web_search_options', {}],
];

/**
 * The request parameter that switches a model's web search on, as its own description names it.
 * Nothing when the model searches without one, or when the request sets one itself.
 */
export function switchSearchOn(
	parameters: readonly Parameter[],
	request: JsonObject = {},
): JsonObject {
	if (SEARCH_SWITCHES.some(([name]) => name in request)) return {};
	const known = SEARCH_SWITCHES.find(([wanted]) => parameters.some(({ name }) => name === wanted));
	return known ? { [known[0]]: known[1] } : {};
}

/** The sources of an answer in one form, each page once, whichever way the model names them. */
export function readSources({ citations = [], body }: ChatCompletion): Source[] {
	const lists = [citations, body.search_results, body.citations];
	const sources = new Map<string, Source>();
	for (const entry of lists.flatMap((list) => (Array.isArray(list) ? (list as unknown[]) : []))) {
		const source = readSource(entry);
		if (source) sources.set(source.url, { ...source, ...sources.get(source.url) });
	}
	return [...sources.values()];
}

/** A plain address, `{type: "url_citation", url_citation: {url, title}}` or `{url | link, title, …}`. */
function readSource(entry: unknown): Source | undefined {
	const outer = typeof entry === 'string' ? { url: entry } : ((entry ?? {}) as JsonObject);
	const inner = (outer.url_citation ?? outer) as JsonObject;
	const { url = inner.link, title, snippet = inner.content, date } = inner;
	if (typeof url !== 'string' || url === '') return undefined;
	const text = (value: unknown) => (typeof value === 'string' && value ? value : undefined);
	return withoutAbsent({ url, title: text(title), snippet: text(snippet), date: text(date) });
}
