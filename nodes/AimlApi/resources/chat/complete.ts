import type { INodeExecutionData } from 'n8n-workflow';
import {
	askedAudioType,
	completeChat,
	DEFAULT_MODELS,
	readStructuredOutput,
	withoutAbsent,
	type Call,
	type ChatChoice,
	type ChatCompletion,
	type JsonObject,
} from '../../../../client';
import { modelField, optionsField, readBody, simplifyField } from '../../fields';
import { storeFile } from '../../generated-files';
import { modelParametersField } from '../../model-parameters';
import { outputItem, type Item, type NodeOperation } from '../../operation';
import { answerFormatFields, readAnswerFormat, readTools, toolsField } from './answer-format';
import { attachmentsField, withAttachments } from './attachments';
import { callChat } from './call-chat';
import { messageFields, readConversation, requireMessages, withSystemPrompt } from './messages';

/** `POST /v1/chat/completions`: one answer for each item. */
export const complete: NodeOperation = {
	value: 'complete',
	name: 'Complete',
	action: 'Complete a chat',
	description: 'Ask a model and get its answer. Take this unless you need what another one has.',
	modelTypes: completeChat.modelTypes,
	ownFields: ['messages', 'model', 'response_format', 'stream', 'stream_options', 'tools'],
	properties: [
		modelField(DEFAULT_MODELS.chat),
		...messageFields,
		attachmentsField,
		...answerFormatFields,
		toolsField,
		modelParametersField,
		simplifyField,
		optionsField('binaryProperty', 'extraBody'),
	],
	async execute(item) {
		const own = {
			messages: withSystemPrompt(item, await withAttachments(item, readConversation(item))),
			...readAnswerFormat(item),
			...readTools(item),
		};
		const body = await readBody(item, completeChat.modelTypes, own, { mayStream: true });
		requireMessages(item, body);
		const { output, call } = await callChat(item, body);
		return [await present(item, body, output, call)];
	},
};

async function present(
	item: Item,
	body: JsonObject,
	completion: ChatCompletion,
	call: Call,
): Promise<INodeExecutionData> {
	const { context, itemIndex } = item;
	const simplify = context.getNodeParameter('simplify', itemIndex, true);
	const output = readStructuredOutput(body, completion, call.inferenceId);
	const { body: raw, choices, ...answer } = completion;
	const simplified = {
		...withoutAudio(answer),
		...(choices && { choices: choices.map(withoutAudio) }),
	};
	const json = simplify ? withoutAbsent({ ...simplified, output }) : raw;
	if (!answer.audio) return outputItem(item, json, call);
	const { format } = (body.audio ?? {}) as JsonObject;
	const naming = {
		baseName: 'answer',
		fallbackMimeType: askedAudioType({ format }) ?? 'audio/wav',
	};
	const { binary } = await storeFile(item, answer.audio, naming, call);
	return outputItem(item, json, call, binary);
}

/** The sound goes into the binary: as base64 in the JSON it would only be in the way. */
function withoutAudio({ audio: _audio, ...choice }: ChatChoice): object {
	return choice;
}
