import { plainText } from './plain-text';
import { markLanguage } from './text-language';

/** Speaks an answer while it arrives. */
export interface Announcer {
	/** Takes the whole text so far; only what is new since the last call counts. */
	read(text: string): void;
	/** Speaks what is left: the answer has ended. */
	finish(text: string): void;
	/** Falls silent; the first `length` characters of the next text count as read. */
	reset(length?: number): void;
	/** Resolves when what was taken so far is in the region. */
	announced(): Promise<void>;
}

/** Shorter pieces make a screen reader stutter. */
const LEAST_CHARACTERS = 80;
/** What was spoken is removed again, or it would be found twice when moving through the panel. */
const KEPT_PIECES = 3;
/** Milliseconds after the end of an answer until the last pieces go, too. */
const KEPT_TIME = 5000;

/**
 * Feeds a polite live region with whole sentences. Text that grows letter by letter in a live region
 * cannot be listened to, so the visible text is not one and this hidden region is.
 */
export function createAnnouncer(region: HTMLElement): Announcer {
	let position = 0;
	/** One piece after the other, each once its language is known. */
	let spoken = Promise.resolve();
	let text = {};

	function speak(markdown: string): void {
		const piece = plainText(markdown);
		if (!piece) return;
		const itsText = text;
		spoken = spoken.then(async () => {
			const paragraph = document.createElement('p');
			paragraph.textContent = piece;
			await markLanguage(paragraph, piece);
			if (itsText === text) add(paragraph);
		});
	}

	function add(paragraph: HTMLElement): void {
		region.append(paragraph);
		while (region.children.length > KEPT_PIECES) region.firstElementChild?.remove();
	}

	return {
		read(text) {
			for (;;) {
				const length = sentencesLength(text.slice(position));
				if (length === 0) return;
				speak(text.slice(position, position + length));
				position += length;
			}
		},
		finish(text) {
			this.read(text);
			speak(text.slice(position));
			position = text.length;
			// They were handed to the screen reader when they came.
			setTimeout(() => region.replaceChildren(), KEPT_TIME);
		},
		reset(length = 0) {
			position = length;
			text = {};
			region.replaceChildren();
		},
		announced: () => spoken,
	};
}

/** Length of the first sentences or lines that are long enough together; 0 when there are not enough yet. */
function sentencesLength(text: string): number {
	// A full stop counts once a space follows: before that, "3." may become "3.5".
	for (const match of text.matchAll(/[.!?…]["'”’»)\]*_]*\s+|[。！？]|\n+/g)) {
		const end = match.index + match[0].length;
		if (end >= LEAST_CHARACTERS) return end;
	}
	return 0;
}
