import { objectOf } from './json';
import { callOperation, withoutAbsent, type Operation } from './operation';
import type { JsonObject, Ports } from './transport';

/** One row of the live catalogue (`GET /v1/models?include=all`): a model behind one endpoint type. */
export interface Model {
	readonly id: string;
	/** Further names the API accepts for the same model. */
	readonly aliases: readonly string[];
	/** The endpoint that serves it, e.g. `openai/chat-completions`. */
	readonly type: string;
	readonly info: {
		readonly name?: string;
		readonly developer?: string;
		readonly description?: string;
		/** Tokens. */
		readonly contextLength?: number;
		/** Where to read about it; may be empty. */
		readonly docsUrl?: string;
		readonly url?: string;
		/** URL of the OpenAPI description of its request. */
		readonly docsJson?: string;
	};
	readonly tags: readonly string[];
	readonly modalities?: { readonly input?: readonly string[]; readonly output?: readonly string[] };
	readonly capabilities?: readonly string[];
	readonly pricing?: Pricing;
}

/** What a model costs; `price` is always for `per` units. */
export interface Pricing {
	readonly kind: 'fixed' | 'variants' | 'variable';
	readonly currency?: string;
	readonly units?: readonly Price[];
	readonly dimensions?: readonly string[];
	readonly variants?: ReadonlyArray<Price & { readonly when?: JsonObject }>;
}

/** A rate, e.g. 3.25 for 1,000,000 output tokens. */
export interface Price {
	/** `token`, `second`, `image` …; variants call it `unit`. */
	readonly name?: string;
	readonly unit?: string;
	/** What is measured, e.g. `input` or `output`. */
	readonly measure?: string;
	readonly price: number;
	readonly per: number;
}

/** The catalogue as it was read; keep it to read it again cheaply. */
export interface Catalogue {
	readonly models: readonly Model[];
	readonly etag?: string;
}

/** `GET /v1/models` (no key needed). An unchanged catalogue answers 304 and gives undefined. */
export const listModels: Operation<{ etag?: string }, Catalogue | undefined> = {
	name: 'model:getMany',
	modelTypes: [],
	request: ({ etag }) => ({
		method: 'GET',
		path: '/v1/models',
		query: { include: 'all' },
		...(etag && { headers: { 'if-none-match': etag } }),
	}),
	parse(answer) {
		if (answer.status === 304) return undefined;
		const models = answer.body.data;
		if (!Array.isArray(models))
			throw answer.unexpected('The model catalogue holds no list of models.');
		const read = models.flatMap((row: unknown) => readModel(row) ?? []);
		// One row that can not be read is left out; if none can, this is no catalogue.
		if (models.length > 0 && read.length === 0)
			throw answer.unexpected('No model of the catalogue can be read.');
		return { models: read, ...(answer.headers.etag && { etag: answer.headers.etag }) };
	},
};

/** `GET /v1/models/with-details`: the same, as it was told before `include` could be asked for. */
export const listModelsWithDetails: typeof listModels = {
	...listModels,
	request: () => ({ method: 'GET', path: '/v1/models/with-details' }),
};

/** A row as the rest of the client can rely on it; undefined without an id or a type. */
function readModel(row: unknown): Model | undefined {
	const { info, aliases, tags, modalities, capabilities, pricing, ...rest } = objectOf(row) ?? {};
	const { id, type } = rest;
	if (typeof id !== 'string' || id === '' || typeof type !== 'string' || type === '')
		return undefined;
	return withoutAbsent({
		...rest,
		id,
		type,
		info: objectOf(info) ?? {},
		aliases: textsOf(aliases) ?? [],
		tags: textsOf(tags) ?? [],
		modalities: readModalities(modalities),
		capabilities: textsOf(capabilities),
		pricing: objectOf(pricing) as Pricing | undefined,
	});
}

function readModalities(value: unknown): Model['modalities'] {
	const told = objectOf(value);
	return told && withoutAbsent({ input: textsOf(told.input), output: textsOf(told.output) });
}

function textsOf(value: unknown): string[] | undefined {
	if (!Array.isArray(value)) return undefined;
	return value.filter((one): one is string => typeof one === 'string');
}

