import browser from 'webextension-polyfill';
import imageReader from '../../content/read-image.ts?script&iife';
import { LEAST_SIDE } from './picture';
import { waysToImage, type ImageWay } from './image-ways';
import { PageError } from '../problem/page-error';
import type { ChoosableImages, ImageFacts } from './page-image';
import type { ImageReference, TaskImage } from '../task';
import { cropOf, type PlacedImage } from './crop';
import { callAgain, callInFrames, callInPage } from '../page/in-page';

/** Characters; longer ones are `data:`. */
const LONGEST_ADDRESS = 4000;

/**
 * Gets an image that was chosen on a page, in the best of the ways that lead to it.
 * @param without ways that are known to lead nowhere
 * @throws PageError when there is no image, nothing to see on it, or no way to it
 */
export async function takeImage(
	tabId: number,
	reference: ImageReference,
	without: readonly ImageWay[],
): Promise<TaskImage> {
	const source = nameOf(reference.source);
	const image: PlacedImage = { ...reference, tabId };
	let hindrance = new PageError('image-unreadable');
	// A frame of another site may not be read; its images may still be public, or in view.
	const [facts, tab] = await Promise.all([
		lookAt(image).catch((error: PageError) => {
			hindrance = error;
			return undefined;
		}),
		browser.tabs.get(tabId).catch(() => undefined),
	]);
	if (facts) requireVisible(facts);
	for (const { way } of waysToImage({ ...facts, address: reference.source })) {
		if (without.includes(way)) continue;
		const url = await GET[way](image).catch(() => undefined);
		if (!url) continue;
		const { alternativeText } = facts ?? {};
		const told = {
			...(alternativeText && { alternativeText }),
			...(tab?.url && { pageUrl: tab.url }),
		};
		return { url, source, way, ...told };
	}
	throw hindrance;
}

/** More images of a page are not listed. */
const MOST_IMAGES = 100;

/**
 * The images of a tab's page that may be described. What they show is not read yet.
 * @throws PageError when the page may not be read
 */
export async function listImages(tabId: number): Promise<ChoosableImages> {
	const frames = await callInFrames(tabId, imageReader, () => globalThis.pageImages.list());
	const all = frames.flatMap(({ frameId, result: { documentUrl: frameUrl, images } }) =>
		images.map(({ source, ...told }) => ({ ...told, reference: { source, frameId, frameUrl } })),
	);
	return { images: all.slice(0, MOST_IMAGES), cut: all.length > MOST_IMAGES };
}

/** An address that holds the whole picture would be stored beside it: its ends tell one from another. */
function nameOf(address: string): string {
	const { length } = address;
	if (length <= LONGEST_ADDRESS) return address;
	return `${address.slice(0, 200)}…${length}…${address.slice(-200)}`;
}

const GET: Readonly<Record<ImageWay, (image: PlacedImage) => Promise<string | undefined>>> = {
	address: async ({ source }) => source,
	// Whoever looked at it has put the script there.
	bytes: (image) => callAgain(image, (source) => globalThis.pageImages.read(source), image.source),
	crop: cropOf,
};

function lookAt(image: PlacedImage): Promise<ImageFacts | undefined> {
	return callInPage(
		image,
		imageReader,
		(source) => globalThis.pageImages.look(source),
		image.source,
	);
}

function requireVisible({ width, height }: ImageFacts): void {
	if (width === 0 || height === 0) throw new PageError('image-broken');
	if (Math.min(width, height) < LEAST_SIDE) throw new PageError('image-too-small');
}
