/** Characters that tell a language. */
const SAMPLE = 2000;

/** The language tag of a text, where the browser is sure of it. */
export async function detectLanguage(text: string): Promise<string | undefined> {
	const { isReliable, languages } = await chrome.i18n.detectLanguage(text.slice(0, SAMPLE));
	return isReliable ? languages[0]?.language : undefined;
}

/** Says of an element in which language its text is, for who reads it out; unsure, it is that of the page. */
export async function markLanguage(element: HTMLElement, text: string): Promise<void> {
	// The script of an extension that was updated meanwhile gets no answer.
	const language = await detectLanguage(text).catch(() => undefined);
	if (language) element.lang = language;
	else element.removeAttribute('lang');
}
