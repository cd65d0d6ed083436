import type { Call, Source } from '../../client';
import type { TaskImage } from './task';

/** What happens while a task is done, in order. Every feature tells it in these words. */
export type RunEvent =
	/** `done` parts of a long page are ready. */
	| { readonly type: 'parts'; readonly done: number; readonly count: number }
	/** The next piece of the answer, in Markdown. */
	| { readonly type: 'text'; readonly text: string }
	/** The pages an answer is based on, in the order of their numbers; each time all that are known. */
	| { readonly type: 'sources'; readonly sources: readonly Source[] }
	/** The image was got in another way. */
	| { readonly type: 'image'; readonly image: TaskImage }
	/** The search was answered by a model that can be asked for links, images, weather … of this answer. */
	| { readonly type: 'search-answer'; readonly answerId: string }
	/** A call was answered and paid for. */
	| { readonly type: 'call'; readonly call: Call };
