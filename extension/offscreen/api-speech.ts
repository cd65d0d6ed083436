import {
	callOperation,
	isAimlApiError,
	SAFE_TEXT_LIMIT,
	synthesizeSpeech,
	type Call,
	type CallResult,
	type Ports,
	type Speech,
} from '../../client';
import { audioStore } from '../shared/audio-store';
import { digestOf } from '../shared/digest';
import { fetchMedia } from '../shared/fetch-media';
import type { Reading } from '../shared/playback';
import { createPorts } from '../shared/ports';
import { describeSpeechModel } from '../shared/voices';

/** Speech by the API. */
export interface ApiSpeech {
	/** Characters the model takes at once; what every model takes when its description is out of reach. */
	textLimit(): Promise<number>;
	/** The audio of a text, bought unless it was before. @throws AimlApiError */
	speak(text: string): Promise<Blob>;
}

/** Answers that were paid for and whose file has not arrived, by digest: only the file is fetched again. */
const bought = new Map<string, CallResult<Speech>>();

/** @param onCall hears of every call that was paid for */
export function createApiSpeech(
	{ baseUrl, apiKey, model, voice }: NonNullable<Reading['api']>,
	signal: AbortSignal,
	onCall: (call: Call) => void,
): ApiSpeech {
	const ports = createPorts({ baseUrl, apiKey, signal });
	let limit: Promise<number> | undefined;
	return {
		textLimit: () => (limit ??= readTextLimit(ports, model)),
		async speak(text) {
			const digest = await digestOf(JSON.stringify([model, voice, text]));
			const kept = await audioStore.get(digest);
			if (kept) return kept;
			const answer = bought.get(digest) ?? (await buy(text));
			bought.set(digest, answer);
			const audio = await fetchMedia(answer.output.audio, signal).catch((error: unknown) => {
				const { inferenceId: requestId } = answer.call;
				throw isAimlApiError(error) && requestId ? error.with({ requestId }) : error;
			});
			bought.delete(digest);
			// A disk without room is no reason to stay silent.
			void audioStore.put(digest, audio).catch(() => undefined);
			return audio;
		},
	};

	async function buy(text: string): Promise<CallResult<Speech>> {
		const body = { model, text, ...(voice && { voice }) };
		const answer = await callOperation(ports, synthesizeSpeech, body);
		onCall(answer.call);
		return answer;
	}
}

function readTextLimit(ports: Ports, model: string): Promise<number> {
	return describeSpeechModel(ports, model).then(
		({ textLimit }) => textLimit,
		() => SAFE_TEXT_LIMIT,
	);
}
