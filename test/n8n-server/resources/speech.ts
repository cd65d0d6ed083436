import { file, mediaUrl, paid, step, text, type Step } from '../lib/step';
import { modelById } from '../lib/workflow';

/** A text that is spoken, and the recording written down again, with subtitles. */
export const speech: Step[] = [
	step(
		'Speak',
		{
			resource: 'speech',
			operation: 'synthesize',
			model: modelById('openai/gpt-4o-mini-tts'),
			text: 'Good morning! Here is the news of the day.',
			voice: 'nova',
		},
		{
			json: { url: mediaUrl('mp3'), mimeType: 'audio/mpeg', call: paid('openai/gpt-4o-mini-tts') },
			binary: { data: file('audio/mpeg', 'speech.mp3') },
		},
	),
	step(
		'Make subtitles',
		{
			resource: 'speech',
			operation: 'transcribe',
			model: modelById('nova-3'),
			audioSource: 'binary',
			outputFormat: 'srt',
			options: { pollInterval: 0.5 },
		},
		{
			json: {
				status: 'completed',
				text: text(/“speech\.mp3” of \d{3,} bytes/),
				srt: text(/^1\n00:00:00,000 --> 00:00:0\d,\d{3}\n/),
				job: { operation: 'speech:transcribe', id: expect.any(String) },
				call: paid('nova-3'),
			},
			binary: { data: file('application/x-subrip', 'subtitles.srt') },
		},
	),
];
