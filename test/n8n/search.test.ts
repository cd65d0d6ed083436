import type { IDataObject } from 'n8n-workflow';
import { startSandbox, type Sandbox } from '../sandbox';
import { runNode, searchModels, type Credential } from './lib/node-harness';
import { byId } from './lib/parameters';

let sandbox: Sandbox;
let credential: Credential;

beforeAll(async () => {
	sandbox = await startSandbox();
	credential = { apiKey: sandbox.apiKey, baseUrl: sandbox.url };
});
afterAll(async () => await sandbox.close());
beforeEach(() => sandbox.reset());

const SEARCH_MODEL = 'bagoodex/bagoodex-search-v1';
const search = (operation: string, query: string, more: IDataObject = {}): IDataObject => ({
	resource: 'search',
	operation,
	query,
	model: byId(operation === 'answer' ? 'perplexity/sonar' : SEARCH_MODEL),
	...more,
});
const posted = () => sandbox.requests.filter(({ method }) => method === 'POST');

describe('answer', () => {
	it('gives the text and its sources in one form, whichever way the model names them', async () => {
		const results = await runNode(credential, search('answer', 'What is new in Oslo?'));
		expect(results.error).toBeUndefined();
		expect(results.items[0]!.json).toMatchObject({
			text: expect.stringContaining('Oslo'),
			sources: [
				{ url: expect.stringContaining('https://'), title: expect.any(String), date: '2026-01-31' },
				{ url: expect.stringContaining('https://'), title: expect.any(String), date: '2026-01-31' },
			],
			call: { model: 'perplexity/sonar', costUsd: expect.any(Number) },
		});
		const annotations = await runNode(
			credential,
			search('answer', 'What is new in Oslo?', { model: byId('alibaba/qwen3.6-flash') }),
		);
		expect(annotations.error).toBeUndefined();
		expect(annotations.items[0]!.json.sources).toMatchObject([
			{ url: expect.any(String), title: expect.any(String) },
			{ url: expect.any(String), title: expect.any(String) },
		]);
	});

	it('switches the search on as the model itself describes, unless the user did', async () => {
		await runNode(credential, search('answer', 'News?', { model: byId('alibaba/qwen3.6-flash') }));
		await runNode(
			credential,
			search('answer', 'News?', {
				options: { extraBody: { web_search_options: { search_context_size: 'low' } } },
			}),
		);
		expect(posted().map(({ body }) => body)).toEqual([
			expect.objectContaining({ enable_search: true }),
			expect.objectContaining({ web_search_options: { search_context_size: 'low' } }),
		]);
	});

	it('leaves the switch out when Extra Body takes it away', async () => {
		const off = { options: { extraBody: { web_search_options: null } } };
		await runNode(credential, search('answer', 'News?', off));
		expect(posted()[0]!.body).not.toHaveProperty('web_search_options');
	});

	it('answers also when the model can not be described', async () => {
		sandbox.addFault({ route: 'GET /docs-json', kind: 503, times: 9 });
		const { error, items } = await runNode(credential, search('answer', 'News?'));
		expect(error).toBeUndefined();
		expect(items[0]!.json.sources).toHaveLength(2);
	});
});

describe('results', () => {
	it.each<[string, string, object]>([
		[
			'findLinks',
			'links',
			{ links: expect.arrayContaining([expect.stringContaining('https://')]) },
		],
		[
			'findImages',
			'images',
			{
				images: expect.arrayContaining([expect.objectContaining({ original: expect.any(String) })]),
			},
		],
		[
			'findVideos',
			'videos',
			{
				videos: expect.arrayContaining([
					expect.objectContaining({ thumbnail: expect.any(String) }),
				]),
			},
		],
		['findWeather', 'weather', { temperature: '18', forecast: expect.any(Array) }],
		['findLocalMap', 'local-map', { link: expect.any(String), image: expect.any(String) }],
		['getKnowledge', 'knowledge', { title: 'Oslo', description: expect.any(String) }],
	])('%s asks for %s with the id of the answer', async (operation, path, expected) => {
		const { items, error } = await runNode(credential, search(operation, 'Oslo'));
		expect(error).toBeUndefined();
		const { answerId } = items[0]!.json;
		expect(sandbox.requests.map(({ method, path: sent }) => `${method} ${sent}`)).toEqual([
			'POST /v1/chat/completions',
			`GET /v1/bagoodex/${path}`,
		]);
		expect(sandbox.requests[1]!.query).toEqual({ followup_id: answerId });
		expect(items[0]!.json).toMatchObject({
			...expected,
			call: { model: SEARCH_MODEL, costUsd: expect.any(Number) },
		});
	});

	it('asks for more of an earlier search without paying again', async () => {
		const first = await runNode(credential, search('findLinks', 'Oslo'));
		const followupId = first.items[0]!.json.answerId as string;
		const { items } = await runNode(credential, search('findImages', '', { followupId }));
		expect(items[0]!.json.images).toHaveLength(3);
		expect(posted()).toHaveLength(1);
	});

	it('finding nothing is an empty list', async () => {
		const { items, error } = await runNode(credential, search('findLinks', 'nothing at all'));
		expect(error).toBeUndefined();
		expect(items[0]!.json.links).toEqual([]);
	});

	it.each([
		[404, 'Not Found'],
		[400, "Body validation error\nInvalid enum value. Expected 'a' | 'b', received 'c'"],
	])(
		'names models that still search when the search model is refused with %s',
		async (kind, message) => {
			sandbox.addFault({ route: 'POST /v1/chat/completions', kind, message });
			const { error } = await runNode(
				credential,
				search('findWeather', 'Oslo', { model: byId('nobody/search-v0') }),
			);
			expect(error?.message).toMatch(/no longer lists this search model.*request id/s);
			expect(error?.description).toMatch(/for Search > Answer: .*\//);
			const named = /for Search > Answer: ([^, ]+)/.exec(error!.description!)![1]!;
			const { results } = await searchModels(credential, {
				resource: 'search',
				operation: 'answer',
			});
			expect(results.map(({ value }) => value)).toContain(named);
		},
	);

	it('asks the catalogue once for all items, and only whether the model is still there', async () => {
		const items = Array.from({ length: 5 }, () => ({ json: {} }));
		sandbox.addFault({ route: 'POST /v1/chat/completions', kind: 400, times: 5 });
		const refused = await runNode(credential, search('findLinks', 'Oslo'), {
			items,
			onError: 'continueRegularOutput',
		});
		expect(refused.items.map(({ json }) => json.error)).toEqual(
			items.map(() =>
				expect.objectContaining({ message: expect.not.stringMatching(/no longer lists/) }),
			),
		);
		expect(sandbox.requests.filter(({ path }) => path === '/v1/models')).toHaveLength(1);
	});

	it('tells the id of an answer that is paid for when its results can not be had', async () => {
		sandbox.addFault({ route: 'GET /v1/bagoodex/links', kind: 400 });
		const { error } = await runNode(credential, search('findLinks', 'Oslo'));
		expect(error?.description).toMatch(/paid for: its Answer ID is chatcmpl-/);
	});

	it.each(['answer', 'findLinks'])('%s refuses an empty query', async (operation) => {
		const { error } = await runNode(credential, search(operation, ' '));
		expect(error?.message).toMatch(/^“Query” is required/);
		expect(posted()).toHaveLength(0);
	});
});
