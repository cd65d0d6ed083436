/** Why a task cannot be done before anything is asked of the API. */
export type PageErrorCode =
	| 'no-key'
	| 'no-access'
	| 'protected-page'
	| 'nothing-to-read'
	| 'pdf-broken'
	| 'pdf-locked'
	| 'pdf-on-device'
	| 'pdf-too-large'
	| 'pdf-unavailable'
	| 'pdf-without-text'
	| 'nothing-selected'
	| 'no-image'
	| 'no-images'
	| 'image-broken'
	| 'image-too-small'
	| 'image-unreadable'
	| 'tab-taken'
	| 'search-model-gone'
	| 'no-search-model'
	| 'no-query'
	| 'no-voice'
	| 'no-language-voice'
	| 'sound-blocked';

/** A problem with the page or the settings; no request was sent and nothing was paid. */
export class PageError extends Error {
	override readonly name = 'PageError';

	/** What the sentence for it names, e.g. a model. */
	readonly values: readonly string[];

	constructor(
		readonly code: PageErrorCode,
		...values: readonly string[]
	) {
		super(code);
		this.values = values;
	}
}

/** Why the browser did not run a script in a page. It gives its reasons as English sentences only. */
export function pageErrorOf(error: unknown): PageError {
	const reason = error instanceof Error ? error.message : String(error);
	if (/error page|no frame|no tab|frame .* was removed/i.test(reason))
		return new PageError('nothing-to-read');
	// Without access, the address of the browser's own pages is not told either.
	if (/chrome:\/\/|extensions gallery|chrome-extension:|cannot be scripted|webstore/i.test(reason))
		return new PageError('protected-page');
	return new PageError('no-access');
}
