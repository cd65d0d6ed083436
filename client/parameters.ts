import { invalidInput } from './errors';
import { readFileLimits, type FileLimits } from './file-limits';
import type { Model } from './catalogue';
import type { Operation } from './operation';
import type { JsonObject } from './transport';

/** How a form asks for a parameter; the last three as JSON, where `json` stands for a union of types. */
export type ParameterKind = 'text' | 'number' | 'boolean' | 'choice' | 'object' | 'list' | 'json';

/** One parameter of a model's request, as its own description tells it. */
export interface Parameter {
	/** The name on the wire. */
	readonly name: string;
	readonly kind: ParameterKind;
	readonly required: boolean;
	readonly description?: string;
	/** What may be chosen, for `choice`; what a text may be, for a union. */
	readonly choices?: ReadonlyArray<string | number>;
	/** What the API assumes when the parameter is not sent. */
	readonly default?: unknown;
	/** True for whole numbers only. */
	readonly integer?: boolean;
	/** The one value a switch may have. */
	readonly only?: boolean;
	readonly minimum?: number;
	readonly maximum?: number;
	/** Characters. */
	readonly maxLength?: number;
	/** True when a plain text is one of the forms a union may take. */
	readonly acceptsText?: boolean;
	/** What else that is neither an object nor a list such a union may take. */
	readonly plainTypes?: ReadonlyArray<'boolean' | 'number'>;
	/** True for a text that is an address, or base64 in its place. */
	readonly isUrl?: boolean;
	/** What the descriptions say of the size of the files it takes. */
	readonly fileLimits?: FileLimits;
}

/** `GET /docs-json?model=&endpoint=`: the OpenAPI description of one model's request. */
export const describeRequest: Operation<Pick<Model, 'id' | 'type'>, readonly Parameter[]> = {
	name: 'model:describe',
	modelTypes: [],
	request: ({ id, type }) => ({
		method: 'GET',
		path: '/docs-json',
		query: { model: id, endpoint: type },
	}),
	parse(answer) {
		const schema = requestSchema(answer.body);
		if (!schema) throw answer.unexpected('The description of the model holds no request.');
		return readParameters(schema, answer.body);
	},
};

/** The body schema of the first POST: an asynchronous model also describes how to poll. */
function requestSchema(document: JsonObject): JsonObject | undefined {
	const paths = Object.values((document.paths ?? {}) as Record<string, JsonObject | null>);
	for (const path of paths) {
		const body = (path?.post as JsonObject | undefined)?.requestBody as JsonObject | undefined;
		const content = (resolve(body, document)?.content ?? {}) as Record<string, JsonObject>;
		const schema = Object.values(content)[0]?.schema as JsonObject | undefined;
		if (schema) return resolve(schema, document);
	}
	return undefined;
}

/** The parameters of a request body's schema. */
export function readParameters(schema: JsonObject, document: JsonObject = {}): Parameter[] {
	const required = Array.isArray(schema.required) ? (schema.required as string[]) : [];
	return Object.entries((schema.properties ?? {}) as Record<string, JsonObject | null>).map(
		([name, property]) => readParameter(name, property ?? {}, required.includes(name), document),
	);
}

/** One property of a schema as a form field. */
function readParameter(
	name: string,
	property: JsonObject,
	required: boolean,
	document: JsonObject,
): Parameter {
	const schema = withoutNull(resolve(property, document) ?? {}, document);
	const members = unionMembers(schema, document);
	const text = members.find(({ type }) => type === 'string');
	const plainTypes = readPlainTypes(members);
	const choices = readChoices(text ?? schema);
	const kind = choices && !text ? 'choice' : kindOf(schema);
	const description = property.description ?? schema.description;
	const fileLimits = readFileLimits(name, { ...schema, description });
	return {
		name,
		kind,
		required,
		...(choices && { choices }),
		...(typeof description === 'string' && description && { description }),
		...(schema.type === 'integer' && { integer: true }),
		...readOnly(schema),
		...numeric('minimum', schema),
		...numeric('maximum', schema),
		...numeric('maxLength', schema),
		...(text && { acceptsText: true }),
		...(text && plainTypes.length > 0 && { plainTypes }),
		...(kind === 'text' && schema.format === 'uri' && { isUrl: true }),
		...(Object.keys(fileLimits).length > 0 && { fileLimits }),
		...readDefault(kind, property.default ?? schema.default, choices),
	};
}

