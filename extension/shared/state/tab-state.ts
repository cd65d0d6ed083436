import type { JsonObject, Source } from '../../../client';
import { isSameDocument } from '../page/document-address';
import type { CardStates } from '../search/search-card';
import type { ImageOrigin, Task, Turn } from '../task';

/** Where the task of one tab stands. Plain JSON, kept in `storage.session`. */
export interface TabState {
	/** Tells one run from the next. */
	readonly run: string;
	/** What was asked for. Its image or text stands beside it, or nowhere: it would be stored twice. */
	readonly task: {
		readonly type: Task['type'];
		/** The question or the search. */
		readonly question?: string;
	};
	readonly status: 'reading' | 'working' | 'ready' | 'stopped' | 'interrupted' | 'failed';
	/** The page the conversation is about. */
	readonly page?: { readonly title: string; readonly url: string; readonly cut: boolean };
	/** The image the conversation is about. */
	readonly image?: ImageOrigin;
	/** What was asked and answered before in the same conversation, oldest first. */
	readonly turns: readonly Turn[];
	/** Parts of a long page; all done means that they are being put together. */
	readonly parts?: { readonly done: number; readonly count: number };
	/** The answer so far, in Markdown. */
	readonly text: string;
	/** The pages the answer is based on, in the order of their numbers. */
	readonly sources?: readonly Source[];
	/** Id of a search's answer, by which more about it can be found. */
	readonly answerId?: string;
	/** What more was found about the search. */
	readonly cards?: CardStates;
	/** US dollars of all calls, as far as the API told. */
	readonly costUsd?: number;
	/** Id of the model that answered. */
	readonly model?: string;
	/** Why it failed; `errorOf` makes an error of it. */
	readonly failure?: JsonObject;
}

/** The page or image that the answer is about; a search beside their conversation is about neither. */
export function subjectOf({ task, page, image }: TabState): Pick<TabState, 'page' | 'image'> {
	return task.type === 'search-web' ? {} : { page, image };
}

/**
 * True when a tab shows another page than the one that the conversation is about.
 * @param address of what it shows; empty when that is not told, as of a page of another site
 */
export function isLeft({ page, image }: TabState, address: string | undefined): boolean {
	const from = page?.url || image?.pageUrl;
	return Boolean(from) && address !== undefined && !isSameDocument(from, address);
}

/** True while an answer is being made. */
export function isRunning(state: TabState | undefined): boolean {
	return state?.status === 'reading' || state?.status === 'working';
}

/** True when an answer has grown since the last state of its run. */
export function hasMoreText(before: TabState | undefined, state: TabState): boolean {
	return (
		before?.run === state.run &&
		before.status === state.status &&
		before.text !== '' &&
		before.text.length < state.text.length
	);
}
