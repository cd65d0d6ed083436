import type { JsonObject } from '../../client';
import { errorOf } from '../shared/problem/failure';
import { describeProblem, type Problem } from '../shared/problem/problem';
import { problemContent } from '../shared/problem/problem-content';
import { text } from '../shared/texts';

/** Where failures are told. */
export interface Alert {
	/** Shows a failure, or takes it away. */
	show(failure: JsonObject | undefined): void;
}

/** One sentence that says what to do, the request id for the API's support, and the way there. */
export function createAlert(alert: HTMLElement, openSettings: () => void): Alert {
	let shown: string | undefined;
	return {
		show(failure) {
			const next = failure && JSON.stringify(failure);
			// The same problem drawn again would be spoken again.
			if (next === shown) return;
			shown = next;
			const problem = failure && describeProblem(errorOf(failure));
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
