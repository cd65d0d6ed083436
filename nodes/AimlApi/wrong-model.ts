import { AimlApiError, findModel, isAimlApiError, type ErrorCode, type Model } from '../../client';
import { catalogueAtHand } from './catalogue';
import { modelTypesOf, type Item, type NodeOperation } from './operation';
import { RESOURCES } from './resources';

/** What the API answers to a model that another endpoint serves. */
const SUSPICIOUS: readonly ErrorCode[] = ['bad-request', 'not-found', 'unexpected-response'];

/**
 * The same error, or, when the catalogue says that the model belongs to other operations, one that
 * names them. Nothing is asked for: without a catalogue at hand the error stays as it is.
 */
export async function explainWrongModel(
	item: Item,
	operation: NodeOperation,
	error: unknown,
): Promise<unknown> {
	if (!isAimlApiError(error) || !SUSPICIOUS.includes(error.code)) return error;
	const { context, itemIndex } = item;
	const types = modelTypesOf(operation, (field) => context.getNodeParameter(field, itemIndex, ''));
	if (types.length === 0) return error;
	// Not extracted by n8n, which throws where the field is not shown: this error must not take the other's place.
	const given = context.getNodeParameter('model', itemIndex, '') as { value?: unknown } | string;
	const id = typeof given === 'string' ? given : given?.value;
	if (typeof id !== 'string' || id === '') return error;
	const rows = findModel((await catalogueAtHand(context)) ?? { models: [] }, id);
	if (rows.length === 0 || rows.some((row) => fits(row, operation, types))) return error;
	const right = operationsFor(rows);
	const advice = right.length > 0 ? ` Use ${right.join(' or ')}.` : '';
	return new AimlApiError(
		error.code,
		`The model “${id}” does not fit this operation.${advice} The API answered: ${error.message}`,
		error.details,
	);
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
