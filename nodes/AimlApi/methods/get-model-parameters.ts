import type {
	ILoadOptionsFunctions,
	ResourceMapperField,
	ResourceMapperFields,
} from 'n8n-workflow';
import { callOperation, describeRequest, isAimlApiError, type Parameter } from '../../../client';
import { createPorts, readBaseUrl } from '../../shared/transport';
import { modelTypesOf } from '../operation';
import { findOperation } from '../resources';

/** A person waits for the form. Milliseconds. */
const TIMEOUT = 20_000;

/** The typed fields of the chosen model, from its own description. */
export async function getModelParameters(
	this: ILoadOptionsFunctions,
): Promise<ResourceMapperFields> {
	const resource = this.getCurrentNodeParameter('resource') as string;
	const operation = findOperation(resource, this.getCurrentNodeParameter('operation') as string);
	const id = this.getCurrentNodeParameter('model', { extractValue: true });
	const [type] = modelTypesOf(operation, (field) => this.getCurrentNodeParameter(field));
	if (!operation || !type || typeof id !== 'string' || id === '')
		return none('Choose a model first.');
	const ports = createPorts(this, await readBaseUrl(this), { timeout: TIMEOUT });
	return await callOperation(ports, describeRequest, { id, type }, 2).then(
		({ output }) => ({
			fields: output.filter(({ name }) => !operation.ownFields?.includes(name)).map(toField),
		}),
		(error: unknown) => {
			if (isAimlApiError(error))
				return none(
					`The parameters of ${id} could not be read: ${error.message} Extra Body takes them as JSON.`,
				);
			throw error;
		},
	);
}

function none(emptyFieldsNotice: string): ResourceMapperFields {
	return { fields: [], emptyFieldsNotice };
}

/** A parameter as a field: a required one is shown at once, the others on demand. */
export function toField(parameter: Parameter): ResourceMapperField {
	const { name, kind, required, choices } = parameter;
	return {
		id: name,
		displayName: displayName(parameter),
		required,
		defaultMatch: false,
		display: true,
		removed: !required,
		type: FIELD_TYPES[kind],
		...(kind === 'choice' && {
			options: choices?.map((value) => ({ name: String(value), value })) ?? [],
		}),
		...(parameter.default !== undefined && { defaultValue: defaultValue(parameter.default) }),
	};
}

/** A union may be a text: n8n takes anything in a text field, and the value is read as JSON where it is. */
const FIELD_TYPES = {
	text: 'string',
	number: 'number',
	boolean: 'boolean',
	choice: 'options',
	object: 'object',
	list: 'array',
	json: 'string',
} as const;

/** The wire name, with what the field type can not say: limits, and what a union takes. */
function displayName({ name, kind, minimum, maximum, integer, choices, acceptsText }: Parameter) {
	const limits = [
		integer && 'whole number',
		minimum !== undefined && `from ${minimum}`,
		maximum !== undefined && `to ${maximum}`,
		kind === 'json' && choices && `${choices.join(', ')}, or JSON`,
		kind === 'json' && !choices && (acceptsText ? 'text or JSON' : 'JSON'),
		(kind === 'object' || kind === 'list') && 'JSON',
	].filter(Boolean);
	return limits.length > 0 ? `${name} (${limits.join(' ')})` : name;
}

/** Fields for JSON show a default as its text. */
function defaultValue(value: unknown): string | number | boolean {
	switch (typeof value) {
		case 'string':
		case 'number':
		case 'boolean':
			return value;
		default:
			return JSON.stringify(value);
	}
}
