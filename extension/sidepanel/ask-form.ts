import { elementById } from '../shared/element';
import { isRunning, type TabState } from '../shared/state/tab-state';
import type { Task } from '../shared/task';
import { text } from '../shared/texts';

/** The text box with its buttons. */
export interface AskForm {
	/** @param isLeft true when the tab shows another page than the one that the state is about */
	show(state: TabState | undefined, isLeft: boolean): void;
}

/** What becomes of a question, by the button pressed. */
const TASKS: Readonly<Record<string, (question: string) => Task>> = {
	'ask-page': (question) => ({ type: 'ask-page', question }),
	'ask-image': (question) => ({ type: 'ask-image', question }),
	'search-web': (query) => ({ type: 'search-web', query }),
};

/**
 * Wires the text box: Enter asks about what is in view, Ctrl+Enter searches the web, Shift+Enter begins
 * a line.
 *
 * @param say tells what is missing, or still under way
 */
export function createAskForm(
	start: (task: Task) => void,
	say: (message: string) => void,
): AskForm {
	const form = elementById('ask', HTMLFormElement);
	const box = elementById('question-box', HTMLTextAreaElement);
	const missing = elementById('question-missing', HTMLElement);
	const askImage = elementById('ask-image', HTMLButtonElement);
	const askPage = elementById('ask-page', HTMLButtonElement);
	const search = elementById('search-web', HTMLButtonElement);
	let shown: TabState | undefined;
	/** True when a question is meant for the image rather than for the page in view. */
	let isAboutImage = false;

	form.addEventListener('submit', (event) => {
		event.preventDefault();
		const button = event.submitter ?? askPage;
		if (button.ariaDisabled === 'true') return say(text('statusStillWorking'));
		const question = box.value.trim();
		tellMissing(!question);
		if (question) return start(TASKS[button.id]!(question));
		say(text('questionMissing'));
		box.focus();
	});
	box.addEventListener('input', () => tellMissing(false));
	box.addEventListener('keydown', (event) => {
		// Enter also ends the composition of a character.
		if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
		event.preventDefault();
		form.requestSubmit(event.ctrlKey || event.metaKey ? search : isAboutImage ? askImage : askPage);
	});

	/** Says beside the box what is missing, for as long as it is. */
	function tellMissing(isMissing: boolean): void {
		missing.hidden = !isMissing;
		box.ariaInvalid = String(isMissing);
		box.setAttribute('aria-describedby', isMissing ? `${missing.id} ask-hint` : 'ask-hint');
	}

	return {
		show(state, isLeft) {
			const before = shown;
			shown = state;
			isAboutImage = state?.image !== undefined && !isLeft;
			// While the image is got again, the button that was pressed keeps the focus.
			if (!isRunning(state) || state?.image) askImage.hidden = !state?.image;
			elementById('ask-hint', HTMLElement).textContent = text(
				isAboutImage ? 'askImageHint' : 'askPageHint',
			);
			for (const button of [askImage, askPage, search])
				button.ariaDisabled = String(isRunning(state));
			const { question = '' } = state?.task ?? {};
			// What is being answered stands above the answer; what was not comes back, to be asked again.
			if (isRunning(state) && before?.run !== state?.run && box.value.trim() === question)
				box.value = '';
			const isUnanswered = state?.status === 'failed' || state?.status === 'interrupted';
			if (isUnanswered && before?.status !== state.status && !box.value) box.value = question;
		},
	};
}
