import {
	callOperation,
	cancelled,
	isAimlApiError,
	SAFE_TEXT_LIMIT,
	synthesizeSpeech,
	type Call,
	type CallResult,
	type Ports,
	type Speech,
} from '../../client';
import { audioStore } from '../shared/state/audio-store';
import { digestOf } from '../shared/digest';
import { fetchMedia } from '../shared/api/fetch-media';
import type { Reading } from '../shared/speech/playback';
import { createPorts } from '../shared/api/ports';
import { describeSpeechModel } from '../shared/speech/voices';

/** Speech by the API. */
export interface ApiSpeech {
	/** Characters the model takes at once; what every model takes when its description is out of reach. */
	textLimit(): Promise<number>;
	/** The audio of a text, bought unless it was before. @throws AimlApiError */
	speak(text: string): Promise<Blob>;
}

/** A part of speech that was asked for and is not stored yet. */
interface Purchase {
	audio: Promise<Blob>;
	/** Of the newest reading that waits for it. */
	onCall: (call: Call) => void;
}

/** What is on its way, by digest. A reading that is stopped ends none of it: it may be paid for already. */
const purchases = new Map<string, Purchase>();
/** Answers that were paid for and whose file has not arrived: only the file is fetched again. */
const bought = new Map<string, CallResult<Speech>>();
/** Ends with the key. */
let account = new AbortController();

/** True while speech is on its way that may be paid for already. */
export function isBuying(): boolean {
	return purchases.size > 0;
}

/** Ends what is on its way, and forgets what was bought: the key was forgotten. */
export function forgetPurchases(): void {
	account.abort();
	account = new AbortController();
	purchases.clear();
	bought.clear();
}

/**
 * @param signal ends the waiting, not what may be paid for already
 * @param onCall hears of every call that was paid for
 */
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
			// For a reading that was stopped nothing more is bought.
			if (signal.aborted) throw cancelled();
			const purchase = purchases.get(digest) ?? startPurchase(digest, text);
			purchase.onCall = onCall;
			return purchase.audio;
		},
	};

	function startPurchase(digest: string, text: string): Purchase {
		const { signal: untilForgotten } = account;
		const buy = async () => {
			const body = { model, text, ...(voice && { voice }) };
			const paying = createPorts({ baseUrl, apiKey, signal: untilForgotten });
			const answer = await callOperation(paying, synthesizeSpeech, body);
			purchase.onCall(answer.call);
			return answer;
		};
		const getAudio = async () => {
			const answer = bought.get(digest) ?? (await buy());
			bought.set(digest, answer);
			const audio = await fetchMedia(answer.output.audio, untilForgotten).catch(
				(error: unknown) => {
					const { inferenceId: requestId } = answer.call;
					throw isAimlApiError(error) && requestId ? error.with({ requestId }) : error;
				},
			);
			bought.delete(digest);
			// A disk without room is no reason to stay silent.
			void audioStore.put(digest, audio).catch(() => undefined);
			return audio;
		};
		const purchase: Purchase = { onCall, audio: getAudio() };
		purchases.set(digest, purchase);
		const end = () => {
			if (purchases.get(digest) === purchase) purchases.delete(digest);
		};
		purchase.audio.then(end, end);
		return purchase;
	}
}

function readTextLimit(ports: Ports, model: string): Promise<number> {
	return describeSpeechModel(ports, model).then(
		({ textLimit }) => textLimit,
		() => SAFE_TEXT_LIMIT,
	);
}
