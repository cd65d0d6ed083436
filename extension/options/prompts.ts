import { DEFAULT_IMAGE_PROMPT } from '../features/describe-image';
import { elementById } from '../shared/element';
import type { Preferences } from '../shared/preferences';

/** The settings that are words for a model. */
type Prompts = Pick<Preferences, 'imagePrompt' | 'summaryPrompt'>;

/** What stands in the field while the setting is empty; its lines are as long as the field. */
const DEFAULTS: Prompts = {
	imagePrompt: DEFAULT_IMAGE_PROMPT.replaceAll('\n', ' '),
	summaryPrompt: '',
};

const fields: Record<keyof Prompts, HTMLTextAreaElement> = {
	imagePrompt: elementById('image-prompt', HTMLTextAreaElement),
	summaryPrompt: elementById('summary-prompt', HTMLTextAreaElement),
};
const names = Object.keys(fields) as Array<keyof Prompts>;

for (const name of names)
	elementById(`${fields[name].id}-default`, HTMLButtonElement).addEventListener('click', () => {
		fields[name].value = DEFAULTS[name];
		fields[name].focus();
	});

/** Puts the prompts into their fields. */
export function showPrompts(settings: Prompts): void {
	for (const name of names) fields[name].value = settings[name] || DEFAULTS[name];
}

/** The prompts in the fields; a default is kept as nothing, so that a better one of a later version counts. */
export function readPrompts(): Prompts {
	const read = (name: keyof Prompts) => {
		const words = fields[name].value.trim();
		return words === DEFAULTS[name] ? '' : words;
	};
	return { imagePrompt: read('imagePrompt'), summaryPrompt: read('summaryPrompt') };
}
