import type { StreamingPorts } from '../../client';
import type { Notes } from './state/notes';
import type { Page } from './page/page';
import type { Preferences } from './preferences';
import type { RunEvent } from './run-event';
import type { Task, TaskImage, Turn } from './task';

/** What each type of task is about; a search is about nothing that is at hand. */
export interface Subjects {
	'summarize-page': Page;
	/** A page of which only the selection is the text. */
	'summarize-selection': Page;
	'ask-page': Page;
	'describe-image': TaskImage;
	'ask-image': TaskImage;
	'search-web': undefined;
}

/** Everything a feature may use. It knows no tab, no storage and no key. */
export interface FeatureContext<Type extends Task['type'] = Task['type']> {
	/** The API: one key, one base URL, one abort signal. */
	readonly ports: StreamingPorts;
	readonly settings: Preferences;
	readonly task: Task & { readonly type: Type };
	readonly subject: Subjects[Type];
	/** Earlier questions about the same subject, oldest first. */
	readonly turns: readonly Turn[];
	/** What parts of the subject came to and was paid for; kept until the task has come to its end. */
	readonly notes: Notes;
	/** Gets the image of the task in another way than by its address; absent when it is no image's task. */
	imageAgain?(): Promise<TaskImage>;
	onEvent(event: RunEvent): void;
}

/**
 * Does a task: asks the API and tells what comes of it. It ends when the answer is complete.
 * @throws AimlApiError, with code `cancelled` when the user stopped it
 */
export type Feature<Type extends Task['type']> = (context: FeatureContext<Type>) => Promise<void>;
