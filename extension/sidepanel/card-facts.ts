import type { JsonObject } from '../../client';
import { withoutBidiControls } from '../shared/bidi';
import { createWebLink, plainLine, webAddress } from '../shared/search/web-link';

/** The facts of a card as a list of names and values; lists and objects stand inside each other. */
export function createFacts(facts: JsonObject): HTMLElement {
	const list = document.createElement('dl');
	for (const [name, value] of Object.entries(facts)) {
		const term = document.createElement('dt');
		const description = document.createElement('dd');
		term.dir = description.dir = 'auto';
		term.textContent = readableName(name);
		description.append(createValue(value));
		list.append(term, description);
	}
	return list;
}

function createValue(value: unknown): Node {
	if (Array.isArray(value)) {
		const list = document.createElement('ul');
		for (const one of value as unknown[]) {
			const item = document.createElement('li');
			item.append(createValue(one));
			list.append(item);
		}
		return list;
	}
	if (typeof value === 'object' && value !== null) return createFacts(value as JsonObject);
	const url = webAddress(String(value));
	if (!url) return document.createTextNode(withoutBidiControls(String(value)));
	const link = createWebLink(url);
	link.dir = 'ltr';
	link.textContent = url.href;
	return link;
}

/** `hourly_forecast` is "Hourly forecast". */
function readableName(name: string): string {
	const words = plainLine(name.replaceAll('_', ' '));
	return words.charAt(0).toUpperCase() + words.slice(1);
}
