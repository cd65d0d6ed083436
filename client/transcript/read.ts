import { isObject, objectOf } from '../json';
import { withoutAbsent } from '../operation';
import type { JsonObject } from '../transport';

/** What was said. Times are seconds. */
export interface Transcription {
	readonly text: string;
	/** As the API names it, e.g. `en` or `en_us`. */
	readonly language?: string;
	readonly duration?: number;
	readonly segments?: readonly Segment[];
	readonly words?: readonly Word[];
	/** Everyone who speaks, in the order of their first word. */
	readonly speakers?: readonly string[];
}

/** A sentence or one speaker's turn. */
export interface Segment {
	readonly text: string;
	readonly start: number;
	readonly end: number;
	readonly speaker?: string;
}

/** One word. */
export interface Word extends Segment {
	/** From 0 to 1. */
	readonly confidence?: number;
}

/**
 * Reads the three documented results: `results.channels[].alternatives[]`, a flat transcript with
 * `words` and `utterances` in milliseconds, and a plain `text`. They stand under `result`, under
 * `output` (as the specification says) or alone. Undefined when there is no text.
 */
export function readTranscription(body: JsonObject): Transcription | undefined {
	const result = objectOf(body.result) ?? objectOf(body.output) ?? body;
	return objectOf(result.results) ? readChannels(result) : readFlat(result);
}

function readChannels(result: JsonObject): Transcription | undefined {
	const { channels, utterances } = result.results as JsonObject;
	const best = listOf(channels).map((channel) => ({
		channel,
		alternative: listOf(channel.alternatives)[0] ?? {},
	}));
	const texts = best.flatMap(({ alternative }) => textOf(alternative.transcript) ?? []);
	if (texts.length === 0) return undefined;
	// What two channels say at a time belongs together.
	const words = inOrder(best.flatMap(({ alternative }) => readSpans(alternative.words, 1)));
	const sentences = inOrder(
		best.flatMap(({ alternative }) => readSentences(alternative.paragraphs)),
	);
	const turns = readSpans(utterances, 1);
	return build({
		text: texts.join('\n'),
		language: textOf(best[0]?.channel.detected_language),
		duration: numberOf((objectOf(result.metadata) ?? {}).duration),
		segments: turns.length > 0 ? turns : sentences,
		words,
	});
}

/** `utterances`, and `words` with a `text`, count milliseconds; `segments`, and `words` with a `word`, seconds. */
function readFlat(result: JsonObject): Transcription | undefined {
	const text = textOf(result.text);
	if (text === undefined) return undefined;
	const isMilliseconds = listOf(result.words).some((word) => word.text !== undefined);
	const turns = readSpans(result.utterances, 1000);
	return build({
		text,
		language: textOf(result.language_code) ?? textOf(result.language),
		duration: numberOf(result.audio_duration) ?? numberOf(result.duration),
		segments: turns.length > 0 ? turns : readSpans(result.segments, 1),
		words: readSpans(result.words, isMilliseconds ? 1000 : 1),
	});
}

function inOrder<Span extends Segment>(spans: readonly Span[]): Span[] {
	return [...spans].sort((one, other) => one.start - other.start);
}

/** Paragraphs are a list, or an object around one; each holds sentences, or paragraphs again. */
function readSentences(value: unknown): Segment[] {
	return listOf(value).flatMap((paragraph) => [
		...readSpans(paragraph.sentences, 1).map((sentence) => ({
			...sentence,
			...speakerOf(paragraph),
		})),
		...readSentences(paragraph.paragraphs),
	]);
}

/** Words, utterances and sentences under their various names, with times in seconds. */
function readSpans(value: unknown, unit: number): Word[] {
	return listOf(value).flatMap((span) => {
		const { punctuated_word, word, text, transcript } = span;
		const said = [punctuated_word, word, text, transcript].map(textOf).find(Boolean);
		const [start, end] = [numberOf(span.start), numberOf(span.end)];
		if (said === undefined || start === undefined || end === undefined) return [];
		return withoutAbsent({
			text: said.trim(),
			start: start / unit,
			end: end / unit,
			...speakerOf(span),
			confidence: numberOf(span.confidence),
		});
	});
}

/** Speakers are numbers or letters. */
function speakerOf({ speaker }: JsonObject): { speaker?: string } {
	return typeof speaker === 'number' || (typeof speaker === 'string' && speaker !== '')
		? { speaker: String(speaker) }
		: {};
}

function build(found: {
	readonly text: string;
	readonly language: string | undefined;
	readonly duration: number | undefined;
	readonly segments: readonly Segment[];
	readonly words: readonly Word[];
}): Transcription {
	const { segments, words, ...rest } = found;
	const speakers = [...new Set([...words, ...segments].flatMap(({ speaker }) => speaker ?? []))];
	return withoutAbsent({
		...rest,
		segments: segments.length > 0 ? segments : undefined,
		words: words.length > 0 ? words : undefined,
		speakers: speakers.length > 0 ? speakers : undefined,
	}) as Transcription;
}

/** A list of objects, or a single object as a list of one: the specification and the samples differ. */
function listOf(value: unknown): JsonObject[] {
	return [value].flat().filter(isObject);
}

function textOf(value: unknown): string | undefined {
	return typeof value === 'string' ? value : undefined;
}

function numberOf(value: unknown): number | undefined {
	return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
}
