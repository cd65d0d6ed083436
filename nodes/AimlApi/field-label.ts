import {
	NodeHelpers,
	type INode,
	type INodeProperties,
	type INodePropertyCollection,
} from 'n8n-workflow';
import { AimlApiError, isAimlApiError } from '../../client';

/** What the client says of a field without a value. */
const EMPTY = 'is required and is empty.';

/**
 * The same error, or, when it refuses input, one that names the field as the form labels it, and its
 * parameter name where that is another: `“Media > URL” (media[0].url) must be …`.
 */
export function labelField(
	error: unknown,
	properties: readonly INodeProperties[],
	node: INode,
): unknown {
	if (!isAimlApiError(error) || error.code !== 'invalid-input') return error;
	const { field = '' } = error.details;
	if (field === '' || !error.message.startsWith(`${field}: `)) return error;
	const problem = error.message.slice(field.length + 2);
	const path = field.split(/\.|\[\d+\]\.?/).filter(Boolean);
	const isShown = (property: INodeProperties) =>
		NodeHelpers.displayParameter(node.parameters, property, node, null);
	const label = findLabels(properties, path, isShown)?.join(' > ') ?? field;
	const subject =
		label.toLowerCase() === field.toLowerCase() ? `“${label}”` : `“${label}” (${field})`;
	// A problem goes on with the sentence, unless it is one of its own.
	const message = /^[a-z]/.test(problem) ? `${subject} ${problem}` : `${subject}: ${problem}`;
	const hint = problem === EMPTY ? { hint: hintFor(node.parameters[path[0]!]) } : {};
	return new AimlApiError(error.code, message, { ...error.details, ...hint });
}

function hintFor(value: unknown): string {
	return typeof value === 'string' && value.startsWith('=')
		? 'Its expression gives nothing for this item.'
		: 'Fill it in, or give it by an expression.';
}

/** The labels on the way to a field; undefined when the form has no such field. */
function findLabels(
	properties: readonly INodeProperties[],
	[name, ...rest]: readonly string[],
	isShown: (property: INodeProperties) => boolean = () => true,
): string[] | undefined {
	const named = properties.filter((property) => property.name === name);
	const found = named.find(isShown) ?? named[0];
	if (found) return [found.displayName, ...(findLabels(fieldsIn(found), rest) ?? [])];
	// The name of an optional field does not tell the collection it is in.
	for (const collection of properties.filter(({ type }) => type === 'collection')) {
		const labels = findLabels(fieldsIn(collection), [name!, ...rest]);
		if (labels) return [collection.displayName, ...labels];
	}
	return undefined;
}

function fieldsIn({ type, options = [] }: INodeProperties): INodeProperties[] {
	if (type === 'collection') return options as INodeProperties[];
	if (type !== 'fixedCollection') return [];
	return (options as INodePropertyCollection[]).flatMap(({ values }) => values);
}
