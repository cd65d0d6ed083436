import { isPublicAddress } from './public-address';

/** What is known of an image before anything of it is read. */
export interface ImagePlace {
	/** The image's own address: http(s), `data:`, `blob:` … */
	readonly address: string;
	/** Address of the document it stands in; absent when that may not be read. */
	readonly documentUrl?: string;
	/** True when its page fetches it with the cookies of another site (`crossorigin="use-credentials"`). */
	readonly credentials?: boolean;
}

/** How an image can reach a model: by its address, by its bytes, or as it is seen in the tab. */
export type ImageWay = 'address' | 'bytes' | 'crop';

/** A way, and why it has its place in the order. */
export interface ReasonedWay {
	readonly way: ImageWay;
	readonly because:
		/** Anybody can fetch it. */
		| 'public'
		/** Only the page can read it, e.g. `blob:`, or a host of a local network. */
		| 'page-only'
		/** It is the page's own site, which may show it to this visitor only. */
		| 'own-site'
		/** It comes with a login. */
		| 'credentials'
		/** No model reads its format, or only the first frame counts. */
		| 'format'
		/** The way before it did not lead to the image. */
		| 'fallback';
}

/** Endings of formats that vision models do not take, or that move. */
const UNSENDABLE_FORMAT = /\.(svgz?|gif|apng|avif|bmp|ico|heic|heif|jxl|tiff?)$/i;

/**
 * The ways to an image, best first. Its address costs nothing and loses nothing, but is good only when
 * everybody gets the image there: nobody can see which cookies an address needs, so that what belongs to
 * the page's own site is read in the page.
 */
export function waysToImage(place: ImagePlace): readonly ReasonedWay[] {
	const hindrance = hindranceOf(place);
	if (hindrance)
		return [
			{ way: 'bytes', because: hindrance },
			{ way: 'crop', because: 'fallback' },
		];
	return [
		{ way: 'address', because: 'public' },
		{ way: 'bytes', because: 'fallback' },
		{ way: 'crop', because: 'fallback' },
	];
}

/** Why a model can not get the image by its address. */
function hindranceOf({
	address,
	documentUrl,
	credentials,
}: ImagePlace): ReasonedWay['because'] | undefined {
	if (!isPublicAddress(address)) return 'page-only';
	const { origin, pathname } = new URL(address);
	if (credentials) return 'credentials';
	if (documentUrl && new URL(documentUrl).origin === origin) return 'own-site';
	return UNSENDABLE_FORMAT.test(pathname) ? 'format' : undefined;
}
