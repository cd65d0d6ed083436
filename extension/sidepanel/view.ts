import { elementById } from '../shared/element';
import { formatCost } from '../shared/format';
import { isRunning, type TabState } from '../shared/tab-state';
import { text } from '../shared/texts';
import { createAlert } from './alert';
import { createResult } from './result';
import { statusText } from './status-text';

/** What a person can ask of the panel. */
export interface ViewActions {
	summarize(): void;
	readAloud(): void;
	stop(): void;
	openSettings(): void;
}

/** The panel's page. */
export interface View {
	/** Shows a tab's state; without one, what can be done. */
	show(state: TabState | undefined, hasKey: boolean): void;
	/** Says something that is not a tab's state, e.g. that a copy was made. */
	say(message: string): void;
}

/** Wires the panel's elements. Buttons that do not apply keep their place and the focus. */
export function createView(actions: ViewActions): View {
	const summarizeButton = elementById('summarize', HTMLButtonElement);
	const stopButton = elementById('stop', HTMLButtonElement);
	const copyButton = elementById('copy', HTMLButtonElement);
	const status = elementById('status', HTMLElement);
	const welcome = elementById('welcome', HTMLElement);
	const facts = elementById('facts', HTMLElement);
	const cost = elementById('cost', HTMLElement);
	const alert = createAlert(actions.openSettings);
	const result = createResult();
	let shown: TabState | undefined;

	const whenEnabled = (button: HTMLButtonElement, action: () => void) =>
		button.addEventListener('click', () => button.ariaDisabled !== 'true' && action());
	whenEnabled(summarizeButton, actions.summarize);
	whenEnabled(stopButton, actions.stop);
	elementById('read-aloud', HTMLButtonElement).addEventListener('click', actions.readAloud);
	copyButton.addEventListener('click', async () => {
		const copied = navigator.clipboard.writeText(shown?.text ?? '');
		say(
			text(
				await copied.then(
					() => 'statusCopied' as const,
					() => 'statusNotCopied' as const,
				),
			),
		);
	});
	for (const id of ['settings', 'welcome-settings'])
		elementById(id, HTMLButtonElement).addEventListener('click', actions.openSettings);
	document.addEventListener('keydown', (event) => {
		if (event.key === 'Escape' && isRunning(shown)) actions.stop();
	});

	function say(message: string): void {
		// A text that is set again is announced again only when it changes.
		if (status.textContent !== message) status.textContent = message;
	}

	function showWelcome(hasKey: boolean): void {
		welcome.hidden = shown !== undefined;
		elementById('welcome-title', HTMLElement).textContent = text(
			hasKey ? 'welcomeTitle' : 'keyNeededTitle',
		);
		elementById('welcome-text', HTMLElement).textContent = text(
			hasKey ? 'welcomeText' : 'keyNeededText',
		);
		elementById('welcome-shortcuts', HTMLElement).hidden = !hasKey;
		elementById('welcome-settings', HTMLElement).hidden = hasKey;
	}

	return {
		show(state, hasKey) {
			const running = isRunning(state);
			shown = state;
			document.body.classList.toggle('running', running);
			summarizeButton.ariaDisabled = String(running);
			stopButton.ariaDisabled = String(!running);
			say(state ? statusText(state) : '');
			alert.show(state?.problem);
			// The result takes the focus at its first text, before anything is spoken that the move would
			// cut short, and only when the user has not gone elsewhere since pressing the button.
			if (result.show(state) && document.activeElement === summarizeButton) result.focus();
			showWelcome(hasKey);
			// What was spent is told however a run ends, and while a long page's parts are paid one by one.
			const copyable = Boolean(state?.text) && !running;
			facts.hidden = !copyable && state?.costUsd === undefined;
			copyButton.hidden = !copyable;
			cost.textContent = state ? factsOf(state) : '';
		},
		say,
	};
}

function factsOf({ costUsd, model, page }: TabState): string {
	return [costUsd !== undefined && formatCost(costUsd), model, page?.cut && text('pageCut')]
		.filter(Boolean)
		.join(' · ');
}
