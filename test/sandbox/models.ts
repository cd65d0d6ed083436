import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A JSON Schema. */
export type Schema = { readonly [key: string]: unknown };

/** The documented request body of a model, without `model` itself. */
export interface RequestSchema {
	readonly required: readonly string[];
	readonly properties: Readonly<Record<string, Schema>>;
}

/** One model behind one endpoint type. */
export interface ModelEntry {
	readonly id: string;
	/** The catalogue's name of the endpoint, e.g. `openai/chat-completions`. */
	readonly type: string;
	readonly aliases: readonly string[];
	readonly developer: string;
	/** Tokens. */
	readonly context?: number;
	/** Kinds of input and output: text, image, audio, video, file, 3d, embedding. */
	readonly input: readonly string[];
	readonly output: readonly string[];
	readonly request: RequestSchema;
	/**
	 * In what its documented samples differ from the usual answer. Images: `images` (no `data`),
	 * `data+images`, `mesh`, `meshes`; jobs: `generation_id` (no `id`), `succeeded` (for `completed`),
	 * `list` (of URLs). Speech: `binary` (the audio itself), `text` (`audio` is a URL), `base64`;
	 * transcriptions: `flat`, `text`.
	 */
	readonly answer?: string;
}

/**
 * A line of `models.jsonl`, cut from the documentation's OpenAPI fragments: first the parameters,
 * each once, then the requests as sets of parameters, then the models. One line per model keeps
 * its changes readable; the repetition would make the file twenty times as long.
 */
type Line =
	| { parameter: number; schema: Schema }
	| { request: number; required: string[]; properties: Record<string, number> }
	| (Omit<ModelEntry, 'id' | 'aliases' | 'request'> & {
			model: string;
			aliases?: string[];
			request: number;
	  });

let loaded: readonly ModelEntry[] | undefined;

/** All models, sorted by type and id. */
export function allModels(): readonly ModelEntry[] {
	return (loaded ??= loadModels());
}

/** The model known by this id or alias behind this endpoint type. */
export function findModel(idOrAlias: string, type: string): ModelEntry | undefined {
	return allModels().find(
		(entry) => entry.type === type && [entry.id, ...entry.aliases].includes(idOrAlias),
	);
}

function loadModels(): ModelEntry[] {
	const parameters: Schema[] = [];
	const requests: RequestSchema[] = [];
	const models: ModelEntry[] = [];
	for (const text of readFileSync(join(__dirname, 'models.jsonl'), 'utf8').trim().split('\n')) {
		const line = JSON.parse(text) as Line;
		if ('schema' in line) parameters[line.parameter] = line.schema;
		else if ('properties' in line) {
			const properties = Object.entries(line.properties).map(([name, index]) => [
				name,
				parameters[index],
			]);
			requests[line.request] = {
				required: line.required,
				properties: Object.fromEntries(properties),
			};
		} else {
			const { model, request, ...entry } = line;
			models.push({ aliases: [], ...entry, id: model, request: requests[request]! });
		}
	}
	return models;
}