/** Reads the catalogue; with the one read before, only what changed is transferred. */
export async function readCatalogue(
	ports: Ports,
	previous?: Catalogue,
	maxAttempts?: number,
): Promise<Catalogue> {
	const input = previous?.etag ? { etag: previous.etag } : {};
	const { output } = await callOperation(ports, listModels, input, maxAttempts);
	return output ?? previous ?? { models: [] };
}

/** The models served by one of these endpoint types, each id once. */
export function modelsOfTypes(catalogue: Catalogue, types: readonly string[]): Model[] {
	const byId = new Map<string, Model>();
	for (const model of catalogue.models)
		if (types.includes(model.type) && !byId.has(model.id)) byId.set(model.id, model);
	return [...byId.values()];
}

/** True for a model that takes, or gives, this kind of media; also when the catalogue does not say. */
export function hasModality(
	direction: 'input' | 'output',
	kind: string,
): (model: Model) => boolean {
	return ({ modalities }) => modalities?.[direction]?.includes(kind) ?? true;
}

/** Every row of the model known under this id or alias, whatever its case: one for each endpoint type. */
export function findModel(catalogue: Catalogue, idOrAlias: string): Model[] {
	const wanted = idOrAlias.toLowerCase();
	return catalogue.models.filter((model) =>
		[model.id, ...(model.aliases ?? [])].some((name) => name.toLowerCase() === wanted),
	);
}

/** The models whose id, alias, name, developer or capability contains every word of the search. */
export function searchModels(models: readonly Model[], search = ''): Model[] {
	const words = search.toLowerCase().split(/\s+/).filter(Boolean);
	return models.filter((model) => {
		const { name = '', developer = '' } = model.info;
		const text = [
			model.id,
			...(model.aliases ?? []),
			name,
			developer,
			...(model.capabilities ?? []),
		]
			.join(' ')
			.toLowerCase();
		return words.every((word) => text.includes(word));
	});
}

/** One line a person can choose by, short and the price first: price, context length or modalities, developer. */
export function describeModel(model: Model): string {
	const { developer, contextLength } = model.info;
	const { input = [], output = [] } = model.modalities ?? {};
	const size = contextLength
		? formatCount(contextLength)
		: input.length > 0 && output.length > 0
			? `${input.join(' + ')} to ${output.join(' + ')}`
			: undefined;
	return [briefPricing(model.pricing), size, developer].filter(Boolean).join(' · ');
}

const MILLION = 1_000_000;

/** E.g. `$2.5 / $10` for a million tokens of input and of output; other prices as they are told in full. */
function briefPricing(pricing: Pricing | undefined): string | undefined {
	const perMillion = (measure: string) =>
		pricing?.units
			?.filter((price) => (price.unit ?? price.name) === 'token' && price.measure === measure)
			.map(({ price, per }) => `$${+((price / per) * MILLION).toPrecision(6)}`)[0];
	const [input, output] = [perMillion('input'), perMillion('output')];
	return pricing?.kind === 'fixed' && input && output
		? `${input} / ${output}`
		: describePricing(pricing);
}

/** E.g. `$2.5 / 1M input tokens, $10 / 1M output tokens` or `from $0.39 / second`. */
export function describePricing(pricing: Pricing | undefined): string | undefined {
	if (pricing?.kind === 'variable') return 'price varies';
	if (pricing?.kind === 'variants') {
		const cheapest = [...(pricing.variants ?? [])].sort(
			(a, b) => a.price / a.per - b.price / b.per,
		)[0];
		return cheapest && `from ${describePrice(cheapest)}`;
	}
	return pricing?.units?.length ? pricing.units.map(describePrice).join(', ') : undefined;
}

function describePrice({ name, unit, measure, price, per }: Price): string {
	const counted = unit ?? name ?? 'unit';
	// Only tokens differ by what is measured; "an output image" says no more than "an image".
	const thing = counted === 'token' && measure ? `${measure} token` : counted;
	return `$${price} / ${per === 1 ? thing : `${formatCount(per)} ${thing}s`}`;
}

function formatCount(count: number): string {
	if (count >= MILLION) return `${+(count / MILLION).toFixed(1)}M`;
	if (count >= 1000) return `${+(count / 1000).toFixed(count >= 100_000 ? 0 : 1)}K`;
	return String(count);
}
