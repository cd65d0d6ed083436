import type { Route } from '.';
import { readConversation } from '../conversation';
import { ApiError } from '../errors';
import type { Exchange, JsonObject } from '../exchange';
import type { Completion } from './chat';

/** `GET /v1/bagoodex/…?followup_id=`: what the search model found beside its answer. */
export const search: readonly Route[] = Object.entries<(query: string, webUrl: string) => unknown>({
	links: (query, webUrl) => PAGES.map((page) => address(webUrl, page, query)),
	images: (query, webUrl) =>
		PAGES.map((page) => ({
			source: address(webUrl, page, query),
			original: `${address(webUrl, page, query)}.jpg`,
			title: `${query} (${page})`,
			source_name: new URL(webUrl).host,
		})),
	videos: (query, webUrl) =>
		PAGES.map((page) => ({
			link: address(webUrl, page, query),
			thumbnail: `${address(webUrl, page, query)}.jpg`,
			title: `${query} (${page})`,
		})),
	weather: describeWeather,
	'local-map': (query, webUrl) => ({
		link: address(webUrl, 'map', query),
		image: `${address(webUrl, 'map', query)}.png`,
	}),
	knowledge: (query) => ({
		title: query,
		type: 'Thing',
		description: `What is known of ${query}.`,
	}),
}).map(([kind, find]) => ({
	method: 'GET',
	path: `/v1/bagoodex/${kind}`,
	access: 'keyed',
	answer: (exchange) => answerSearch(exchange, kind, find),
}));

const PAGES = ['overview', 'background', 'news'];
const DAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun', 'Mon'];
/** Documented: kinds that answer with a list; the others answer with an object. */
const LISTS = ['links', 'images', 'videos'];

/** Keeps what was searched for, under the id of the search model's answer. */
export function rememberSearch({ state, body }: Exchange, { id, model }: Completion): void {
	if (model.developer !== 'Bagoodex') return;
	const { question } = readConversation(body.messages as JsonObject[]);
	state.records.table('followup').set(id, { question });
}

function answerSearch(
	exchange: Exchange,
	kind: string,
	find: (query: string, webUrl: string) => unknown,
): void {
	const id = exchange.query.get('followup_id');
	if (!id) throw new ApiError(400, 'Query validation error\nfollowup_id: Required');
	const question = String(exchange.state.records.require('followup', id).question);
	const nothing = LISTS.includes(kind) ? [] : {};
	exchange.send(
		200,
		/\bnothing\b/i.test(question) ? nothing : find(question, exchange.state.webUrl),
	);
}

function address(webUrl: string, page: string, query: string): string {
	return `${webUrl}/${page}/${encodeURIComponent(query.slice(0, 40))}`;
}

/** Documented: numbers are texts, and the forecast has eight days. */
function describeWeather(query: string, webUrl: string) {
	return {
		type: 'weather_result',
		temperature: '18',
		unit: 'Celsius',
		precipitation: '10%',
		humidity: '60%',
		wind: '11 km/h',
		location: query,
		date: 'Monday',
		weather: 'Partly cloudy',
		thumbnail: `${webUrl}/cloud.png`,
		forecast: DAYS.map((day) => ({
			day,
			temperature: { high: '19', low: '9' },
			weather: 'Cloudy',
		})),
		hourly_forecast: [{ time: '10 AM', temperature: '15', weather: 'Cloudy' }],
	};
}