/**
 * A schema that only adds "or null" to another is that other one: null is the same as not sent. So is
 * one whose forms are all of the same plain type, such as a URL or any other text.
 */
function withoutNull(schema: JsonObject, document: JsonObject): JsonObject {
	if (Array.isArray(schema.type)) {
		const types = schema.type.filter((type) => type !== 'null');
		return { ...schema, type: types.length === 1 ? types[0] : types };
	}
	const { anyOf: _anyOf, oneOf: _oneOf, allOf: _allOf, ...rest } = schema;
	const members = unionMembers(schema, document);
	if (members.length === 1) return { ...rest, ...members[0] };
	const plain = samePlainType(members);
	return plain ? { ...rest, ...plain } : schema;
}

/** The forms a value may take, without null; none when there is only one. */
function unionMembers(schema: JsonObject, document: JsonObject): JsonObject[] {
	if (Array.isArray(schema.type))
		return schema.type.map((type) => ({ ...schema, type }) as JsonObject);
	// A reference with a description of its own is written as the only part of `allOf`.
	const { allOf } = schema as { allOf?: JsonObject[] };
	const union = schema.anyOf ?? schema.oneOf ?? (allOf?.length === 1 ? allOf : []);
	return (Array.isArray(union) ? (union as JsonObject[]) : [])
		.map((member) => resolve(member, document) ?? {})
		.filter(({ type }) => type !== 'null');
}

function readPlainTypes(members: readonly JsonObject[]): Array<'boolean' | 'number'> {
	const types = members.map(({ type }) => (type === 'integer' ? 'number' : type));
	return (['boolean', 'number'] as const).filter((type) => types.includes(type));
}

/** Forms of one plain type as that type; an enumeration when all are, as the limits of one do not bind the others. */
function samePlainType(members: readonly JsonObject[]): JsonObject | undefined {
	const type = members[0]?.type;
	const isPlain = type === 'string' || type === 'number' || type === 'integer';
	if (!isPlain || members.some((member) => member.type !== type)) return undefined;
	const choices = members.map(readChoices);
	return choices.includes(undefined) ? { type } : { type, enum: choices.flat() };
}

function kindOf({ type }: JsonObject): ParameterKind {
	switch (type) {
		case 'string':
			return 'text';
		case 'number':
		case 'integer':
			return 'number';
		case 'boolean':
		case 'object':
			return type;
		case 'array':
			return 'list';
		default:
			return 'json';
	}
}

/** The values of an enumeration of texts or numbers. */
function readChoices(schema: JsonObject): Array<string | number> | undefined {
	const values = schema.const !== undefined ? [schema.const] : schema.enum;
	if (!Array.isArray(values)) return undefined;
	const choices = values.filter(
		(value): value is string | number => typeof value === 'string' || typeof value === 'number',
	);
	return choices.length > 0 ? choices : undefined;
}

/** A switch whose enumeration has one value. */
function readOnly({ enum: values, const: value }: JsonObject): { only?: boolean } {
	const [first, ...others] = Array.isArray(values) ? (values as unknown[]) : [value];
	return typeof first === 'boolean' && others.length === 0 ? { only: first } : {};
}

function numeric(key: 'minimum' | 'maximum' | 'maxLength', schema: JsonObject): object {
	return typeof schema[key] === 'number' ? { [key]: schema[key] } : {};
}

/** Numeric and boolean defaults are written as texts now and then. */
function readDefault(
	kind: ParameterKind,
	value: unknown,
	choices: ReadonlyArray<string | number> = [],
): { default?: unknown } {
	if (value === undefined || value === null) return {};
	if (kind === 'choice') {
		const choice = choices.find((known) => String(known) === value || known === value);
		return choice === undefined ? {} : { default: choice };
	}
	if (kind === 'number' && typeof value === 'string')
		return Number.isFinite(Number(value)) && value.trim() !== '' ? { default: Number(value) } : {};
	if (kind === 'boolean' && typeof value === 'string')
		return value === 'true' || value === 'false' ? { default: value === 'true' } : {};
	return { default: value };
}

