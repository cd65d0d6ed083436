import type { Area } from './picture';

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

/** What of a tab is to be seen: a part of its width and height, each from 0 to 1. */
export type VisiblePart = Area;

/** What the injected reader of images can be asked; an image is named by its address. */
export interface PageImages {
	/** Waits until the image has loaded. Undefined when it is not found in this document. */
	look(address: string): Promise<ImageFacts | undefined>;
	/** The picture as a data URL; undefined when the page may show it but not read it. */
	read(address: string): Promise<string | undefined>;
	/** Brings the image into view. Undefined when nothing of it can be seen. */
	show(address: string): Promise<VisiblePart | undefined>;
}
