import { randomUUID } from 'node:crypto';
import type { JsonObject } from './exchange';
import type { ModelEntry } from './models';

/** Seconds a word takes, and the pause after it. */
const WORD = 0.4;
const PAUSE = 0.1;

/** What was heard, in the shape of the model's documented samples. */
export function layOutTranscript(model: ModelEntry, body: JsonObject, heard: string): JsonObject {
	const sentences = [`This is ${heard}.`, 'The sandbox can hear no more of it.'];
	const speakers = body.diarize === true || body.speaker_labels === true ? ['A', 'B'] : ['A', 'A'];
	const words = sentences
		.flatMap((sentence, index) =>
			sentence.split(' ').map((text) => ({ text, speaker: speakers[index]! })),
		)
		.map((word, index) => {
			const start = index * (WORD + PAUSE);
			return { ...word, start, end: start + WORD, confidence: 0.99 };
		});
	const text = sentences.join(' ');
	const isDiarized = speakers[0] !== speakers[1];
	const duration = words.at(-1)!.end;
	switch (model.answer) {
		case 'text':
			return {
				text,
				usage: { type: 'tokens', input_tokens: 10, output_tokens: 9, total_tokens: 19 },
			};
		case 'flat': {
			const spans = words.map(({ speaker, ...word }) => ({
				...inMilliseconds(word),
				speaker: isDiarized ? speaker : null,
			}));
			return {
				id: randomUUID(),
				status: 'completed',
				language_code: 'en_us',
				text,
				words: spans,
				utterances: isDiarized ? turnsOf(words).map(inMilliseconds) : null,
				audio_duration: duration,
			};
		}
		default:
			return {
				metadata: { request_id: randomUUID(), duration, channels: 1, models: [model.id] },
				results: {
					channels: [
						{
							detected_language: 'en',
							alternatives: [
								{
									transcript: text,
									confidence: 0.99,
									words: words.map(({ text: word, speaker, ...times }) => ({
										word: word.toLowerCase().replace(/\W/g, ''),
										punctuated_word: word,
										...times,
										...(isDiarized && { speaker: speaker === 'A' ? 0 : 1 }),
									})),
								},
							],
						},
					],
				},
			};
	}
}

interface Span {
	readonly text: string;
	readonly start: number;
	readonly end: number;
}

function inMilliseconds<Part extends Span>(span: Part): Part {
	return { ...span, start: Math.round(span.start * 1000), end: Math.round(span.end * 1000) };
}

function turnsOf(words: ReadonlyArray<Span & { readonly speaker: string }>) {
	return ['A', 'B'].map((speaker) => {
		const own = words.filter((word) => word.speaker === speaker);
		const text = own.map((word) => word.text).join(' ');
		return { speaker, text, start: own[0]!.start, end: own.at(-1)!.end, confidence: 0.99 };
	});
}
