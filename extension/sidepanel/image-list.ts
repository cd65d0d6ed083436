import { elementById } from '../shared/element';
import type { ChoosableImage, ChoosableImages } from '../shared/image/page-image';
import type { ImageReference } from '../shared/task';
import { plainLine, plainPath } from '../shared/search/web-link';
import { countedText, text } from '../shared/texts';

/** The images of the page in view, for who cannot press the right mouse button on one. */
export interface ImageList {
	/** Opens it with the focus in it, or closes it. @throws what `find` throws */
	toggle(): Promise<void>;
	/** Takes it away: another page is in view, or an answer comes. */
	close(): void;
}

/** What the list needs from the panel. */
export interface ImageListActions {
	/** The images of the page; undefined when it is no longer in view. */
	find(): Promise<ChoosableImages | undefined>;
	/** Hears which one was chosen, when the list is closed and the focus back on its button. */
	choose(image: ImageReference): void;
	say(message: string): void;
}

/** Wires the list below the button that opens it. */
export function createImageList(
	button: HTMLButtonElement,
	{ find, choose, say }: ImageListActions,
): ImageList {
	const region = elementById('page-images', HTMLElement);
	const list = elementById('image-list', HTMLUListElement);
	const cutNote = elementById('images-cut', HTMLElement);

	region.addEventListener('keydown', (event) => {
		if (event.key !== 'Escape') return;
		// What is read aloud goes on.
		event.stopPropagation();
		event.preventDefault();
		close();
	});

	function show({ images, cut }: ChoosableImages): void {
		const names = distinct(images.map(nameOf));
		list.replaceChildren(...images.map((image, index) => createItem(image, names[index] ?? '')));
		cutNote.hidden = !cut;
		region.hidden = false;
		button.ariaExpanded = 'true';
		list.querySelector('button')?.focus();
		const found = countedText('statusImagesListed', images.length);
		say(cut ? `${found} ${text('imagesCut')}` : found);
	}

	function createItem(image: ChoosableImage, name: string): HTMLLIElement {
		const item = document.createElement('li');
		const choice = document.createElement('button');
		choice.type = 'button';
		choice.append(...contentOf(image, name));
		choice.addEventListener('click', () => {
			close();
			choose(image.reference);
		});
		item.append(choice);
		return item;
	}

	function close(): void {
		if (region.contains(document.activeElement)) button.focus();
		region.hidden = true;
		button.ariaExpanded = 'false';
		list.replaceChildren();
	}

	return {
		async toggle() {
			if (!region.hidden) return close();
			const images = await find();
			if (images) show(images);
		},
		close,
	};
}

/** What an image is called; a stranger's words. */
function nameOf({ name, reference }: ChoosableImage): string {
	return plainLine(name) || fileNameOf(reference.source) || text('imageWithoutTitle');
}

/** Names of which several are the same are numbered. */
function distinct(names: readonly string[]): string[] {
	const taken = new Set(names);
	return names.map((name) => {
		if (names.indexOf(name) === names.lastIndexOf(name)) return name;
		let numbered = name;
		for (let number = 1; taken.has(numbered); number++)
			numbered = `${name} (${number.toLocaleString(text('languageCode'))})`;
		taken.add(numbered);
		return numbered;
	});
}

function contentOf({ width, height }: ChoosableImage, name: string): HTMLElement[] {
	const title = document.createElement('span');
	const size = document.createElement('span');
	title.dir = 'auto';
	title.textContent = name;
	size.className = 'size';
	size.textContent = text('imageSize', width, height);
	return [title, size];
}

/** The last part of an address, as somebody wrote it; empty where it has none. */
function fileNameOf(address: string): string {
	if (!/^https?:/.test(address) || !URL.canParse(address)) return '';
	return plainPath(new URL(address).pathname.split('/').at(-1) ?? '');
}
