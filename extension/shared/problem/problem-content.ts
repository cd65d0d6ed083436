import type { Problem } from './problem';
import { text } from '../texts';

/** A problem as an alert shows it: its sentence, and the request id for the API's support. */
export function problemContent({ text: sentence, requestId }: Problem): HTMLElement[] {
	const paragraph = document.createElement('p');
	paragraph.textContent = sentence;
	if (!requestId) return [paragraph];
	const trace = document.createElement('p');
	const id = document.createElement('code');
	id.textContent = requestId;
	trace.className = 'trace';
	trace.append(`${text('requestId')}: `, id);
	return [paragraph, trace];
}
