import { elementById } from '../shared/element';
import type { ChoosableImage } from '../shared/image/page-image';
import type { ImageReference } from '../shared/task';
import { plainLine } from '../shared/search/web-link';
import { text } from '../shared/texts';

/** The images of the page in view, for who cannot press the right mouse button on one. */
export interface ImageList {
	/** Shows images and takes the focus. */
	open(images: readonly ChoosableImage[]): void;
	/** Takes the list away: another page is in view. */
	close(): void;
	readonly isOpen: boolean;
}

/** More are not listed. */
const MOST_IMAGES = 100;

/**
 * Wires the list below the button that opens it.
 * @param choose hears which image was chosen, when the list is closed and the focus back on its button
 */
export function createImageList(
	button: HTMLButtonElement,
	choose: (image: ImageReference) => void,
): ImageList {
	const region = elementById('page-images', HTMLElement);
	const list = elementById('image-list', HTMLUListElement);
	const cut = elementById('images-cut', HTMLElement);

	region.addEventListener('keydown', (event) => {
		if (event.key !== 'Escape') return;
		// What is under way or read aloud goes on.
		event.stopPropagation();
		close();
	});

	function close(): void {
		if (region.contains(document.activeElement)) button.focus();
		region.hidden = true;
		button.ariaExpanded = 'false';
		list.replaceChildren();
	}

	return {
		get isOpen() {
			return !region.hidden;
		},
		open(images) {
			const items = images.slice(0, MOST_IMAGES).map((image) => {
				const item = document.createElement('li');
				const choice = document.createElement('button');
				choice.type = 'button';
				choice.append(...contentOf(image));
				choice.addEventListener('click', () => {
					close();
					choose(image.reference);
				});
				item.append(choice);
				return item;
			});
			list.replaceChildren(...items);
			cut.hidden = images.length <= MOST_IMAGES;
			region.hidden = false;
			button.ariaExpanded = 'true';
			list.querySelector('button')?.focus();
		},
		close,
	};
}

/** What an image is called, and its size. Both are a stranger's. */
function contentOf({ name, width, height, reference }: ChoosableImage): HTMLElement[] {
	const title = document.createElement('span');
	const size = document.createElement('span');
	title.dir = 'auto';
	title.textContent = plainLine(name) || fileNameOf(reference.source) || text('imageUnnamed');
	size.className = 'size';
	size.textContent = text('imageSize', width, height);
	return [title, size];
}

/** The last part of an address, as somebody wrote it; empty where it has none. */
function fileNameOf(address: string): string {
	if (!/^https?:/.test(address) || !URL.canParse(address)) return '';
	const last = new URL(address).pathname.split('/').at(-1) ?? '';
	try {
		return plainLine(decodeURIComponent(last));
	} catch {
		return plainLine(last);
	}
}
