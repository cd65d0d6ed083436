import type { Source } from '../../client';
import type { ImageWay } from './image/image-ways';
import type { CardStates } from './search/search-card';

/** An image that was chosen on a page and that nothing was read of yet. Plain JSON. */
export interface ImageReference {
	/** Its address as the browser tells it; it may be one that only the page can read. */
	readonly source: string;
	/** The frame of the tab it stands in; its own document when absent. */
	readonly frameId?: number;
	/** Address of that frame. */
	readonly frameUrl?: string;
}

/** What a person may be told of an image, and where it came from. Plain JSON. */
export interface ImageOrigin {
	/** Address of the image on its page; it may be one that only the page can read. */
	readonly source: string;
	/** What the page itself says of it. */
	readonly alternativeText?: string;
	/** How it was got. */
	readonly way?: ImageWay;
	/** Address of the tab's page, as it was told. */
	readonly pageUrl?: string;
}

/** An image as a model gets it. Plain JSON. */
export interface TaskImage extends ImageOrigin {
	/** A public http(s) address, or the picture itself as a data URL. */
	readonly url: string;
}

/** What is kept in a tab's state of its image; the picture itself is large, and has a place of its own. */
export function originOf({ url: _, ...origin }: TaskImage): ImageOrigin {
	return origin;
}

/** What a person can ask for about a tab. Plain JSON: it is handed between the parts of the extension. */
export type Task =
	| { readonly type: 'summarize-page' }
	/** `text` where the browser told the selection; otherwise it is taken out of the page. */
	| { readonly type: 'summarize-selection'; readonly text?: string }
	| { readonly type: 'ask-page'; readonly question: string }
	| { readonly type: 'describe-image'; readonly image: ImageReference }
	| { readonly type: 'ask-image'; readonly question: string }
	| { readonly type: 'search-web'; readonly query: string };

/** A question of the same conversation, and its answer. */
export interface Turn {
	readonly question: string;
	/** Markdown. */
	readonly answer: string;
	/** Of a search: its run, by which a card that comes late finds it. */
	readonly run?: string;
	/** Of a search: the pages that marks such as `[1]` in the answer are about. */
	readonly sources?: readonly Source[];
	/** Of a search: what more was found about it. */
	readonly cards?: CardStates;
}