/** Schemas are inline as a rule; a `$ref` into the same document is followed. */
function resolve(schema: JsonObject | undefined, document: JsonObject): JsonObject | undefined {
	let current = schema;
	// Bounded, because a document may refer in a circle.
	for (let depth = 0; depth < 20 && typeof current?.$ref === 'string'; depth++) {
		current = current.$ref
			.replace(/^#\//, '')
			.split('/')
			.reduce<JsonObject | undefined>(
				(node, key) =>
					node?.[key.replace(/~1/g, '/').replace(/~0/g, '~')] as JsonObject | undefined,
				document,
			);
	}
	return current;
}

/** Where an address is described, many models take the bytes as well. */
const URL_OR_BASE64 = /^\s*(https?:\/\/[^\s/]|data:)|^[A-Za-z0-9+/=]{64,}$/i;

/**
 * The value to send for what a form gave: texts become the parameter's own type.
 * @throws AimlApiError `invalid-input` naming the parameter
 */
export function readParameterValue(parameter: Parameter, value: unknown): unknown {
	const { name, kind, choices } = parameter;
	switch (kind) {
		case 'number':
			return readNumber(parameter, value);
		case 'boolean':
			if (value === true || value === 'true') return true;
			if (value === false || value === 'false') return false;
			throw invalidInput(name, 'must be true or false.');
		case 'choice': {
			const choice = choices?.find((known) => String(known) === String(value));
			if (choice === undefined) throw invalidInput(name, `must be one of ${choices?.join(', ')}.`);
			return choice;
		}
		case 'object':
		case 'list':
		case 'json':
			return readJson(parameter, value);
		case 'text': {
			if (typeof value === 'object') throw invalidInput(name, 'must be a text.');
			const text = String(value);
			if (parameter.isUrl && !URL_OR_BASE64.test(text))
				throw invalidInput(name, 'must be a URL that starts with http:// or https://.');
			if (parameter.maxLength !== undefined && text.length > parameter.maxLength)
				throw invalidInput(name, `must be at most ${parameter.maxLength} characters long.`);
			return text;
		}
	}
}

function readNumber({ name, integer, minimum, maximum }: Parameter, value: unknown): number {
	const number = typeof value === 'string' && value.trim() === '' ? NaN : Number(value);
	if (!Number.isFinite(number)) throw invalidInput(name, 'must be a number.');
	if (integer && !Number.isInteger(number)) throw invalidInput(name, 'must be a whole number.');
	if (minimum !== undefined && number < minimum)
		throw invalidInput(name, `must be at least ${minimum}, but is ${number}.`);
	if (maximum !== undefined && number > maximum)
		throw invalidInput(name, `must be at most ${maximum}, but is ${number}.`);
	return number;
}

function readJson(parameter: Parameter, value: unknown): unknown {
	const { name, kind, acceptsText } = parameter;
	let json = value;
	if (typeof value === 'string') {
		try {
			json = JSON.parse(value) as unknown;
		} catch (error) {
			if (acceptsText) return value;
			throw invalidInput(name, `is not valid JSON: ${(error as Error).message}`);
		}
	}
	// A text such as `42` or `null` is JSON too.
	if (acceptsText && json !== value && !takesAsJson(parameter, json)) return value;
	if (kind === 'list' && !Array.isArray(json)) throw invalidInput(name, 'must be a JSON list.');
	if (kind === 'object' && (typeof json !== 'object' || json === null || Array.isArray(json)))
		throw invalidInput(name, 'must be a JSON object.');
	return json;
}

/** True when a value that was written as JSON, and could be a text, is one of the forms of a union. */
function takesAsJson({ plainTypes }: Parameter, json: unknown): boolean {
	if (typeof json === 'boolean') return plainTypes?.includes('boolean') ?? false;
	if (typeof json === 'number') return plainTypes?.includes('number') ?? false;
	return json !== null;
}
