import type { ImageFacts, ListedImage, PageImages } from '../shared/image/page-image';
import { LEAST_SIDE, pictureUrl, type Size } from '../shared/image/picture';
import { allImages, findImage, type FoundImage } from './find-image';
import { visiblePartOf } from './visible-part';

declare global {
	/** Set by this script in its own world of the page, where it is called. */
	var pageImages: PageImages;
}

/** Milliseconds an image may still take to load. */
const LOADING_TIME = 10_000;
const ALTERNATIVE_TEXT_LENGTH = 500;

/** Pixels on the screen; what is smaller decorates, or counts visitors. */
const LEAST_SHOWN_SIDE = 32;

globalThis.pageImages = {
	list: () => ({ documentUrl: location.href, images: allImages().flatMap(listed) }),
	async look(address) {
		const element = findImage(address);
		if (!element) return undefined;
		const image = element instanceof HTMLImageElement ? element : copyOf(address, null);
		return { ...(await sizeOf(image)), ...describe(element) };
	},
	async read(address) {
		const element = findImage(address);
		const image = element instanceof HTMLImageElement ? element : undefined;
		// The page's own element needs no second fetch and has what nobody else gets any more; but of
		// several sources it tells the pixels of the screen, and not its own.
		const copy = () => copyOf(address, image?.crossOrigin ?? 'anonymous');
		const sources =
			image?.srcset || image?.closest('picture') ? [copy, () => image] : [() => image, copy];
		for (const source of sources) {
			const url = await draw(source(), address);
			if (url) return url;
		}
		return undefined;
	},
	async show(address) {
		const element = findImage(address);
		return element && visiblePartOf(element);
	},
};

function listed({ element, address: source }: FoundImage): ListedImage[] {
	const isEmpty =
		element instanceof HTMLImageElement &&
		element.complete &&
		Math.min(element.naturalWidth, element.naturalHeight) < LEAST_SIDE;
	if (!source || isEmpty || !element.checkVisibility()) return [];
	const shown = element.getBoundingClientRect();
	const [width, height] = [Math.round(shown.width), Math.round(shown.height)];
	if (Math.min(width, height) < LEAST_SHOWN_SIDE) return [];
	const caption = element.closest('figure')?.querySelector('figcaption')?.innerText.trim() ?? '';
	const name = describe(element).alternativeText || caption.slice(0, ALTERNATIVE_TEXT_LENGTH);
	return [{ source, name, width, height }];
}

/** The same image once more; `crossOrigin` says how it is fetched so that its pixels can be read, if at all. */
function copyOf(address: string, crossOrigin: string | null): HTMLImageElement {
	const copy = new Image();
	copy.crossOrigin = crossOrigin;
	copy.src = address;
	return copy;
}

async function draw(
	image: HTMLImageElement | undefined,
	address: string,
): Promise<string | undefined> {
	if (!image) return undefined;
	const size = await sizeOf(image);
	if (size.width === 0) return undefined;
	try {
		return await pictureUrl(image, { left: 0, top: 0, ...size }, sizeToDraw(image, address, size));
	} catch (error) {
		// The page shows it, but nobody may read it.
		if (error instanceof DOMException && error.name === 'SecurityError') return undefined;
		throw error;
	}
}

/** A drawing made of lines has no pixels of its own: it is taken as large as the page shows it. */
function sizeToDraw(image: HTMLImageElement, address: string, { width, height }: Size): Size {
	if (!/^data:image\/svg|\.svgz?($|[?#])/i.test(address)) return { width, height };
	const scale = Math.max(1, (image.clientWidth * devicePixelRatio) / width);
	return { width: width * scale, height: height * scale };
}

/** The size of an image once it has loaded; 0 when it does not. */
async function sizeOf(image: HTMLImageElement): Promise<Size> {
	if (!image.complete || image.naturalWidth === 0) {
		const timeout = new Promise((_, reject) => setTimeout(reject, LOADING_TIME));
		const isThere = await Promise.race([image.decode(), timeout]).then(
			() => true,
			() => false,
		);
		if (!isThere) return { width: 0, height: 0 };
	}
	return {
		width: image.naturalWidth || image.clientWidth,
		height: image.naturalHeight || image.clientHeight,
	};
}

function describe(
	element: Element,
): Pick<ImageFacts, 'documentUrl' | 'alternativeText' | 'credentials'> {
	const texts = ['alt', 'aria-label', 'title'].map((name) => element.getAttribute(name)?.trim());
	return {
		documentUrl: location.href,
		alternativeText: (texts.find(Boolean) ?? '').slice(0, ALTERNATIVE_TEXT_LENGTH),
		credentials: element instanceof HTMLImageElement && element.crossOrigin === 'use-credentials',
	};
}
