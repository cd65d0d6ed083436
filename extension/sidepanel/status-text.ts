import type { TabState } from '../shared/tab-state';
import { text } from '../shared/texts';

/** One line that says where a summary stands. */
export function statusText(state: TabState): string {
	switch (state.status) {
		case 'reading':
			return text('statusReading');
		case 'summarizing':
			return state.text ? text('statusSummarizing') : progressText(state);
		case 'ready':
			return text('statusReady');
		case 'stopped':
			return text('statusStopped');
		case 'interrupted':
			return text('statusInterrupted');
		case 'failed':
			// The alert says it.
			return state.text ? text('statusFailed') : '';
	}
}

function progressText({ parts }: TabState): string {
	if (!navigator.onLine) return text('statusOffline');
	if (!parts) return text('statusSummarizing');
	if (parts.done >= parts.count) return text('statusJoining');
	return text('statusPart', parts.done + 1, parts.count);
}
