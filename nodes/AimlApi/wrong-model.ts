import {
	AimlApiError,
	findModel,
	invalidInput,
	isAimlApiError,
	type Catalogue,
	type ErrorCode,
	type Model,
} from '../../client';
import { catalogueOnce } from './catalogue';
import { modelTypesOf, type Item, type NodeOperation } from './operation';
import { RESOURCES } from './resources';

/** What the API answers to a model that another endpoint serves. */
const SUSPICIOUS: readonly ErrorCode[] = ['bad-request', 'not-found', 'unexpected-response'];

/**
 * Refuses a model of which the catalogue says that other operations serve it, before anything is paid for.
 * The catalogue at hand may be old: nothing is refused unless the present one says so too. Where it is out
 * of reach, the API decides.
 *
 * @throws AimlApiError `invalid-input` naming those operations
 */
export async function refuseWrongModel(
	item: Item,
	operation: NodeOperation,
	atHand: Catalogue | undefined,
): Promise<void> {
	const types = typesFor(item, operation);
	if (types.length === 0 || (atHand && othersFor(item, types, atHand).length === 0)) return;
	const catalogue = await catalogueOnce(item.context);
	const right = othersFor(item, types, catalogue);
	const { id } = findRows(item, types, catalogue);
	if (right.length > 0) throw invalidInput('model', wrongModel(id, operation, types, right));
}

/**
 * The operations that serve the item's model in place of its own. None where the catalogue does not name
 * the operation's own type, or names one for the model that no operation has.
 */
function othersFor(item: Item, types: readonly string[], catalogue: Catalogue): string[] {
	const { rows } = findRows(item, types, catalogue);
	if (rows.some(({ type }) => types.includes(type))) return [];
	const isKnown = catalogue.models.some(({ type }) => types.includes(type));
	return isKnown ? operationsFor(rows) : [];
}

/**
 * The same error, or, when the catalogue says that the model belongs to other operations, one that
 * names them. Without a catalogue at hand it is read, once in a run.
 */
export async function explainWrongModel(
	item: Item,
	operation: NodeOperation,
	error: unknown,
	atHand: Catalogue | undefined,
): Promise<unknown> {
	if (!isAimlApiError(error) || !SUSPICIOUS.includes(error.code)) return error;
	const types = typesFor(item, operation);
	if (types.length === 0) return error;
	// Whatever becomes of the question: the error to be told is the one at hand.
	const catalogue = atHand ?? (await catalogueOnce(item.context).catch(() => undefined));
	const { id, rows } = findRows(item, types, catalogue);
	if (rows.length === 0 || rows.some((row) => fits(row, operation, types))) return error;
	return new AimlApiError(
		error.code,
		`${wrongModel(id, operation, types, operationsFor(rows))} The API answered: ${error.message}`,
		error.details,
	);
}

/**
 * What a model that the catalogue knows, but not for this operation, is for; undefined for any other, and for
 * one that fits.
 */
export function describeWrongModel(
	id: string,
	operation: NodeOperation,
	types: readonly string[],
	catalogue: Catalogue,
): string | undefined {
	const rows = findModel(catalogue, id);
	if (rows.length === 0 || rows.some(({ type }) => types.includes(type))) return undefined;
	return wrongModel(id, operation, types, operationsFor(rows));
}

/** What the models of an endpoint are called, by its type in the catalogue. */
const KINDS: Readonly<Record<string, string>> = {
	'anthropic/messages': 'a chat model that speaks Messages',
	'internal/audio-generations/submit': 'a music model',
	'internal/optical-character-recognition': 'a model that reads documents',
	'internal/speech-to-text/submit': 'a transcription model',
	'internal/text-to-speech': 'a speech model',
	'internal/video-generations/submit': 'a video model',
	'openai/chat-completions': 'a chat model',
	'openai/completions': 'a text completion model',
	'openai/embeddings': 'an embedding model',
	'openai/image-editing': 'an image editing model',
	'openai/image-generations': 'an image model',
	'openai/responses/submit': 'a chat model that speaks Responses',
};

/** What the models of these types are called, e.g. `a video model`. */
export function modelKind(types: readonly string[]): string {
	return KINDS[types[0] ?? ''] ?? 'another kind of model';
}

/** More names of operations would hide the right one. */
const MAX_NAMES = 3;

function wrongModel(
	id: string,
	operation: NodeOperation,
	types: readonly string[],
	right: readonly string[],
): string {
	const advice = right.length > 0 ? ` “${id}” is for ${listOf(right.slice(0, MAX_NAMES))}.` : '';
	return `${pathOf(operation)} takes ${modelKind(types)}, which “${id}” is not: choose one from the list.${advice}`;
}

/** E.g. `A, B or C`. */
function listOf(names: readonly string[]): string {
	return names.join(', ').replace(/, ([^,]*)$/, ' or $1');
}

function typesFor({ context, itemIndex }: Item, operation: NodeOperation): readonly string[] {
	return modelTypesOf(operation, (field) => context.getNodeParameter(field, itemIndex, ''));
}

/** The item's model, and its rows of the catalogue. */
function findRows(
	{ context, itemIndex }: Item,
	types: readonly string[],
	catalogue: Catalogue | undefined,
): { id: string; rows: readonly Model[] } {
	// Not extracted by n8n, which throws where the field is not shown.
	const field = (types.length > 0 && context.getNodeParameter('model', itemIndex, '')) as
		{ readonly value?: unknown } | string | false | null;
	const given = typeof field === 'object' ? field?.value : field;
	const id = typeof given === 'string' ? given.trim() : '';
	return { id, rows: id && catalogue ? rowsOf(catalogue, id) : [] };
}

/** What was found in a catalogue: many items have the same model. */
const found = new WeakMap<Catalogue, Map<string, readonly Model[]>>();

function rowsOf(catalogue: Catalogue, id: string): readonly Model[] {
	const known = found.get(catalogue) ?? new Map<string, readonly Model[]>();
	found.set(catalogue, known);
	const rows = known.get(id) ?? findModel(catalogue, id);
	known.set(id, rows);
	return rows;
}

function fits(model: Model, operation: NodeOperation, types: readonly string[]): boolean {
	return types.includes(model.type) && (operation.fits?.(model) ?? true);
}

/** Those that run the models themselves first: to others a model is a detail. */
function operationsFor(rows: readonly Model[]): string[] {
	const fitting = RESOURCES.flatMap(({ operations }) => operations).filter((operation) =>
		rows.some((row) => fits(row, operation, operation.modelTypes ?? [])),
	);
	const isDirect = ({ properties }: NodeOperation) =>
		properties.some(({ type }) => type === 'resourceMapper');
	return [...fitting.filter(isDirect), ...fitting.filter((operation) => !isDirect(operation))].map(
		pathOf,
	);
}

/** E.g. `Image > Generate`. */
function pathOf(operation: NodeOperation): string {
	const resource = RESOURCES.find(({ operations }) => operations.includes(operation));
	return [resource?.name, operation.name].filter(Boolean).join(' > ');
}
