import type messages from '../_locales/en/messages.json';

/** The name of a text in `_locales`. A name that is not there does not compile. */
export type TextName = keyof typeof messages;

/** A text in the user's language, with the values in the places it has for them. */
export function text(name: TextName, ...values: Array<string | number>): string {
	return chrome.i18n.getMessage(name, values.map(written));
}

/** The name of a text that tells a count: it has a form for each way the language counts, `name_one`, `name_other` … */
export type CountedTextName = TextName extends infer Name
	? Name extends `${infer Counted}_other`
		? Counted
		: never
	: never;

/** A text that tells a count, its first value, in the form that the user's language has for it. */
export function countedText(
	name: CountedTextName,
	count: number,
	...values: Array<string | number>
): string {
	const form = new Intl.PluralRules(chrome.i18n.getMessage('languageCode')).select(count);
	const [own, general] = [form, 'other'].map((one) =>
		chrome.i18n.getMessage(`${name}_${one}`, [count, ...values].map(written)),
	);
	// A browser may know a form that is newer than the texts.
	return own || general || '';
}

/** Numbers are written as the user's language does. */
function written(value: string | number): string {
	return typeof value === 'string'
		? value
		: value.toLocaleString(chrome.i18n.getMessage('languageCode'));
}

/** Fills a page's texts: `data-text` names an element's content, `data-label` its accessible name. */
export function localizePage(): void {
	document.documentElement.lang = text('languageCode');
	// Of the texts, not of the browser: in a language that is not there, the texts are English.
	document.documentElement.dir = text('textDirection');
	for (const element of document.querySelectorAll<HTMLElement>('[data-text]'))
		element.textContent = text(element.dataset.text as TextName);
	for (const element of document.querySelectorAll<HTMLElement>('[data-label]')) {
		element.ariaLabel = text(element.dataset.label as TextName);
		if (element instanceof HTMLButtonElement) element.title = element.ariaLabel;
	}
}
