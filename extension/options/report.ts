import { elementById } from '../shared/element';
import { describeProblem, type Problem } from '../shared/problem/problem';
import { problemContent } from '../shared/problem/problem-content';
import { FieldError } from './form';

/** What is said of an action: a sentence that all is well, or what is wrong. */
export type Outcome = string | Problem;

const status = elementById('status', HTMLElement);
const alert = elementById('alert', HTMLElement);
let latest = 0;

/**
 * Does what a button asks for and says how it ended; `say` tells how far it is. What an earlier action
 * still has to say is of no interest any more.
 */
export async function report(
	action: (say: (outcome: Outcome) => void) => Promise<Outcome>,
): Promise<void> {
	const turn = ++latest;
	const say = (outcome: Outcome) => {
		if (turn !== latest) return;
		const isGood = typeof outcome === 'string';
		status.textContent = isGood ? outcome : '';
		alert.replaceChildren(...(isGood ? [] : problemContent(outcome)));
		bringIntoView(isGood ? status : alert);
	};
	status.textContent = '';
	alert.replaceChildren();
	try {
		say(await action(say));
	} catch (error) {
		if (!(error instanceof FieldError)) return say(describeProblem(error));
		say({ code: 'invalid-input', text: error.message });
		error.field.focus();
	}
}

/** In a small window it may be far from the button. */
function bringIntoView(element: HTMLElement): void {
	const { top, bottom } = element.getBoundingClientRect();
	if (top < 0 || bottom > innerHeight) element.scrollIntoView({ block: 'nearest' });
}
