import type { Feature, FeatureContext } from '../shared/feature';
import type { Task } from '../shared/task';
import { askPage } from './ask-page';
import { searchWeb } from './search-web';
import { summarizePage } from './summarize-page';

type Features = { readonly [Type in Task['type']]: Feature<Type> };

/** Which feature does which task. A task without a feature does not compile. */
export const FEATURES: Partial<Features> = {
	'summarize-page': summarizePage,
	'summarize-selection': summarizePage,
	'ask-page': askPage,
	'search-web': searchWeb,
};

/**
 * Does the task of a context.
 * @throws what the feature throws
 */
export async function doTask(context: FeatureContext): Promise<void> {
	// The type of the task names the feature for it, which the compiler cannot follow through the table.
	const feature = FEATURES[context.task.type] as Feature<Task['type']> | undefined;
	if (!feature) throw new Error(`No feature does ${context.task.type}.`);
	await feature(context);
}
