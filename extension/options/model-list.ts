import {
	completeChat,
	describeModel,
	hasModality,
	modelsOfTypes,
	synthesizeSpeech,
	webSearchModels,
	type Catalogue,
	type Model,
} from '../../client';
import { latestCatalogue } from '../shared/api/catalogue';
import { elementById } from '../shared/element';
import { createPorts } from '../shared/api/ports';
import type { Settings } from '../shared/settings';
import { text } from '../shared/texts';

/** The fields for a model, and which models of the catalogue fit each. */
const FITTING: Readonly<Record<string, (catalogue: Catalogue) => Model[]>> = {
	'chat-model': (catalogue) => modelsOfTypes(catalogue, completeChat.modelTypes),
	'vision-model': (catalogue) =>
		modelsOfTypes(catalogue, completeChat.modelTypes).filter(hasModality('input', 'image')),
	'speech-model': (catalogue) => modelsOfTypes(catalogue, synthesizeSpeech.modelTypes),
	'search-model': webSearchModels,
};

/** Offers the models of the live catalogue as soon as someone comes to one of the fields. */
export function offerModels(settings: () => Settings): void {
	const read = createReader(settings);
	for (const [id, fitting] of Object.entries(FITTING)) {
		const field = elementById(id, HTMLInputElement);
		const list = elementById(`${id}-list`, HTMLDataListElement);
		const note = elementById(`${id}-note`, HTMLElement);
		let offered: Catalogue | undefined;
		const offer = async () => {
			const catalogue = await read();
			const models = catalogue && fitting(catalogue);
			if (models && catalogue !== offered) list.replaceChildren(...models.map(toOption));
			offered = catalogue;
			const told = noteOn(field.value.trim(), models);
			// Set again, it would be announced again.
			if (note.textContent !== told) note.textContent = told;
		};
		field.addEventListener('focus', () => void offer());
		field.addEventListener('change', () => void offer());
	}
}

/** Reads the catalogue once for each base URL, and again after a failure. */
function createReader(settings: () => Settings): () => Promise<Catalogue | undefined> {
	let source = '';
	let reading: Promise<Catalogue | undefined> | undefined;
	return () => {
		const { apiKey, baseUrl } = settings();
		if (!reading || source !== baseUrl) {
			source = baseUrl;
			const { signal } = new AbortController();
			reading = latestCatalogue(createPorts({ apiKey, baseUrl, signal })).then((catalogue) => {
				if (!catalogue) reading = undefined;
				return catalogue;
			});
		}
		return reading;
	};
}

/** The list is a help and no fence: a newer model, or one of a proxy, is used as it was written. */
function noteOn(id: string, models: readonly Model[] | undefined): string {
	if (!models) return text('modelsUnlisted');
	const isKnown = models.some((model) => model.id === id || model.aliases.includes(id));
	return id === '' || isKnown ? '' : text('modelUnknown');
}

function toOption(model: Model): HTMLOptionElement {
	const option = document.createElement('option');
	option.value = model.id;
	option.label = [model.info.name, describeModel(model)].filter(Boolean).join(' · ');
	return option;
}
