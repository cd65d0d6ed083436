/** Why a page cannot be summarized before anything is asked of the API. */
export type PageErrorCode =
	| 'no-key'
	| 'no-access'
	| 'protected-page'
	| 'nothing-to-read'
	| 'tab-taken'
	| 'no-voice'
	| 'no-language-voice'
	| 'sound-blocked';

/** A problem with the page or the settings; no request was sent and nothing was paid. */
export class PageError extends Error {
	override readonly name = 'PageError';

	constructor(readonly code: PageErrorCode) {
		super(code);
	}
}
