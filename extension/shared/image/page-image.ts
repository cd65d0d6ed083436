import type { ImageReference } from '../task';
import type { Area, Size } from './picture';

/** What a page tells of one of its images. Plain JSON. */
export interface ImageFacts {
	/** Address of the document the image stands in. */
	readonly documentUrl: string;
	/** The image in its own pixels, or as large as it is shown where it has none; 0 when it did not load. */
	readonly width: number;
	readonly height: number;
	/** What the page says of it for those who cannot see it; may be empty. */
	readonly alternativeText: string;
	/** True when the page fetches it with the cookies of another site. */
	readonly credentials: boolean;
}

/** An image as it is offered for a description. Plain JSON. */
export interface ListedImage extends Size {
	/** Its address, as the browser tells it. */
	readonly source: string;
	/** What the page calls it; may be empty. */
	readonly name: string;
}

/** The images of a frame of a page. */
export interface ImagesOfFrame {
	readonly documentUrl: string;
	readonly images: readonly ListedImage[];
}

/** An image of any frame of a page, from which it can be chosen. Plain JSON. */
export interface ChoosableImage extends Omit<ListedImage, 'source'> {
	readonly reference: ImageReference;
}

/** The images of a page that may be described. */
export interface ChoosableImages {
	/** In the order of the page; only the first ones of very many. */
	readonly images: readonly ChoosableImage[];
	/** True when there are more. */
	readonly cut: boolean;
}

/** What the injected reader of images can be asked; an image is named by its address. */
export interface PageImages {
	/** The images of this document that show something, in the order of the page. */
	list(): ImagesOfFrame;
	/** Waits until the image has loaded. Undefined when it is not found in this document. */
	look(address: string): Promise<ImageFacts | undefined>;
	/** The picture as a data URL; undefined when the page may show it but not read it. */
	read(address: string): Promise<string | undefined>;
	/** Brings the image into view, and tells where it is in a photograph of the tab. Undefined when it can not be seen. */
	show(address: string): Promise<Area | undefined>;
}
