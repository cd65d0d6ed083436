import type { FeatureContext } from '../../../extension/shared/feature';
import type { RunEvent } from '../../../extension/shared/run-event';
import type { Preferences } from '../../../extension/shared/preferences';

/** Settings as a user may have them; no test depends on one of the default models. */
export const PREFERENCES: Preferences = {
	baseUrl: 'https://api.example.com',
	chatModel: 'a-chat-model',
	visionModel: 'a-vision-model',
	searchModel: 'a-search-model',
	speechModel: 'a-speech-model',
	voice: '',
	speechSpeed: 1,
	summaryLength: 'medium',
	summaryLanguage: '',
	imagePrompt: '',
	describeAloud: true,
	summaryPrompt: '',
};

type Rest = 'settings' | 'turns' | 'notes' | 'onEvent';

/** A feature's context, and the events the feature tells. */
export function featureContext<Type extends FeatureContext['task']['type']>(
	context: Omit<FeatureContext<Type>, Rest> & Partial<Pick<FeatureContext<Type>, Rest>>,
): { context: FeatureContext<Type>; events: RunEvent[] } {
	const events: RunEvent[] = [];
	return {
		events,
		context: {
			settings: PREFERENCES,
			turns: [],
			notes: new Map(),
			onEvent: (event: RunEvent) => events.push(event),
			...context,
		} as FeatureContext<Type>,
	};
}
