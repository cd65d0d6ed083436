import { toSubtitles, type Transcription, type Word } from '../../client';

const word = (text: string, start: number, end = start + 0.4, speaker?: string): Word => ({
	text,
	start,
	end,
	...(speaker && { speaker }),
});
const transcription = (words: Word[], more: Partial<Transcription> = {}): Transcription => ({
	text: words.map(({ text }) => text).join(' '),
	words,
	...more,
});

test('a subtitle ends with its sentence', () => {
	const words = [word('Hello', 0), word('there.', 0.5), word('Next', 3661.25)];
	expect(toSubtitles(transcription(words), 'srt')).toBe(
		'1\n00:00:00,000 --> 00:00:00,900\nHello there.\n\n2\n01:01:01,250 --> 01:01:01,650\nNext\n',
	);
	expect(toSubtitles(transcription(words), 'vtt')).toBe(
		'WEBVTT\n\n00:00:00.000 --> 00:00:00.900\nHello there.\n\n01:01:01.250 --> 01:01:01.650\nNext\n',
	);
});

test('a subtitle is never longer than two lines or seven seconds', () => {
	const words = Array.from({ length: 60 }, (_, index) =>
		word('lengthy', index * 0.3, index * 0.3 + 0.2),
	);
	const slow = Array.from({ length: 5 }, (_, index) => word('slow', 100 + index * 3));
	const srt = toSubtitles(transcription([...words, ...slow]), 'srt')!;
	const cues = srt.trim().split('\n\n');
	expect(cues.length).toBeGreaterThan(6);
	for (const cue of cues) {
		const [, times, text] = cue.split('\n');
		expect(text!.length).toBeLessThanOrEqual(84);
		const [start, end] = times!
			.split(' --> ')
			.map((time) => Number(time.slice(6).replace(',', '.')) + 60 * Number(time.slice(3, 5)));
		expect(end! - start!).toBeLessThanOrEqual(7);
	}
});

test('a change of speaker starts a new subtitle that names the speaker', () => {
	const words = [word('Yes', 0, 0.4, 'A'), word('no', 0.5, 0.9, 'B')];
	const both = transcription(words, { speakers: ['A', 'B'] });
	expect(toSubtitles(both, 'srt')).toContain('[A] Yes\n\n2\n');
	expect(toSubtitles(both, 'vtt')).toContain('<v B>no');
	expect(toSubtitles(transcription(words.slice(0, 1), { speakers: ['A'] }), 'vtt')).toContain(
		'\nYes',
	);
});

test('markup in a text stays text', () => {
	expect(toSubtitles(transcription([word('a<b>&c', 0)]), 'vtt')).toContain('a&lt;b&gt;&amp;c');
});

test('segments stand in for words', () => {
	const segments = [{ text: 'A whole sentence.', start: 1, end: 2 }];
	expect(toSubtitles({ text: '', segments }, 'srt')).toContain('A whole sentence.');
});

test('without times there are no subtitles', () => {
	expect(toSubtitles({ text: 'Hello.' }, 'srt')).toBeUndefined();
});
