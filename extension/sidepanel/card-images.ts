import { fetchImage } from '../shared/api/fetch-image';
import type { FoundImage } from '../shared/search/search-card';
import { countedText, text } from '../shared/texts';
import { createWebLink, plainLine, webAddress } from '../shared/search/web-link';
import { sourceEntry } from './sources';

/**
 * The images of a card as links to the pages they stand on. Their hosts learn of the reader only when
 * the button is pressed.
 *
 * @param say tells how it went
 */
export function createImages(
	images: readonly FoundImage[],
	say: (message: string) => void,
): HTMLElement[] {
	const pictures = images.flatMap(createPicture);
	if (pictures.length === 0) return [];
	const list = document.createElement('ul');
	list.className = 'pictures';
	list.append(...pictures.map(({ item }) => item));
	const button = document.createElement('button');
	button.type = 'button';
	button.textContent = text('loadImages');
	button.addEventListener('click', async () => {
		if (button.ariaDisabled === 'true') return;
		button.ariaDisabled = 'true';
		say(text('statusLoadingImages'));
		const loaded = await Promise.all(pictures.map(({ load }) => load()));
		say(countedText('statusImagesLoaded', pictures.length, loaded.filter(Boolean).length));
	});
	const help = document.createElement('p');
	help.className = 'help';
	help.textContent = text('loadImagesHelp');
	return [button, help, list];
}

interface Picture {
	readonly item: HTMLLIElement;
	/** False when it could not be loaded. */
	load(): Promise<boolean>;
}

function createPicture({ url: address, title = '', page }: FoundImage): Picture[] {
	const url = webAddress(address);
	if (!url) return [];
	const name = plainLine(title);
	const entry =
		sourceEntry({ url: page ?? '', title }) ?? sourceEntry({ url: address, title }) ?? [];
	const item = document.createElement('li');
	item.append(...entry);
	const load = () => showPicture(item, url, name || text('imageWithoutTitle'));
	return [{ item, load }];
}

async function showPicture(item: HTMLElement, url: URL, name: string): Promise<boolean> {
	try {
		const address = URL.createObjectURL(await fetchImage(url));
		const image = document.createElement('img');
		image.src = address;
		image.alt = name;
		try {
			await image.decode();
		} finally {
			// What is decoded needs its bytes no longer.
			URL.revokeObjectURL(address);
		}
		item.prepend(image);
		return true;
	} catch {
		// Why, only the browser's console is told: mostly its host lets no other site read it.
		const link = createWebLink(url);
		link.textContent = text('openImage');
		const note = document.createElement('p');
		note.append(`${text('imageNotLoaded')} `, link);
		item.prepend(note);
		return false;
	}
}
