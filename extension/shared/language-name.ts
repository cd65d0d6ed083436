/** The English name of a language, as models know it best, e.g. `German` for `de`. */
export function languageName(tag: string): string {
	try {
		return new Intl.DisplayNames('en', { type: 'language' }).of(tag) ?? tag;
	} catch {
		// No language tag: a model may still know what the user meant.
		return tag;
	}
}
