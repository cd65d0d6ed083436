import { DEFAULT_MODELS } from '../../client';
import { elementById } from '../shared/element';
import { languageName } from '../shared/page/language-name';
import { createPorts } from '../shared/api/ports';
import type { Settings } from '../shared/settings';
import { text } from '../shared/texts';
import {
	browserVoiceOf,
	browserVoiceSetting,
	describeSpeechModel,
	listBrowserVoices,
	type SpeechModel,
} from '../shared/speech/voices';
import { choose } from './choose';

const voice = elementById('voice', HTMLSelectElement);
const speechModel = elementById('speech-model', HTMLInputElement);
const note = elementById('voice-note', HTMLElement);

/** Milliseconds; a person waits for the list. */
const TIMEOUT = 20_000;

/** Offers the voices of the chosen speech model, and the browser's own. */
export function offerVoices(settings: () => Settings): void {
	let browserVoices: readonly SpeechSynthesisVoice[] = [];
	/** What is known of a model, and of which one. */
	let known: { readonly id: string; readonly model?: SpeechModel } | undefined;

	const show = () => {
		const chosen = voice.value;
		const model = known?.model;
		voice.replaceChildren(
			new Option(nameOfDefault(model?.defaultVoice), ''),
			...group(
				text('voicesOfModel'),
				(model?.voices ?? []).map((name) => new Option(name, name)),
			),
			...group(text('voicesOfBrowser'), browserVoices.map(toOption)),
		);
		const isLost = model && !browserVoiceOf(chosen) && !model.voices.includes(chosen);
		choose(voice, isLost ? '' : chosen);
		if (chosen && isLost) note.textContent = text('voiceLost', known!.id, chosen);
	};

	async function describe(): Promise<void> {
		const id = speechModel.value.trim() || DEFAULT_MODELS.speech;
		if (known?.id === id) return;
		known = { id };
		note.textContent = '';
		const { apiKey, baseUrl } = settings();
		const { signal } = new AbortController();
		const ports = createPorts({ apiKey, baseUrl, signal, timeout: TIMEOUT });
		const model = await describeSpeechModel(ports, id).catch(() => undefined);
		// Meanwhile another one may have been chosen.
		if (known.id !== id) return;
		known = model && { id, model };
		if (!model) note.textContent = text('voicesUnlisted', id);
		show();
	}

	show();
	void listBrowserVoices().then((voices) => {
		browserVoices = voices;
		show();
	});
	// Nothing is asked of the API before someone comes this way.
	const section = elementById('speech', HTMLElement);
	for (const event of ['focusin', 'pointerenter'])
		section.addEventListener(event, () => void describe());
	speechModel.addEventListener('change', () => void describe());
}

function nameOfDefault(name: string | undefined): string {
	return name ? text('voiceByDefaultNamed', name) : text('voiceByDefault');
}

function group(label: string, options: readonly HTMLOptionElement[]): HTMLOptGroupElement[] {
	if (options.length === 0) return [];
	const element = document.createElement('optgroup');
	element.label = label;
	element.append(...options);
	return [element];
}

function toOption({ name, lang, localService, voiceURI }: SpeechSynthesisVoice): HTMLOptionElement {
	const language = languageName(lang, text('languageCode'));
	const label = [name, language].filter(Boolean).join(' · ');
	return new Option(
		localService ? label : `${label} · ${text('voiceOnline')}`,
		browserVoiceSetting(voiceURI),
	);
}
