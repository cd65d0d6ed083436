import {
	answersOnlyAsStream,
	callOperation,
	completeChat,
	guessMimeType,
	isAimlApiError,
	streamChat,
	wavOfSamples,
	type CallResult,
	type ChatCompletion,
	type JsonObject,
} from '../../../../client';
import { collectStream } from '../../../shared/stream';
import { readJsonObject, readOptions } from '../../fields';
import { describeOnce } from '../../model-parameters';
import type { Item } from '../../operation';

/** Sends a chat, as a stream where the user asks for one or the model answers in no other way. */
export async function callChat(item: Item, body: JsonObject): Promise<CallResult<ChatCompletion>> {
	if (body.stream === true || (await speaksOnlyAsStream(item, body)))
		return await stream(item, body);
	return await callOperation(item.ports, completeChat, body).catch(async (error: unknown) => {
		// The API says so itself for models whose description does not; a refused request is not paid for.
		const wantsStream =
			isAimlApiError(error) && error.code === 'bad-request' && ONLY_AS_STREAM.test(error.message);
		if (!wantsStream) throw error;
		return await stream(item, body);
	});
}

const ONLY_AS_STREAM = /only\b.*\bstream|stream\W* must be|enable\b.*\bstream|set \W?stream/i;

/** Models that write and speak may speak only as a stream. Their description is asked for no other chat. */
async function speaksOnlyAsStream(item: Item, { model, modalities }: JsonObject): Promise<boolean> {
	if (typeof model !== 'string' || !Array.isArray(modalities) || !modalities.includes('audio'))
		return false;
	const type = completeChat.modelTypes[0]!;
	return answersOnlyAsStream(await describeOnce(item, { id: model, type }));
}

/** Samples a second of streamed speech. */
const SPEECH_RATE = 24_000;

async function stream(item: Item, body: JsonObject): Promise<CallResult<ChatCompletion>> {
	// Extra Body has the last word, also to take away what a stream asks for.
	const extraBody = readJsonObject('extraBody', readOptions(item).extraBody);
	const request = { ...body, ...extraBody };
	const { output, call } = await collectStream(item.ports, streamChat, request);
	const { audio } = output;
	const { format } = (body.audio ?? {}) as JsonObject;
	// A stream has no place for a header that tells its length: what was asked for as WAV comes as samples.
	if (format !== 'wav' || !audio?.bytes || guessMimeType(audio)) return { output, call };
	const bytes = wavOfSamples(audio.bytes, SPEECH_RATE);
	return { output: { ...output, audio: { ...audio, bytes, mimeType: 'audio/wav' } }, call };
}
