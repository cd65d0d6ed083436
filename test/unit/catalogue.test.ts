import {
	callOperation,
	DEFAULT_MODELS,
	describeModel,
	describePricing,
	findModel,
	listModels,
	modelsOfTypes,
	readCatalogue,
	searchModels,
	type Model,
	type Pricing,
} from '../../client';
import { failureOf, fakePorts } from './fake-ports';

function model(id: string, type: string, more: Partial<Model> = {}): Model {
	return { id, type, aliases: [], info: {}, tags: [], ...more };
}

const CHAT = 'openai/chat-completions';
const RESPONSES = 'openai/responses';
const gpt = model('openai/gpt-4o', CHAT, {
	aliases: ['gpt-4o', 'gpt-4o-2024-08-06'],
	info: { name: 'GPT-4o', developer: 'Open AI', contextLength: 128_000 },
	capabilities: ['chat-completion', 'vision'],
});
const gptResponses = { ...gpt, type: RESPONSES };
const flux = model('flux/schnell', 'openai/image-generations', {
	info: { name: 'FLUX.1 [schnell]', developer: 'Flux' },
	modalities: { input: ['text'], output: ['image'] },
});
const gptAgain = { ...gpt, tags: ['listed twice'] };
const catalogue = { models: [gpt, flux, gptResponses, gptAgain], etag: 'W/"1"' };

describe('reading', () => {
	const body = { object: 'list', data: [gpt, flux] };

	test('needs nothing to begin with', async () => {
		const ports = fakePorts([{ body, headers: { etag: 'W/"1"' } }]);
		expect(await readCatalogue(ports)).toEqual({ models: [gpt, flux], etag: 'W/"1"' });
		expect(ports.requests[0]).not.toHaveProperty('headers');
	});

	test('an unchanged catalogue is the one from before', async () => {
		const ports = fakePorts([{ status: 304 }]);
		expect(await readCatalogue(ports, catalogue)).toBe(catalogue);
		expect(ports.requests).toHaveLength(1);
		expect(ports.requests[0]!.headers).toEqual({ 'if-none-match': 'W/"1"' });
	});

	test('a changed catalogue replaces it, with its new mark', async () => {
		const ports = fakePorts([{ body, headers: { etag: 'W/"2"' } }]);
		expect(await readCatalogue(ports, catalogue)).toEqual({ models: [gpt, flux], etag: 'W/"2"' });
	});

	test('without a mark it is read whole the next time', async () => {
		const ports = fakePorts([{ body }]);
		const first = await readCatalogue(ports);
		expect(first).not.toHaveProperty('etag');
		await readCatalogue(ports, first);
		expect(ports.requests[1]).not.toHaveProperty('headers');
	});

	test('rows that are not as they should be cost only themselves', async () => {
		const bare = { id: 'bare', type: CHAT };
		const data = [
			gpt,
			null,
			7,
			'gpt',
			[],
			{},
			{ id: 'no-type' },
			{ type: CHAT, info: {} },
			{ id: 5, type: CHAT },
			{ ...bare, info: null, aliases: null, tags: null, capabilities: {}, pricing: [] },
			{ ...bare, info: 'x', aliases: 'y', tags: [1, 'z'], modalities: { input: null } },
			bare,
		];
		const read = await readCatalogue(fakePorts([{ body: { data } }]));
		const expected = { ...bare, info: {}, aliases: [], tags: [] };
		expect(read.models).toEqual([
			gpt,
			expected,
			{ ...expected, tags: ['z'], modalities: {} },
			expected,
		]);
		expect(modelsOfTypes(read, [CHAT]).map(describeModel)).toHaveLength(2);
		expect(searchModels(read.models, 'bare')).toHaveLength(3);
		expect(findModel(read, 'bare')).toHaveLength(3);
	});

	test('rows of which none can be read are no catalogue', async () => {
		const ports = fakePorts([{ body: { data: [null, { id: 'x' }] } }]);
		expect((await failureOf(() => readCatalogue(ports))).code).toBe('unexpected-response');
		expect(await readCatalogue(fakePorts([{ body: { data: [] } }]))).toEqual({ models: [] });
	});

	test('a failure is told, not hidden behind an empty list', async () => {
		const ports = fakePorts([{ status: 404, body: { message: 'No.' } }]);
		expect((await failureOf(() => readCatalogue(ports, catalogue))).code).toBe('not-found');
	});

	test('the operation itself tells 304 apart from an empty answer', async () => {
		const answer = (step: object) =>
			callOperation(fakePorts([step]), listModels, { etag: 'W/"1"' });
		expect((await answer({ status: 304 })).output).toBeUndefined();
		expect((await failureOf(() => answer({ body: {} }))).code).toBe('unexpected-response');
	});
});

describe('modelsOfTypes', () => {
	test('keeps the models behind these endpoints, each id once, in order', () => {
		expect(modelsOfTypes(catalogue, [CHAT])).toEqual([gpt]);
		expect(modelsOfTypes(catalogue, [CHAT, RESPONSES, flux.type])).toEqual([gpt, flux]);
		expect(modelsOfTypes(catalogue, ['internal/tts'])).toEqual([]);
	});
});

