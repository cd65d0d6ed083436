/** Characters that turn the reading direction round and so can make a text read as another one. */
const BIDI_CONTROLS = /[\u202a-\u202e\u2066-\u2069]/g;

/** A stranger's text without the characters that turn the reading direction round. */
export function withoutBidiControls(text: string): string {
	return text.replace(BIDI_CONTROLS, '');
}
