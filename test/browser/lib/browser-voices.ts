import type { RemotePage } from './remote-page';

/**
 * Gives the offscreen document voices, which a Chromium without a sound system has none of: they
 * take a moment for each text, and write it down in `window.said`.
 */
export async function giveVoices(document: RemotePage, ...languages: string[]): Promise<void> {
	await document.evaluate(`(() => {
		window.said = [];
		let speaking, timer;
		window.SpeechSynthesisUtterance = class { constructor(text) { this.text = text; } };
		const voices = ${JSON.stringify(languages)}.map((lang, index) =>
			({ voiceURI: lang, name: lang, lang, default: index === 0, localService: true }));
		Object.assign(speechSynthesis, {
			getVoices: () => voices,
			speak(utterance) {
				said.push({ text: utterance.text, lang: utterance.voice.lang, rate: utterance.rate });
				speaking = utterance;
				timer = setTimeout(() => utterance.onend(), 100);
			},
			cancel() {
				clearTimeout(timer);
				const taken = speaking;
				setTimeout(() => taken?.onerror({ error: 'canceled' }));
			},
		});
	})()`);
}

/** What the voices were given to say, in order. */
export function saidBy(
	document: RemotePage,
): Promise<Array<{ readonly text: string; readonly lang: string; readonly rate: number }>> {
	return document.evaluate('said');
}
