import { ask, NoReceiverError } from '../shared/messages';
import type { Reading } from '../shared/speech/playback';

/** Where the document is asked. */
export const OFFSCREEN = { target: 'offscreen' } as const;

/** Built from `offscreen/index.html`; see `vite.config.ts`. */
const PAGE = 'offscreen/index.html';

/** Two openings at the same time would be refused. */
let opening: Promise<void> | undefined;

/** Opens the document that plays sound, unless it is there. It answers as soon as it is open. */
export async function openOffscreen(): Promise<void> {
	if (await hasOffscreen()) return;
	opening ??= chrome.offscreen
		.createDocument({
			url: PAGE,
			// With AUDIO_PLAYBACK alone, Chromium closes it after 30 s without sound of its own: while the
			// first part is still being made, and always with the browser's own voice.
			reasons: ['AUDIO_PLAYBACK', 'BLOBS'],
			justification: 'Reads texts aloud, also while the side panel is closed.',
		})
		.finally(() => (opening = undefined));
	await opening;
}

/** True when the document is open and answers; one that is only opening does not yet. */
export async function hasOffscreen(): Promise<boolean> {
	const contexts = await chrome.runtime.getContexts({ contextTypes: ['OFFSCREEN_DOCUMENT'] });
	return contexts.length > 0 && !opening;
}

/** Has a reading played, in place of what plays. */
export async function play(reading: Reading): Promise<void> {
	await whileOpen(() => ask(OFFSCREEN, 'play', reading));
}

/** Asks something of the document, which is opened for it. */
export async function whileOpen(asking: () => Promise<void>): Promise<void> {
	await openOffscreen();
	try {
		await asking();
	} catch (error) {
		if (!(error instanceof NoReceiverError)) throw error;
		// It closed itself in this moment.
		await openOffscreen();
		await asking();
	}
}
