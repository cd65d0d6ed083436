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
	if (right.length > 0) throw invalidInput('model', wrongModel(id, right));
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
		`T${wrongModel(id, operationsFor(rows)).slice(1)} The API answered: ${error.message}`,
		error.details,
	);
}

/** More names of operations would hide the right one. */
const MAX_NAMES = 3;

function wrongModel(id: string, right: readonly string[]): string {
	const advice = right.length > 0 ? `: use ${right.slice(0, MAX_NAMES).join(' or ')}` : '';
	return `the model “${id}” does not fit this operation${advice}.`;
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

/** E.g. `Image > Generate`. */
function operationsFor(rows: readonly Model[]): string[] {
	return RESOURCES.flatMap((resource) =>
		resource.operations
			.filter((operation) => rows.some((row) => fits(row, operation, operation.modelTypes ?? [])))
			.map((operation) => `${resource.name} > ${operation.name}`),
	);
}
