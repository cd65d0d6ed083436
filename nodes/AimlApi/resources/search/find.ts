import type { INodeProperties } from 'n8n-workflow';
import {
	AimlApiError,
	answerWithSearch,
	callOperation,
	DEFAULT_MODELS,
	findModel,
	findSearchResults,
	isAimlApiError,
	sumCalls,
	webSearchModels,
	type Call,
	type ErrorCode,
	type SearchResultKind,
} from '../../../../client';
import { catalogueOnce } from '../../catalogue';
import { modelField, optionsField, readText, simplifyField, simplifyRecord } from '../../fields';
import { outputItem, type Item, type NodeOperation } from '../../operation';
import { queryField, readSearchBody } from './fields';

const answerIdField: INodeProperties = {
	displayName: 'Answer ID',
	name: 'followupId',
	type: 'string',
	default: '',
	placeholder: 'e.g. {{ $json.answerId }}',
	description: 'The answerId of an earlier search, to look for more without paying for it again',
};

/** Value, name, kind of result, and what the operation does. */
const OPERATIONS = [
	['findImages', 'Find Images', 'images', 'Find images', 'Find pictures with their sources'],
	['findLinks', 'Find Links', 'links', 'Find links', 'Find web pages'],
	['findLocalMap', 'Find Local Map', 'localMap', 'Find a local map', 'Find a place on a map'],
	['findVideos', 'Find Videos', 'videos', 'Find videos', 'Find videos with their thumbnails'],
	[
		'findWeather',
		'Find Weather',
		'weather',
		'Find the weather',
		'Find the weather of the next days',
	],
	[
		'getKnowledge',
		'Get Knowledge',
		'knowledge',
		'Get structured knowledge',
		'Get the facts about a thing, person or place',
	],
] as const;

/** What Simplify keeps of the weather, which has more than ten fields. */
const WEATHER_FIELDS = [
	'location',
	'date',
	'weather',
	'temperature',
	'unit',
	'precipitation',
	'humidity',
	'wind',
	'forecast',
];

/** A search answered by the search model, then `GET /v1/…/{kind}?followup_id=`. */
export const findOperations: readonly NodeOperation[] = OPERATIONS.map(
	([value, name, kind, action, description]) => ({
		value,
		name,
		action,
		description,
		modelTypes: answerWithSearch.modelTypes,
		properties: [
			modelField(DEFAULT_MODELS.searchResults),
			queryField,
			answerIdField,
			...(kind === 'weather' ? [simplifyField] : []),
			optionsField('extraBody'),
		],
		execute: async (item) => [await find(item, kind)],
	}),
);

async function find(item: Item, kind: SearchResultKind) {
	const { answerId, call: paid } = await findAnswer(item);
	const { output, call } = await callOperation(item.ports, findSearchResults(kind), {
		followup_id: answerId,
	}).catch((error: unknown) =>
		Promise.reject(
			isAimlApiError(error)
				? new AimlApiError(error.code, error.message, {
						...error.details,
						hint: `The search is paid for: its Answer ID is ${answerId}. ${error.details.hint ?? ''}`,
					})
				: error,
		),
	);
	// A list is named after what it holds; an object stands for itself.
	const found = Array.isArray(output) ? { [kind]: output } : output;
	const result = kind === 'weather' ? simplifyRecord(item, found, WEATHER_FIELDS) : found;
	const durationMs = (paid?.durationMs ?? 0) + call.durationMs;
	const whole = paid ? { ...paid, ...sumCalls([paid, call], durationMs) } : call;
	return outputItem(item, { ...result, answerId }, whole);
}

/** The answer that results can be asked for: an earlier one, or a new one. */
async function findAnswer(item: Item): Promise<{ answerId: string; call?: Call }> {
	const known = readText(item, 'followupId').trim();
	if (known) return { answerId: known };
	const body = await readSearchBody(item);
	const { output, call } = await callOperation(item.ports, answerWithSearch, body).catch(
		async (error: unknown) =>
			await Promise.reject(await explainRetired(item, String(body.model), error)),
	);
	const { id } = output.body;
	if (typeof id !== 'string' || id === '')
		throw new AimlApiError(
			'unexpected-response',
			'The answer holds no id to ask for results with.',
		);
	return { answerId: id, call };
}

/** What the API answers to a model that it no longer has. */
const SUSPICIOUS: readonly ErrorCode[] = ['bad-request', 'not-found'];

/** The same error, or, when the catalogue no longer lists the model, one that names those that still answer from the web. */
async function explainRetired({ context }: Item, model: string, error: unknown): Promise<unknown> {
	if (!isAimlApiError(error) || !SUSPICIOUS.includes(error.code)) return error;
	const catalogue = await catalogueOnce(context).catch(() => ({ models: [] }));
	if (catalogue.models.length === 0 || findModel(catalogue, model).length > 0) return error;
	const ids = webSearchModels(catalogue).map(({ id }) => id);
	const others =
		ids.length > 0
			? `Chat models that search the web, for Search > Answer: ${ids.slice(0, 8).join(', ')}${ids.length > 8 ? ' …' : ''}.`
			: 'The catalogue lists no chat model that searches the web.';
	return new AimlApiError(
		'not-found',
		`The catalogue no longer lists this search model. The API answered: ${error.message}`,
		{
			...error.details,
			hint: others,
		},
	);
}
