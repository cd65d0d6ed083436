import type { TabState } from '../state/tab-state';
import { text } from '../texts';

/**
 * The state as its answer is shown and read out: of an image it begins with the sentence that the
 * description is an AI's. A model that is only asked for this sentence may leave it out.
 */
export function withNotice(state: TabState): TabState {
	if (state.task.type !== 'describe-image' || !state.text) return state;
	return { ...state, text: `${text('imageByAi')}\n\n${state.text}` };
}
