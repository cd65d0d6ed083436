import type { INodeProperties } from 'n8n-workflow';
import { answerWithSearch, invalidInput, type JsonObject } from '../../../../client';
import { readBody, readText } from '../../fields';
import type { Item } from '../../operation';

export const queryField: INodeProperties = {
	displayName: 'Query',
	name: 'query',
	type: 'string',
	default: '',
	placeholder: 'e.g. What happened in Oslo today?',
	description: 'What to search for, in plain words',
};

/** The request for a search: the query is the only message, unless Extra Body gives others. */
export async function readSearchBody(item: Item): Promise<JsonObject> {
	const query = readText(item, 'query');
	const body = await readBody(item, answerWithSearch.modelTypes, {
		...(query.trim() && { messages: [{ role: 'user', content: query }] }),
	});
	if (!body.messages) throw invalidInput('query', 'is required and is empty.');
	return body;
}
