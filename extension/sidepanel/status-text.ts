import type { TabState } from '../shared/state/tab-state';
import { text } from '../shared/texts';
import { TASK_TEXTS } from './task-text';

/** One line that says where a task stands. */
export function statusText(state: TabState): string {
	const texts = TASK_TEXTS[state.task.type];
	switch (state.status) {
		case 'reading':
			return text(texts.reading);
		case 'working':
			return state.text ? text(texts.working) : progressText(state);
		case 'ready':
			// An answer that was there before a task that could not begin.
			return text(state.failure ? 'statusFailed' : texts.ready);
		case 'stopped':
			return text('statusStopped');
		case 'interrupted':
			return text(texts.interrupted);
		case 'failed':
			// The alert says it.
			return state.text ? text('statusFailed') : '';
	}
}

function progressText({ task, parts }: TabState): string {
	if (!navigator.onLine) return text('statusOffline');
	if (!parts) return text(TASK_TEXTS[task.type].working);
	if (parts.done >= parts.count) return text('statusJoining');
	return text('statusPart', parts.done + 1, parts.count);
}
