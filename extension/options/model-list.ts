import { completeChat, describeModel, modelsOfTypes, readCatalogue } from '../../client';
import { elementById } from '../shared/element';
import { createPorts } from '../shared/ports';
import type { Settings } from '../shared/settings';
import { text } from '../shared/texts';

/** Offers the models of the live catalogue as soon as someone comes to the field. */
export function offerModels(settings: () => Settings): void {
	const field = elementById('chat-model', HTMLInputElement);
	field.addEventListener('focus', () => void fill(settings()), { once: true });
}

async function fill({ apiKey, baseUrl }: Settings): Promise<void> {
	const { signal } = new AbortController();
	try {
		const catalogue = await readCatalogue(createPorts({ apiKey, baseUrl, signal }));
		const options = modelsOfTypes(catalogue, completeChat.modelTypes).map((model) => {
			const option = document.createElement('option');
			option.value = model.id;
			option.label = [model.info.name, describeModel(model)].filter(Boolean).join(' · ');
			return option;
		});
		elementById('chat-models', HTMLDataListElement).replaceChildren(...options);
	} catch {
		// The list is a help only: any model id can be typed.
		elementById('chat-model-help', HTMLElement).textContent = text('chatModelUnlisted');
	}
}
