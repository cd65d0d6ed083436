import type { Feature, FeatureContext } from '../shared/feature';
import type { Task } from '../shared/task';
import { askPage } from './ask-page';
import { describeImage } from './describe-image';
import { searchWeb } from './search-web';
import { summarizePage } from './summarize-page';

type Features = { readonly [Type in Task['type']]: Feature<Type> };

/** Which feature does which task. A task without a feature does not compile. */
export const FEATURES: Features = {
	'summarize-page': summarizePage,
	'summarize-selection': summarizePage,
	'ask-page': askPage,
	'describe-image': describeImage,
	'ask-image': describeImage,
	'search-web': searchWeb,
};

/**
 * Does the task of a context.
 * @throws what the feature throws
 */
export async function doTask(context: FeatureContext): Promise<void> {
	// The type of the task names the feature for it, which the compiler cannot follow through the table.
	const feature = FEATURES[context.task.type] as Feature<Task['type']>;
	await feature(context);
}
