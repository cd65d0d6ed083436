/** The name of a language, in English as models know it best, e.g. `German` for `de`; else the tag itself. */
export function languageName(tag: string, inLanguage = 'en'): string {
	try {
		return new Intl.DisplayNames(inLanguage, { type: 'language' }).of(tag) ?? tag;
	} catch {
		// No language tag: a model may still know what the user meant.
		return tag;
	}
}
