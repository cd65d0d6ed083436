import {
	callOperation,
	DEFAULT_TEXT_LIMIT,
	describeRequest,
	synthesizeSpeech,
	type Ports,
} from '../../../client';

/** What a speech model's own description says of it. */
export interface SpeechModel {
	/** What may be sent as `voice`; empty when the model has one voice or names them elsewhere. */
	readonly voices: readonly string[];
	/** The one the API takes when none is sent. */
	readonly defaultVoice?: string;
	/** Characters of a text. */
	readonly textLimit: number;
}

/**
 * `GET /docs-json`: asks for the description of a speech model; free, and no key is needed.
 * @throws AimlApiError, e.g. `not-found` for a model that does not exist (any more)
 */
export async function describeSpeechModel(ports: Ports, id: string): Promise<SpeechModel> {
	const type = synthesizeSpeech.modelTypes[0]!;
	const { output } = await callOperation(ports, describeRequest, { id, type }, 2);
	const voice = output.find(({ name }) => name === 'voice');
	const text = output.find(({ name }) => name === 'text');
	return {
		voices: (voice?.choices ?? []).map(String),
		...(typeof voice?.default === 'string' && { defaultVoice: voice.default }),
		textLimit: text?.maxLength ?? DEFAULT_TEXT_LIMIT,
	};
}

/** In the setting `voice`, what stands before the name of one of the browser's own voices. */
const BROWSER = 'browser:';

/** The value of the setting `voice` for one of the browser's own voices, by its `voiceURI`. */
export function browserVoiceSetting(voiceURI: string): string {
	return BROWSER + voiceURI;
}

/** The `voiceURI` that a setting `voice` names; undefined when it names a voice of the API, or none. */
export function browserVoiceOf(setting: string): string | undefined {
	return setting.startsWith(BROWSER) ? setting.slice(BROWSER.length) : undefined;
}

/** Milliseconds; a browser without voices never tells of any. */
const VOICES_TIMEOUT = 1000;

/** The browser's own voices; they cost nothing. Empty where the computer has none. */
export async function listBrowserVoices(): Promise<readonly SpeechSynthesisVoice[]> {
	const known = speechSynthesis.getVoices();
	if (known.length > 0) return known;
	// Most browsers look for them only when they are first asked for.
	await new Promise((resolve) => {
		speechSynthesis.addEventListener('voiceschanged', resolve, { once: true });
		setTimeout(resolve, VOICES_TIMEOUT);
	});
	return speechSynthesis.getVoices();
}
