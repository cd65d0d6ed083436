import { elementById } from '../shared/element';
import { text } from '../shared/texts';

const field = elementById('speech-speed', HTMLInputElement);

/** Sets the speed of speech, and says it in words: a slider alone tells only a place on a line. */
export function showSpeed(speed: number): void {
	field.valueAsNumber = speed;
	tellSpeed();
}

/** The speed in the field. */
export function readSpeed(): number {
	return field.valueAsNumber;
}

field.addEventListener('input', tellSpeed);

function tellSpeed(): void {
	const speed = field.valueAsNumber.toLocaleString(text('languageCode'), {
		minimumFractionDigits: 1,
	});
	elementById('speech-speed-value', HTMLElement).textContent = text('speedValue', speed);
	field.ariaValueText = text('speedSpoken', speed);
}
