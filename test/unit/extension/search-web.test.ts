import {
	DEFAULT_MODELS,
	type AimlApiError,
	type HttpRequest,
	type JsonObject,
	type Source,
} from '../../../client';
import { searchWeb } from '../../../extension/features/search-web';
import { PageError } from '../../../extension/shared/problem/page-error';
import type { RunEvent } from '../../../extension/shared/run-event';
import { QUERY_CHARACTERS, shortenQuery } from '../../../extension/shared/search/search-query';
import { DEFAULT_PREFERENCES } from '../../../extension/shared/preferences';
import { fakePorts, type FakePorts, type ScriptedStep } from '../fake-ports';
import { setOnline } from './set-online';

const CHAT = 'openai/chat-completions';
const model = (id: string, capabilities: string[] = []) => ({
	id,
	type: CHAT,
	aliases: [],
	info: {},
	tags: [],
	capabilities,
});
const catalogue = (...models: object[]): ScriptedStep => ({
	body: { object: 'list', data: models },
});
const WITHOUT_RESULTS = catalogue(
	model(DEFAULT_MODELS.search, ['web-search']),
	model('b/searcher', ['web-search']),
);
const WITH_RESULTS = catalogue(model(DEFAULT_MODELS.search), model(DEFAULT_MODELS.searchResults));
const UNDESCRIBED: ScriptedStep = { status: 404, body: { message: 'not found' } };

const chunk = (delta: JsonObject, more: JsonObject = {}, finish_reason: string | null = null) => ({
	id: 'answer-1',
	choices: [{ index: 0, delta, finish_reason }],
	...more,
});
const stream = (...events: object[]): ScriptedStep => ({
	headers: { 'x-inference-id': 'inference-1' },
	chunks: events.map((event) => `data: ${JSON.stringify(event)}\n\n`),
});
const ANSWER = [chunk({ content: 'It is so [1].' }), chunk({}, {}, 'stop')];

async function search(
	steps: readonly ScriptedStep[],
	{
		query = 'What is new?',
		searchModel = DEFAULT_PREFERENCES.searchModel as string,
		language = '',
	} = {},
) {
	const ports: FakePorts = fakePorts(steps);
	const events: RunEvent[] = [];
	const error = await searchWeb({
		ports,
		settings: { ...DEFAULT_PREFERENCES, searchModel, summaryLanguage: language },
		task: { type: 'search-web', query },
		subject: undefined,
		notes: new Map(),
		turns: [],
		onEvent: (event) => events.push(event),
	}).then(
		() => undefined,
		(reason: unknown) => reason as AimlApiError | PageError,
	);
	const sources = events.find((event) => event.type === 'sources')?.sources;
	const text = events.map((event) => (event.type === 'text' ? event.text : '')).join('');
	const answerId = events.find((event) => event.type === 'search-answer')?.answerId;
	return { ports, error, events, sources, text, answerId };
}

const bodyOf = (request: HttpRequest | undefined) =>
	request?.body as { model: string; messages: Array<{ role: string; content: string }> };

const A: Source = { url: 'https://a.example/' };
const B: Source = { url: 'https://b.example/' };
const cite = (url: string, title: string) => ({
	type: 'url_citation',
	url_citation: { url, title, start_index: 0, end_index: 2 },
});

describe('the sources of an answer', () => {
	test.each<[string, object[], Source[]]>([
		[
			'`citations` in the last chunk',
			[ANSWER[0]!, chunk({}, { citations: [A.url, B.url] }, 'stop')],
			[A, B],
		],
		[
			'`citations` in the first chunk, left empty later',
			[chunk({ content: 'So.' }, { citations: [A.url] }), chunk({}, { citations: [] }, 'stop')],
			[A],
		],
		[
			'`search_results` beside `citations`',
			[
				ANSWER[0]!,
				chunk(
					{},
					{
						citations: [A.url, B.url],
						search_results: [
							{ url: A.url, title: 'A', date: '2026-01-31' },
							{ url: B.url, title: 'B' },
						],
					},
					'stop',
				),
			],
			[
				{ ...A, title: 'A', date: '2026-01-31' },
				{ ...B, title: 'B' },
			],
		],
		[
			'`search_results` alone, beside the usage',
			[...ANSWER, { choices: [], usage: {}, search_results: [{ url: A.url, title: 'A' }] }],
			[{ ...A, title: 'A' }],
		],
		[
			'`annotations` of the deltas',
			[
				chunk({ content: 'So.', annotations: [cite(A.url, 'A')] }),
				chunk({ annotations: [cite(B.url, 'B')] }, {}, 'stop'),
			],
			[
				{ ...A, title: 'A' },
				{ ...B, title: 'B' },
			],
		],
		['none', ANSWER, []],
	])('are read as %s', async (_name, chunks, expected) => {
		const { sources, text, error } = await search([
			WITHOUT_RESULTS,
			UNDESCRIBED,
			stream(...chunks),
		]);
		expect(error).toBeUndefined();
		expect(text).not.toBe('');
		expect(sources).toEqual(expected);
	});

	test('are read as `message.annotations` of an answer that comes whole', async () => {
		const message = { role: 'assistant', content: 'So.', annotations: [cite(A.url, 'A')] };
		const whole: ScriptedStep = {
			headers: { 'content-type': 'application/json' },
			body: { id: '1', choices: [{ message, finish_reason: 'stop' }] },
		};
		expect((await search([WITHOUT_RESULTS, UNDESCRIBED, whole])).sources).toEqual([
			{ ...A, title: 'A' },
		]);
	});
});

