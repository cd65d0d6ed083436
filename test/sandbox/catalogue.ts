import { numbersFrom } from './hash';
import { allModels, type ModelEntry } from './models';
import { pricingOf } from './pricing';

/** Parameters that show what a model can do, and the names the catalogue gives it. */
const CAPABILITIES: ReadonlyArray<readonly [capability: string, parameters: readonly string[]]> = [
	['streaming', ['stream']],
	['function-calling', ['tools', 'tool_choice']],
	['structured-outputs', ['response_format']],
	['reasoning', ['reasoning_effort', 'reasoning', 'thinking', 'enable_thinking']],
	['web-search', ['web_search_options', 'enable_search', 'search_mode', 'search_domain_filter']],
];

/** A catalogue item with everything `include=all` brings. */
export type CatalogueItem = ReturnType<typeof describe>;

let described: readonly CatalogueItem[] | undefined;

/** Every catalogue item; `info.docsJson` is relative to the API's origin. */
export function catalogueItems(): readonly CatalogueItem[] {
	return (described ??= allModels().map(describe));
}

/** What a model can do. */
export function capabilitiesOf({ request, input, output }: ModelEntry): string[] {
	const found = CAPABILITIES.filter(([, parameters]) =>
		parameters.some((parameter) => parameter in request.properties),
	).map(([capability]) => capability);
	return input.includes('image') && output.includes('text') ? [...found, 'vision'] : found;
}

function describe(model: ModelEntry) {
	const { id, aliases, type, developer, context, input, output } = model;
	const name = nameOf(id);
	const random = numbersFrom(`released ${id}`);
	const released = Date.UTC(2024, 0, 1) + Math.floor(random() * 900) * 86_400_000;
	return {
		id,
		aliases,
		type,
		info: {
			name,
			developer,
			description: `${name} by ${developer}: ${input.join(', ')} to ${output.join(', ')}.`,
			...(context && { contextLength: context, outputMax: Math.min(context, 16_384) }),
			releasedAt: new Date(released).toISOString().slice(0, 10),
			url: `https://aimlapi.com/models/${slug(id)}`,
			docsUrl: '',
			docsJson: `/docs-json?model=${encodeURIComponent(id)}&endpoint=${encodeURIComponent(type)}`,
		},
		tags: output.map((kind) => `${input[0] ?? 'text'}-to-${kind}`),
		modalities: { input, output },
		capabilities: capabilitiesOf(model),
		pricing: pricingOf(model),
	};
}

/** `openai/gpt-4o-mini` -> `GPT 4o Mini`. */
function nameOf(id: string): string {
	const [first, ...rest] = id.replace(/^#?g1_|^#/, '').split('/');
	const words = rest.length > 0 && !/flux/i.test(first!) ? rest : [first!, ...rest];
	return words
		.join(' ')
		.split(/[-_\s]+/)
		.map((word) => (/^[^aeiouy\d]+$/.test(word) ? word.toUpperCase() : capitalized(word)))
		.join(' ');
}

/** Versions such as `v1.1` stay as they are. */
function capitalized(word: string): string {
	return /^v\d/.test(word) ? word : word.charAt(0).toUpperCase() + word.slice(1);
}

function slug(id: string): string {
	return id
		.toLowerCase()
		.replace(/[^a-z0-9]+/g, '-')
		.replace(/^-|-$/g, '');
}

/** A filter of `GET /v1/models` and the values it is compared with. */
const FILTERS: Readonly<Record<string, (item: CatalogueItem) => readonly string[]>> = {
	id: (item) => [item.id, ...item.aliases],
	type: (item) => [item.type],
	tags: (item) => item.tags,
	modalities: (item) => [...item.modalities.input, ...item.modalities.output],
	input_modalities: (item) => item.modalities.input,
	output_modalities: (item) => item.modalities.output,
	capabilities: (item) => item.capabilities,
};

/** The items that pass every filter: one of its values each, by comma or repetition, whatever the case. */
export function filterCatalogue(query: URLSearchParams): CatalogueItem[] {
	const filters = Object.entries(FILTERS).flatMap(([name, valuesOf]) => {
		const wanted = listOf(query, name);
		return wanted.length > 0 ? [{ wanted, valuesOf }] : [];
	});
	return catalogueItems().filter((item) =>
		filters.every(({ wanted, valuesOf }) =>
			valuesOf(item).some((value) => wanted.includes(value.toLowerCase())),
		),
	);
}

/** The parts of an item that a query asks for with `include` or `details`, with `docsJson` made absolute. */
export function present(item: CatalogueItem, query: URLSearchParams, origin: string) {
	const { modalities, capabilities, pricing, ...always } = item;
	const include = listOf(query, 'include');
	const all = include.includes('all') || ['true', '1'].includes(query.get('details') ?? '');
	return {
		...always,
		info: { ...item.info, docsJson: origin + item.info.docsJson },
		...((all || include.includes('modalities')) && { modalities }),
		...((all || include.includes('capabilities')) && { capabilities }),
		...((all || include.includes('pricing')) && { pricing }),
	};
}

function listOf(query: URLSearchParams, name: string): string[] {
	return query
		.getAll(name)
		.flatMap((value) => value.split(','))
		.map((value) => value.trim().toLowerCase())
		.filter(Boolean);
}
