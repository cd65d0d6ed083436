import type { Route } from '.';
import { makeAudio, type AudioFormat } from '../audio';
import type { Exchange, JsonObject } from '../exchange';
import type { ModelEntry } from '../models';
import { priceOf } from '../pricing';
import { requireModel } from '../validation';

/** A hum lasts this long for each character: short, so that tests stay fast. */
const SECONDS_PER_CHARACTER = 0.01;

/** `POST /v1/tts`: a hum as long as the text. */
export const speech: readonly Route[] = [
	{
		method: 'POST',
		path: '/v1/tts',
		aliases: ['/tts'],
		access: 'paid',
		answer: answerSpeech,
	},
];

function answerSpeech(exchange: Exchange): void {
	const { body, state } = exchange;
	const model = requireModel(body, 'internal/text-to-speech');
	const text = String(body.text ?? body.script);
	const seconds = text.length * SECONDS_PER_CHARACTER;
	const { format, mimeType, bytes } = makeAudio(formatOf(model, body), seconds);
	const price = priceOf(model, body, { output: 1 });
	if (model.answer === 'binary') return exchange.sendPaidBytes(mimeType, bytes, price);
	if (model.answer === 'base64')
		return exchange.sendPaid({ audio: bytes.toString('base64') }, price);
	const url = state.media.add(format, mimeType, async () => bytes);
	exchange.sendPaid({ audio: model.answer === 'text' ? url : { url, duration: seconds } }, price);
}

/** What the request asks for, else what the model's schema says is usual. */
function formatOf({ request }: ModelEntry, body: JsonObject): AudioFormat {
	const settings = { ...(body.audio_setting as JsonObject), ...(body.audio_config as JsonObject) };
	const named = ['response_format', 'format', 'output_format', 'container', 'encoding'];
	const asked = [
		settings.format,
		...named.map((name) => body[name]),
		...named.map((name) => request.properties[name]?.default),
	].find((value) => typeof value === 'string');
	const known = /wav|mp3|pcm|flac/.exec(String(asked))?.[0] as AudioFormat | undefined;
	return known ?? (asked === 'linear16' ? 'wav' : 'mp3');
}
