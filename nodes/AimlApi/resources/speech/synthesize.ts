import type { INodeExecutionData } from 'n8n-workflow';
import {
	askedAudioType,
	callOperation,
	DEFAULT_MODELS,
	DEFAULT_TEXT_LIMIT,
	joinAudio,
	readParameterValue,
	SAFE_TEXT_LIMIT,
	splitText,
	sumCalls,
	synthesizeSpeech,
	type JsonObject,
} from '../../../../client';
import { modelField, optionsField, readBody, readText } from '../../fields';
import { binariesOf, storeFile, storeFiles } from '../../generated-files';
import { describeOnce, modelParametersField } from '../../model-parameters';
import { outputItem, type Item, type NodeOperation } from '../../operation';
import { speakParts, type SpokenPart } from './parts';

const TYPES = synthesizeSpeech.modelTypes;

/** `POST /v1/tts`: the spoken text as binary and as URL; a long one is spoken in parts and joined. */
export const synthesize: NodeOperation = {
	value: 'synthesize',
	name: 'Synthesize',
	action: 'Turn text into speech',
	description: 'Speak a text of any length',
	modelTypes: TYPES,
	// The sound arrives whole, streamed or not.
	ownFields: ['model', 'stream', 'text', 'voice'],
	properties: [
		modelField(DEFAULT_MODELS.speech),
		{
			displayName: 'Text',
			name: 'text',
			type: 'string',
			typeOptions: { rows: 4 },
			default: '',
			placeholder: 'e.g. Good morning! Here is the news of the day.',
			description:
				'What to say. A text over the limit of the model is cut at the ends of sentences, spoken in parts and joined into one file.',
		},
		{
			displayName: 'Voice Name or ID',
			name: 'voice',
			type: 'options',
			typeOptions: { loadOptionsMethod: 'getVoices', loadOptionsDependsOn: ['model.value'] },
			default: '',
			description:
				'Choose from the list, or specify an ID using an <a href="https://docs.n8n.io/code/expressions/">expression</a>',
		},
		modelParametersField,
		optionsField('binaryProperty', 'extraBody'),
	],
	async execute(item) {
		const voice = readText(item, 'voice').trim();
		const body = await readBody(item, TYPES, { text: readText(item, 'text'), voice });
		// Refuses what is missing before the model's description is asked for.
		synthesizeSpeech.request(body);
		if (voice && body.voice === voice) await checkVoice(item, body);
		const texts = await splitForModel(item, body);
		return [texts.length > 1 ? await speakLong(item, body, texts) : await speakShort(item, body)];
	},
};

/** @throws AimlApiError `invalid-input` when the model's description does not know the voice */
async function checkVoice(item: Item, { model, voice }: JsonObject): Promise<void> {
	const parameters = await describeOnce(item, { id: String(model), type: TYPES[0]! });
	const known = parameters.find(({ name }) => name === 'voice');
	if (known) readParameterValue(known, voice);
}

/** The text in parts that the model takes. The description is not asked for about a short text. */
async function splitForModel(item: Item, { model, text }: JsonObject): Promise<string[]> {
	if (typeof text !== 'string' || text.trim().length <= SAFE_TEXT_LIMIT) return [];
	const textLimit = item.memory.recall().textLimit ?? (await readTextLimit(item, String(model)));
	item.memory.remember({ textLimit });
	return splitText(text, textLimit);
}

/** Characters the model takes at once; few when its description is out of reach, so that none is refused. */
async function readTextLimit(item: Item, id: string): Promise<number> {
	const parameters = await describeOnce(item, { id, type: TYPES[0]! });
	if (parameters.length === 0) return SAFE_TEXT_LIMIT;
	return parameters.find(({ name }) => name === 'text')?.maxLength ?? DEFAULT_TEXT_LIMIT;
}

function namingOf(body: JsonObject) {
	return { baseName: 'speech', fallbackMimeType: askedAudioType(body) ?? 'audio/mpeg' };
}

async function speakShort(item: Item, body: JsonObject): Promise<INodeExecutionData> {
	const { output, call } = await callOperation(item.ports, synthesizeSpeech, body);
	const { json, binary } = await storeFile(item, output.audio, namingOf(body), call);
	return outputItem(item, json, call, binary);
}

/** One file where the format can be joined, else one for each part. */
async function speakLong(
	item: Item,
	body: JsonObject,
	texts: readonly string[],
): Promise<INodeExecutionData> {
	const { clock } = item.ports;
	const startedAt = clock.now();
	const spoken = await speakParts(item, body, texts);
	const asked = askedAudioType(body);
	const files = spoken.map(({ file }) => ({ ...(asked && { mimeType: asked }), ...file }));
	const joined = joinAudio(files);
	const call = sumCalls(
		spoken.map((part) => part.call),
		clock.now() - startedAt,
	);
	const media = (joined ? [joined] : files).map((file) => ({ ...file, details: {} }));
	const stored = await storeFiles(item, media, { naming: () => namingOf(body), call });
	const { mimeType, fileName } = stored[0]!.json;
	const json = { mimeType, fileName, isJoined: joined !== undefined, parts: spoken.map(describe) };
	return outputItem(item, json, call, binariesOf(stored));
}

function describe({ text, audio, call }: SpokenPart) {
	const { inferenceId, costUsd } = call;
	return {
		...(audio.url && { url: audio.url }),
		characters: text.length,
		...(inferenceId && { inferenceId }),
		...(costUsd !== undefined && { costUsd }),
	};
}
