import { capabilitiesOf } from './catalogue';
import { readConversation } from './conversation';
import type { JsonObject } from './exchange';
import type { ModelEntry } from './models';

/** Requests that switch a model's web search on. */
const SEARCH_SWITCHES = ['web_search_options', 'enable_search', 'search_mode'];

/** `annotations` of an answer that was searched for in the web: the pages it cites. */
export function sourcesFor(model: ModelEntry, body: JsonObject, webUrl: string): JsonObject[] {
	const canSearch = capabilitiesOf(model).includes('web-search');
	const isAsked = alwaysSearches(model) || SEARCH_SWITCHES.some((name) => body[name]);
	if (!canSearch || !isAsked) return [];
	const { question } = readConversation(body.messages as JsonObject[]);
	const words = encodeURIComponent(question.slice(0, 60));
	return ['Overview', 'Background'].map((title, index) => ({
		type: 'url_citation',
		url_citation: {
			url: `${webUrl}/${title.toLowerCase()}?about=${words}`,
			title: `${title}: ${question}`,
			start_index: 0,
			end_index: index + 1,
		},
	}));
}

/** The same pages as Perplexity's models tell them, beside the choices; undefined for all others. */
export function resultsFor(model: ModelEntry, annotations: readonly JsonObject[]) {
	if (!alwaysSearches(model)) return undefined;
	const pages = annotations.map(({ url_citation }) => url_citation as JsonObject);
	return {
		citations: pages.map(({ url }) => url),
		search_results: pages.map(({ url, title }) => ({ title, url, date: '2026-01-31' })),
	};
}

function alwaysSearches({ developer }: ModelEntry): boolean {
	return developer === 'Perplexity';
}
