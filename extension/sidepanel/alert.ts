import { elementById } from '../shared/element';
import type { Problem } from '../shared/problem';
import { problemContent } from '../shared/problem-content';
import { text } from '../shared/texts';

/** Where failures are told. */
export interface Alert {
	/** Shows a problem, or takes it away. */
	show(problem: Problem | undefined): void;
}

/** One sentence that says what to do, the request id for the API's support, and the way there. */
export function createAlert(openSettings: () => void): Alert {
	const alert = elementById('alert', HTMLElement);
	let shown: string | undefined;
	return {
		show(problem) {
			const next = problem && JSON.stringify(problem);
			// The same problem drawn again would be spoken again.
			if (next === shown) return;
			shown = next;
			alert.replaceChildren(...(problem ? contentOf(problem, openSettings) : []));
		},
	};
}

function contentOf(problem: Problem, openSettings: () => void): HTMLElement[] {
	const content = problemContent(problem);
	if (!problem.settings) return content;
	const button = document.createElement('button');
	button.type = 'button';
	button.textContent = text('openSettings');
	button.addEventListener('click', openSettings);
	return [...content, button];
}
