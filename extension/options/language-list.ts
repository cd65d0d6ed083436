import { elementById } from '../shared/element';
import { text } from '../shared/texts';

/** Language tags; the browser knows their names in every language. */
const LANGUAGES = (
	'ar bg bn ca cs da de el en es et fa fi fil fr he hi hr hu id it ja ko lt lv ms nb nl pl ' +
	'pt-BR pt-PT ro ru sk sl sr sv sw ta te th tr uk ur vi zh-Hans zh-Hant'
).split(' ');

/** Offers the languages a summary may be written in, by their names in the user's language. */
export function offerLanguages(): void {
	const userLanguage = text('languageCode');
	const names = new Intl.DisplayNames([userLanguage], { type: 'language' });
	const options = LANGUAGES.map((tag) => new Option(names.of(tag), tag));
	options.sort((a, b) => a.label.localeCompare(b.label, userLanguage));
	elementById('summary-language', HTMLSelectElement).append(...options);
}