describe('findModel', () => {
	test.each(['openai/gpt-4o', 'gpt-4o', 'GPT-4o-2024-08-06'])('%s finds every row of it', (id) => {
		expect(findModel(catalogue, id)).toEqual([gpt, gptResponses, gptAgain]);
	});

	test('half an id finds nothing', () => {
		expect(findModel(catalogue, 'gpt')).toEqual([]);
	});
});

describe('searchModels', () => {
	const models = [gpt, flux];

	test.each([
		['part of the id', 'SCHNELL', [flux]],
		['an alias', '2024-08-06', [gpt]],
		['the name', 'flux.1', [flux]],
		['the developer', 'open ai', [gpt]],
		['a capability', 'vision', [gpt]],
		['all words, wherever each is', 'vision 4o', [gpt]],
		['words of different models', 'vision flux', []],
		['nothing known', 'nope', []],
		['blanks', '   ', models],
		['nothing', undefined, models],
	])('by %s', (_name, search, expected) => {
		expect(searchModels(models, search)).toEqual(expected);
	});

	test('a model of which only the id is known can be found', () => {
		expect(searchModels([{ ...flux, info: {}, aliases: [] }], 'flux')).toHaveLength(1);
	});
});

describe('describePricing', () => {
	test.each<[string, Pricing | undefined, string | undefined]>([
		[
			'tokens',
			{
				kind: 'fixed',
				units: [
					{ name: 'token', measure: 'input', price: 2.5, per: 1_000_000 },
					{ name: 'token', measure: 'output', price: 10, per: 1_000_000 },
				],
			},
			'$2.5 / 1M input tokens, $10 / 1M output tokens',
		],
		[
			'one image',
			{ kind: 'fixed', units: [{ name: 'image', measure: 'output', price: 0.04, per: 1 }] },
			'$0.04 / image',
		],
		[
			'a thousand characters',
			{ kind: 'fixed', units: [{ name: 'character', price: 0.3, per: 1000 }] },
			'$0.3 / 1K characters',
		],
		[
			'the cheapest variant for one unit, whatever its price is for',
			{
				kind: 'variants',
				variants: [
					{ unit: 'second', price: 0.5, per: 1, when: { resolution: '1080p' } },
					{ unit: 'second', price: 1.95, per: 5, when: { resolution: '720p' } },
				],
			},
			'from $1.95 / 5 seconds',
		],
		['what can not be told', { kind: 'variable' }, 'price varies'],
		['no units', { kind: 'fixed', units: [] }, undefined],
		['no variants', { kind: 'variants', variants: [] }, undefined],
		['no variants at all', { kind: 'variants' }, undefined],
		['nothing', undefined, undefined],
	])('%s', (_name, pricing, expected) => {
		expect(describePricing(pricing)).toBe(expected);
	});

	test('leaves the variants in their order', () => {
		const variants = [2, 1].map((price) => ({ unit: 'second', price, per: 1 }));
		describePricing({ kind: 'variants', variants });
		expect(variants.map(({ price }) => price)).toEqual([2, 1]);
	});
});

describe('describeModel', () => {
	const pricing: Pricing = { kind: 'fixed', units: [{ name: 'image', price: 0.003, per: 1 }] };

	const tokens: Pricing = {
		kind: 'fixed',
		units: [
			{ name: 'token', measure: 'input', price: 0.00068, per: 1000 },
			{ name: 'token', measure: 'output', price: 2.7, per: 1_000_000 },
		],
	};
	const embedded: Pricing = { kind: 'fixed', units: tokens.units!.slice(0, 1) };

	test.each<[string, Model, string]>([
		['context', gpt, '128K · Open AI'],
		['prices, then context', { ...gpt, pricing: tokens }, '$0.68 / $2.7 · 128K · Open AI'],
		[
			'a price of input alone',
			model('x', CHAT, { pricing: embedded }),
			'$0.00068 / 1K input tokens',
		],
		['modalities and price', { ...flux, pricing }, '$0.003 / image · text to image · Flux'],
		['a context that is no round number', { ...gpt, info: { contextLength: 131_072 } }, '131K'],
		['a short one', { ...gpt, info: { contextLength: 32_768 } }, '32.8K'],
		['a long context', { ...gpt, info: { contextLength: 1_048_576 } }, '1M'],
		['only the price', model('x', CHAT, { pricing }), '$0.003 / image'],
		['nothing', model('x', CHAT), ''],
	])('%s', (_name, described, expected) => {
		expect(describeModel(described)).toBe(expected);
	});
});

test('every modality starts with a model of its own', () => {
	const ids = Object.values(DEFAULT_MODELS);
	expect(new Set(ids).size).toBe(ids.length);
	expect(ids.every((id) => id.trim() !== '')).toBe(true);
});
