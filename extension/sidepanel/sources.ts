import type { Source } from '../../client';
import { elementById } from '../shared/element';
import { createWebLink, plainLine, plainPath, webAddress } from '../shared/search/web-link';

/** The region with the pages an answer is based on. */
export interface Sources {
	/** Shows them under their numbers; the region is gone while there is nothing to say of any. */
	show(sources: readonly Source[] | undefined): void;
}

/** A numbered list of links. All that stands in it is a stranger's: text is shown as text. */
export function createSources(): Sources {
	const region = elementById('sources', HTMLElement);
	const none = elementById('no-sources', HTMLElement);
	const list = elementById('source-list', HTMLOListElement);
	let shown = '';

	return {
		show(sources) {
			region.hidden = sources === undefined;
			const next = JSON.stringify(sources ?? []);
			// A list that is drawn again would take the focus out of it.
			if (next === shown) return;
			shown = next;
			list.replaceChildren(...(sources ?? []).flatMap(createItem));
			none.hidden = list.children.length > 0;
			list.hidden = !none.hidden;
		},
	};
}

/** The sources of an answer as a list under their numbers; nothing when there are none. */
export function createSourceList(sources: readonly Source[]): HTMLElement[] {
	const items = sources.flatMap(createItem);
	if (items.length === 0) return [];
	const list = document.createElement('ol');
	list.append(...items);
	return [list];
}

/** Nothing for what is no address of the web: the others keep their numbers. */
function createItem(source: Source, index: number): HTMLLIElement[] {
	const entry = sourceEntry(source);
	if (!entry) return [];
	const item = document.createElement('li');
	item.value = index + 1;
	item.append(...entry);
	return [item];
}

/** Title, host in full and date of a page; undefined when its address is none of the web. */
export function sourceEntry({ url: address, title, date }: Source): HTMLElement[] | undefined {
	const url = webAddress(address);
	if (!url) return undefined;
	const link = createWebLink(url);
	link.dir = 'auto';
	link.textContent = plainLine(title ?? '') || plainPath(url.host + url.pathname);
	const host = document.createElement('span');
	host.className = 'host';
	host.dir = 'ltr';
	host.textContent = url.host;
	const entry = [link, host];
	const day = plainLine(date ?? '');
	if (day) {
		const shown = document.createElement('span');
		shown.className = 'date';
		shown.textContent = day;
		entry.push(shown);
	}
	return entry;
}
