import {
	answerWithSearch,
	callOperation,
	DEFAULT_MODELS,
	mergeBody,
	readSources,
	switchSearchOn,
	type JsonObject,
} from '../../../../client';
import { modelField, optionsField, readJsonObject, readOptions, simplifyField } from '../../fields';
import { describeOnce, modelParametersField } from '../../model-parameters';
import { outputItem, type Item, type NodeOperation } from '../../operation';
import { queryField, readSearchBody } from './fields';

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
		modelParametersField,
		simplifyField,
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

/** What switches the model's search on, by its own description. */
async function searchSwitch(item: Item, body: JsonObject): Promise<JsonObject> {
	if (typeof body.model !== 'string') return {};
	const type = answerWithSearch.modelTypes[0]!;
	return switchSearchOn(await describeOnce(item, { id: body.model, type }), body);
}