describe('who answers', () => {
	test('is the model with further results where the catalogue lists it: the query and nothing else', async () => {
		const { ports, answerId } = await search([WITH_RESULTS, stream(...ANSWER)]);
		expect(bodyOf(ports.requests[1])).toMatchObject({
			model: DEFAULT_MODELS.searchResults,
			messages: [{ role: 'user', content: 'What is new?' }],
		});
		expect(answerId).toBe('answer-1');
		expect(ports.requests).toHaveLength(2);
	});

	test('is the chosen chat model, its search switched on as it describes', async () => {
		const described: ScriptedStep = {
			body: {
				paths: {
					'/v1/chat/completions': {
						post: {
							requestBody: {
								content: {
									'application/json': {
										schema: { properties: { enable_search: { type: 'boolean' } } },
									},
								},
							},
						},
					},
				},
			},
		};
		const steps = [catalogue(model('b/searcher'), model(DEFAULT_MODELS.searchResults)), described];
		const { ports, answerId } = await search([...steps, stream(...ANSWER)], {
			searchModel: 'b/searcher',
			language: 'de',
		});
		expect(bodyOf(ports.requests[2])).toMatchObject({ model: 'b/searcher', enable_search: true });
		expect(bodyOf(ports.requests[2]).messages[0]?.content).toContain('"de"');
		expect(answerId).toBeUndefined();
	});

	test('is the chosen chat model while the catalogue is out of reach', async () => {
		const { ports, error } = await search([UNDESCRIBED, UNDESCRIBED, stream(...ANSWER)]);
		expect(error).toBeUndefined();
		expect(bodyOf(ports.requests[2]).model).toBe(DEFAULT_MODELS.search);
	});

	test('is nobody when the model is gone: others are named and nothing is paid', async () => {
		const { ports, error } = await search([WITHOUT_RESULTS], { searchModel: 'old/searcher' });
		expect(error).toMatchObject({
			code: 'search-model-gone',
			values: ['old/searcher', `${DEFAULT_MODELS.search}, b/searcher`],
		});
		expect(ports.requests).toHaveLength(1);
		expect((await search([catalogue(model('a/chat'))])).error).toMatchObject({
			code: 'no-search-model',
		});
	});
});

test('an answer that says nothing is a failure with its id, and its cost is told', async () => {
	const refusal = stream(chunk({ refusal: 'I can not.' }), chunk({}, {}, 'stop'));
	const { error, events } = await search([WITHOUT_RESULTS, UNDESCRIBED, refusal]);
	expect(error).toMatchObject({
		code: 'unexpected-response',
		details: { requestId: 'inference-1' },
	});
	expect(error?.message).toContain('I can not.');
	expect(events.map(({ type }) => type)).toEqual(['call']);
});

test('an empty query and a computer without a network are told before anything is sent', async () => {
	const empty = await search([WITHOUT_RESULTS], { query: ' \n' });
	expect(empty.error).toMatchObject({ code: 'no-query' });
	const restore = setOnline(false);
	try {
		const offline = await search([WITHOUT_RESULTS]);
		expect(offline.error).toMatchObject({ code: 'connection', details: { sent: false } });
		expect([...empty.ports.requests, ...offline.ports.requests]).toEqual([]);
	} finally {
		restore();
	}
});

test('a long selection is cut between two words, and never inside a character', () => {
	expect(shortenQuery('  Tide\n mills ')).toEqual({ query: 'Tide mills', cut: false });
	const { query, cut } = shortenQuery('mill '.repeat(200));
	expect(cut).toBe(true);
	expect(query).toMatch(/^mill( mill)*$/);
	expect(query.length).toBeGreaterThan(QUERY_CHARACTERS - 10);
	expect(query.length).toBeLessThanOrEqual(QUERY_CHARACTERS);
	const exact = 'a'.repeat(QUERY_CHARACTERS);
	expect(shortenQuery(exact)).toEqual({ query: exact, cut: false });
	expect(shortenQuery(`a${'😀'.repeat(300)}`).query).not.toMatch(/[\ud800-\udbff]$/);
});
