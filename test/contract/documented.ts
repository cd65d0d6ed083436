import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv, { type ErrorObject, type ValidateFunction } from 'ajv';
import type { JsonObject } from '../../client';

/** A JSON schema, as far as these tests look into it. */
interface Schema {
	readonly properties?: Readonly<Record<string, unknown>>;
}

/**
 * What the API's documentation says about one operation, as facts: the request schemas of some
 * models and the samples printed on their pages (texts and addresses replaced).
 */
export interface Documentation<Sample> {
	readonly method: string;
	readonly path: string;
	/** Parts that several schemas share. */
	readonly definitions: Readonly<Record<string, Schema>>;
	readonly schemas: ReadonlyArray<{ readonly models: readonly string[]; readonly request: Schema }>;
	readonly samples: readonly Sample[];
}

/** A request body and the price its answer tells. */
export interface RequestSample {
	readonly model: string;
	readonly body: JsonObject;
	readonly cost?: { readonly costUsd?: number; readonly creditsUsed?: number };
}

export interface ChatSample extends RequestSample {
	readonly response?: JsonObject;
	/** The chunks of a streamed answer, some of those in the middle left out. */
	readonly events?: readonly JsonObject[];
	/** Usage that the chunks tell. */
	readonly usage?: JsonObject;
	readonly expected?: JsonObject;
}

export interface ImageSample extends RequestSample {
	readonly response?: JsonObject;
	readonly expected?: ReadonlyArray<{ readonly url?: string; readonly mimeType?: string }>;
}

export interface VideoSample extends RequestSample {
	/** The answer to the submission, and the id in it. */
	readonly submitted?: JsonObject;
	readonly id?: string;
	/** The last answer to a check. */
	readonly polled?: JsonObject;
	readonly expected?: { readonly url: string; readonly mimeType?: string };
}

/** A sample of a modality whose answers are small: the answer, or those of a job, are all there is. */
export interface MediaSample extends RequestSample {
	/** The form field of an uploaded file. */
	readonly file?: string;
	readonly response?: JsonObject;
	readonly submitted?: JsonObject;
	readonly polled?: JsonObject;
}

/** An endpoint of an older version of the documentation: what its body may hold, and the bodies shown there. */
export interface OlderOperation {
	readonly method: string;
	readonly path: string;
	readonly request: Schema & { readonly required?: readonly string[] };
	readonly samples: readonly JsonObject[];
}

function load<Content>(name: string): Content {
	const path = join(__dirname, '../fixtures/contract', `${name}.json`);
	return JSON.parse(readFileSync(path, 'utf8')) as Content;
}

export const chat = load<Documentation<ChatSample>>('chat');
export const image = load<Documentation<ImageSample>>('image');
export const document = load<Documentation<MediaSample>>('document');
export const older = load<OlderOperation[]>('older');
export const music = load<Documentation<MediaSample>>('music');
export const speech = load<Documentation<MediaSample>>('speech');
export const transcription = load<Documentation<MediaSample>>('transcription');
export const video = load<Documentation<VideoSample>>('video');

const ajv = new Ajv({
	strict: false,
	allErrors: true,
	formats: { binary: true, uri: (text: string) => URL.canParse(text), uuid: true },
});

/** The fields of a body that its model's schema refuses, each once; empty when the body fits. */
export function refusedFields(
	{ definitions, schemas }: Documentation<unknown>,
	model: string,
	body: JsonObject | undefined,
): string[] {
	const validate = compile({ definitions, ...requestSchema({ schemas }, model) });
	return validate(body) ? [] : fieldsOf(validate.errors);
}

/** The fields of a body that the older documentation refuses. */
export function refusedByOlder(
	{ request }: OlderOperation,
	body: JsonObject | undefined,
): string[] {
	const validate = compile(request);
	return validate(body) ? [] : fieldsOf(validate.errors);
}

/** The fields of a body that its model's schema does not know. */
export function unknownFields(
	documentation: Documentation<unknown>,
	model: string,
	body: JsonObject | undefined,
): string[] {
	const known = requestSchema(documentation, model).properties ?? {};
	return Object.keys(body ?? {}).filter((name) => !(name in known));
}

const answers = load<Record<'models' | 'balance' | 'video', Schema>>('answers');

/** The fields of an answer that its documented schema refuses. */
export function refusedAnswerFields(kind: keyof typeof answers, body: JsonObject): string[] {
	const validate = compile(answers[kind]);
	return validate(body) ? [] : fieldsOf(validate.errors);
}

function requestSchema(
	{ schemas }: Pick<Documentation<unknown>, 'schemas'>,
	model: string,
): Schema {
	const found = schemas.find(({ models }) => models.includes(model));
	if (!found) throw new Error(`No schema of ${model} is among the fixtures.`);
	return found.request;
}

const compiled = new Map<string, ValidateFunction>();

function compile(schema: Schema & { definitions?: object }): ValidateFunction {
	const key = JSON.stringify(schema);
	const validate = compiled.get(key) ?? ajv.compile(schema);
	compiled.set(key, validate);
	return validate;
}

/** The first step of each error's path, or the field that is missing at the top. */
function fieldsOf(errors: ErrorObject[] | null | undefined): string[] {
	const fields = (errors ?? []).map(({ instancePath, params }) => {
		const [, field] = instancePath.split('/');
		return field ?? String(params.missingProperty ?? params.additionalProperty);
	});
	return [...new Set(fields)];
}
