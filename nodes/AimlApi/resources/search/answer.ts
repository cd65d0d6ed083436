import {
	answerWithSearch,
	callOperation,
	DEFAULT_MODELS,
	mergeBody,
	readSources,
	type JsonObject,
} from '../../../../client';
import { modelField, optionsField, readJsonObject, readOptions, simplifyField } from '../../fields';
import { describeOnce, modelParametersField } from '../../model-parameters';
import { outputItem, type Item, type NodeOperation } from '../../operation';
import { queryField, readSearchBody } from './fields';

/** How models that search only when told to are told, by the parameter their description names. */
const SWITCHES: ReadonlyArray<readonly [parameter: string, value: unknown]> = [
	['enable_search', true],
	['web_search_options', {}],
];

/** `POST /v1/chat/completions` with a model that searches the web: its answer and where it is from. */
export const answer: NodeOperation = {
	value: 'answer',
	name: 'Answer',
	action: 'Answer a question from the web',
	description: 'Ask a model that searches the web, and get its answer with the sources',
	modelTypes: answerWithSearch.modelTypes,
	ownFields: ['messages', 'model', 'stream', 'stream_options'],
	properties: [
		modelField(DEFAULT_MODELS.search),
		queryField,
		simplifyField,
		modelParametersField,
		optionsField('extraBody'),
	],
	async execute(item) {
		const body = await readSearchBody(item);
		// Extra Body has the last word, also to take the switch away.
		const extraBody = readJsonObject('extraBody', readOptions(item).extraBody);
		const request = mergeBody(await searchSwitch(item, body), body, extraBody);
		const { output, call } = await callOperation(item.ports, answerWithSearch, request);
		const sources = readSources(output);
		const { text, reasoning, finishReason } = output;
		const simplify = item.context.getNodeParameter('simplify', item.itemIndex, true);
		const json = simplify
			? { text, sources, ...(reasoning && { reasoning }), ...(finishReason && { finishReason }) }
			: { ...output.body, sources };
		return [outputItem(item, json, call)];
	},
};

/** What switches the model's search on; nothing when it always searches, or when the user has set it. */
async function searchSwitch(item: Item, body: JsonObject): Promise<JsonObject> {
	if (SWITCHES.some(([name]) => name in body) || typeof body.model !== 'string') return {};
	const type = answerWithSearch.modelTypes[0]!;
	const parameters = await describeOnce(item, { id: body.model, type });
	const known = SWITCHES.find(([wanted]) => parameters.some(({ name }) => name === wanted));
	return known ? { [known[0]]: known[1] } : {};
}
