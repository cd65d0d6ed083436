import type { Segment, Transcription } from './read';

/** The two usual formats of subtitle files. */
export type SubtitleFormat = 'srt' | 'vtt';

/** A subtitle holds two lines of 42 characters and stays for 7 seconds at most, as is usual on television. */
const MAX_CHARACTERS = 84;
const MAX_SECONDS = 7;

/** The transcription as a subtitle file; undefined when it tells no times. */
export function toSubtitles(
	transcription: Transcription,
	format: SubtitleFormat,
): string | undefined {
	const cues = toCues(transcription);
	if (cues.length === 0) return undefined;
	const manySpeakers = (transcription.speakers?.length ?? 0) > 1;
	const blocks = cues.map((cue, index) => {
		const mark = format === 'srt' ? ',' : '.';
		const times = `${clock(cue.start, mark)} --> ${clock(cue.end, mark)}`;
		const speaker = manySpeakers ? cue.speaker : undefined;
		const text = format === 'vtt' ? escape(cue.text) : cue.text;
		if (format === 'srt') return `${index + 1}\n${times}\n${speaker ? `[${speaker}] ` : ''}${text}`;
		return `${times}\n${speaker ? `<v ${escape(speaker)}>` : ''}${text}`;
	});
	return `${[...(format === 'vtt' ? ['WEBVTT'] : []), ...blocks].join('\n\n')}\n`;
}

/** Words put together until the subtitle is full, the sentence ends or another speaks; else the segments. */
function toCues({ words, segments }: Transcription): Segment[] {
	const cues: Segment[] = [];
	for (const word of words ?? []) {
		const cue = cues[cues.length - 1];
		if (cue && fits(cue, word))
			cues[cues.length - 1] = { ...cue, text: `${cue.text} ${word.text}`, end: word.end };
		else cues.push(word);
	}
	return cues.length > 0 ? cues : [...(segments ?? [])];
}

function fits(cue: Segment, word: Segment): boolean {
	return (
		!/[.!?。！？…]["'»”)]?$/.test(cue.text) &&
		cue.speaker === word.speaker &&
		cue.text.length + 1 + word.text.length <= MAX_CHARACTERS &&
		word.end - cue.start <= MAX_SECONDS
	);
}

/** `01:02:03,456`. */
function clock(seconds: number, mark: string): string {
	const milliseconds = Math.round(seconds * 1000);
	const digits = (value: number, count: number) => String(value).padStart(count, '0');
	const [hours, minutes, rest] = [
		Math.floor(milliseconds / 3_600_000),
		Math.floor(milliseconds / 60_000) % 60,
		Math.floor(milliseconds / 1000) % 60,
	];
	return `${digits(hours!, 2)}:${digits(minutes!, 2)}:${digits(rest!, 2)}${mark}${digits(milliseconds % 1000, 3)}`;
}

/** What would be read as markup in a WebVTT file. */
function escape(text: string): string {
	return text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
}
