import { elementById } from '../shared/element';
import { text } from '../shared/texts';

/** What stands where no task was done yet: what can be done, or that a key is needed first. */
export function createWelcome(openSettings: () => void) {
	const section = elementById('welcome', HTMLElement);
	const settings = elementById('welcome-settings', HTMLButtonElement);
	settings.addEventListener('click', openSettings);
	return {
		show(visible: boolean, hasKey: boolean): void {
			section.hidden = !visible;
			elementById('welcome-title', HTMLElement).textContent = text(
				hasKey ? 'welcomeTitle' : 'keyNeededTitle',
			);
			elementById('welcome-text', HTMLElement).textContent = text(
				hasKey ? 'welcomeText' : 'keyNeededText',
			);
			elementById('welcome-shortcuts', HTMLElement).hidden = !hasKey;
			settings.hidden = hasKey;
		},
	};
}
