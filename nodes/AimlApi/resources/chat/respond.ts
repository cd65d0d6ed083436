import {
	callOperation,
	contentPart,
	createResponse,
	DEFAULT_MODELS,
	guessMimeType,
	invalidInput,
	type JsonObject,
} from '../../../../client';
import { modelField, optionsField, readBody, readText, simplifyField } from '../../fields';
import { runJob, waitForCompletionField } from '../../jobs';
import { messageMediaField, readMedia, toDataUrl } from '../../media';
import { modelParametersField } from '../../model-parameters';
import type { Item, NodeOperation } from '../../operation';
import { answerFormatFields, readAnswerFormat, readTools, toolsField } from './answer-format';
import { presentResponse, responseJob } from './response-job';

/** `POST /v1/responses`: the answer of a model that speaks Responses, now or in the background. */
export const respond: NodeOperation = {
	value: 'respond',
	name: 'Respond',
	action: 'Create a response',
	description:
		'Ask a model through Responses. Take it to go on from an earlier answer or to work in the background.',
	modelTypes: createResponse.modelTypes,
	ownFields: [
		'background',
		'input',
		'instructions',
		'model',
		'previous_response_id',
		'stream',
		'text',
		'tools',
	],
	properties: [
		modelField(DEFAULT_MODELS.response),
		{
			displayName: 'Input',
			name: 'input',
			type: 'string',
			typeOptions: { rows: 4 },
			default: '',
			placeholder: 'e.g. Write a haiku about rain',
			description:
				'The question, or an expression that gives a list of items as the API spells them',
		},
		{
			displayName: 'Instructions',
			name: 'instructions',
			type: 'string',
			typeOptions: { rows: 2 },
			default: '',
			placeholder: 'e.g. Answer in one paragraph',
			description: 'How the model should behave',
		},
		{
			displayName: 'Previous Response ID',
			name: 'previousResponseId',
			type: 'string',
			default: '',
			placeholder: 'e.g. resp_abc123',
			description: 'The ID of the response this one goes on from',
		},
		{
			displayName: 'Run in Background',
			name: 'background',
			type: 'boolean',
			default: false,
			description: 'Whether the API works on without a connection, for answers that take minutes',
		},
		{ ...waitForCompletionField, displayOptions: { show: { background: [true] } } },
		messageMediaField('Images or PDF documents that go with the input'),
		...answerFormatFields,
		toolsField,
		modelParametersField,
		simplifyField,
		optionsField('binaryProperty', 'extraBody', 'maxWait', 'pollInterval'),
	],
	async execute(item) {
		const { response_format: format } = readAnswerFormat(item);
		const body = await readBody(item, createResponse.modelTypes, {
			...(await readInput(item)),
			instructions: readText(item, 'instructions'),
			previous_response_id: readText(item, 'previousResponseId').trim(),
			...(format ? { text: { format: flat(format as JsonObject) } } : {}),
			...readResponseTools(item),
		});
		const background = item.context.getNodeParameter('background', item.itemIndex, false);
		if (background || body.background === true) return await runJob(item, responseJob, body);
		const { output, call } = await callOperation(item.ports, createResponse, body);
		return [await presentResponse(item, output, call)];
	},
};

/** The input as it was given; with files it becomes a message of the user. */
async function readInput(item: Item): Promise<JsonObject> {
	const input = item.context.getNodeParameter('input', item.itemIndex, '') as unknown;
	const parts = (await readMedia(item)).map(({ url, file }, index) =>
		inputPart(url ?? toDataUrl(file!), file?.fileName, `media[${index}]`),
	);
	if (parts.length === 0) return { input };
	if (typeof input !== 'string')
		throw invalidInput('input', 'must be a text when there are files.');
	const text = input.trim() ? [{ type: 'input_text', text: input }] : [];
	return { input: [{ role: 'user', content: [...text, ...parts] }] };
}

function inputPart(url: string, fileName: string | undefined, field: string): JsonObject {
	if (guessMimeType({ url }) === 'application/pdf')
		throw invalidInput(field, 'A response takes a PDF document as a file or a data URL only.');
	const part = contentPart({ part: 'image_url', url, ...(fileName && { fileName }) }, field);
	if (part.type === 'image_url') return { type: 'input_image', image_url: url };
	if (part.type === 'file') return { type: 'input_file', ...(part.file as JsonObject) };
	throw invalidInput(field, 'A response takes images and PDF documents.');
}

/** Responses spell a format, and a function, without the inner object that Complete has. */
function flat({ type, ...rest }: JsonObject): JsonObject {
	return { type, ...((rest.json_schema ?? rest.function) as JsonObject | undefined) };
}

function readResponseTools(item: Item): JsonObject {
	const { tools } = readTools(item) as { tools?: JsonObject[] };
	return tools ? { tools: tools.map((tool) => (tool.function ? flat(tool) : tool)) } : {};
}
