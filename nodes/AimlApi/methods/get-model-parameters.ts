import type {
	ILoadOptionsFunctions,
	ResourceMapperField,
	ResourceMapperFields,
} from 'n8n-workflow';
import {
	callOperation,
	describeRequest,
	findModel,
	isAimlApiError,
	type Parameter,
} from '../../../client';
import { createPorts, CREDENTIAL, readBaseUrl } from '../../shared/transport';
import { loadCatalogue } from '../catalogue';
import { modelTypesOf } from '../operation';
import { findOperation } from '../resources';
import { describeWrongModel } from '../wrong-model';

/** A person waits for the form. Milliseconds. */
const TIMEOUT = 20_000;

/** The typed fields of the chosen model, from its own description. */
export async function getModelParameters(
	this: ILoadOptionsFunctions,
): Promise<ResourceMapperFields> {
	const resource = this.getCurrentNodeParameter('resource') as string;
	const operation = findOperation(resource, this.getCurrentNodeParameter('operation') as string);
	const id = this.getCurrentNodeParameter('model', { extractValue: true });
	const types = modelTypesOf(operation, (field) => this.getCurrentNodeParameter(field));
	const [type] = types;
	if (!operation || !type || typeof id !== 'string' || id === '')
		return none('Choose a model first.');
	// n8n keeps the empty form of a method that throws, and fills it with defaults when the node is opened again.
	if (!this.getNode().credentials?.[CREDENTIAL])
		return none(
			`The parameters of ${id} are shown here once a credential is chosen and this node is opened again.`,
		);
	const describe = async () => {
		const ports = createPorts(this, await readBaseUrl(this), { timeout: TIMEOUT });
		return await callOperation(ports, describeRequest, { id, type }, 2);
	};
	return await describe().then(
		({ output }) => ({
			fields: output.filter(({ name }) => !operation.ownFields?.includes(name)).map(toField),
		}),
		async (error: unknown) => {
			if (!isAimlApiError(error) || error.code !== 'not-found') return none(unreadable(id, error));
			const catalogue = await loadCatalogue(this);
			if (findModel(catalogue, id).length === 0)
				return none(`The API knows no model “${id}”: choose one from the list.`);
			return none(describeWrongModel(id, operation, types, catalogue) ?? unreadable(id, error));
		},
	);
}

function unreadable(id: string, error: unknown): string {
	const reason = error instanceof Error ? error.message : String(error);
	const sentence = /[.!?]$/.test(reason) ? reason : `${reason}.`;
	return `The parameters of ${id} could not be read: ${sentence} Extra Body takes them as JSON.`;
}

function none(emptyFieldsNotice: string): ResourceMapperFields {
	return { fields: [], emptyFieldsNotice };
}

/**
 * A parameter as a field: a required one is shown at once, the others on demand. The mode of the form
 * does not make n8n insist on it: Media or Extra Body may give it as well.
 */
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

/** The wire name, with what the field type can not say; the editor cuts it after some thirty characters. */
function displayName(parameter: Parameter): string {
	const { name, kind, required, integer, choices, acceptsText } = parameter;
	const hints = [
		required && 'required',
		range(parameter),
		kind === 'number' && integer && 'whole number',
		kind === 'json' && choices && `${choices.join(', ')}, or JSON`,
		kind === 'json' && !choices && (acceptsText ? 'text or JSON' : 'JSON'),
		(kind === 'object' || kind === 'list') && 'JSON',
	].filter(Boolean);
	return hints.length > 0 ? `${name} (${hints.join(', ')})` : name;
}

function range({ minimum, maximum }: Parameter): string | undefined {
	if (minimum === undefined) return maximum === undefined ? undefined : `up to ${maximum}`;
	return maximum === undefined ? `from ${minimum}` : `${minimum} to ${maximum}`;
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
