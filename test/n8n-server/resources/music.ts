import { file, mediaUrl, paid, step, text, type Step } from '../lib/step';
import { modelById } from '../lib/workflow';

/** A piece, and a song that sounds like it. */
export const music: Step[] = [
	step(
		'Compose',
		{
			resource: 'music',
			operation: 'generate',
			model: modelById('stable-audio'),
			prompt: 'Calm piano',
			options: { pollInterval: 0.5 },
		},
		{
			json: { status: 'completed', url: mediaUrl('mp3'), call: paid('stable-audio') },
			binary: { data: file('audio/mpeg', 'music.mp3') },
		},
	),
	step(
		'Upload it',
		{ resource: 'music', operation: 'uploadReference', purpose: 'song' },
		{ json: { voice_id: text(/^vocal-/), instrumental_id: text(/^instrumental-/), call: paid() } },
	),
	step(
		'Sing',
		{
			resource: 'music',
			operation: 'generate',
			generateFrom: 'reference',
			model: modelById('music-01'),
			lyrics: 'Streetlights flicker, the night breeze sighs',
			voiceId: '={{ $json.voice_id }}',
			instrumentalId: '={{ $json.instrumental_id }}',
		},
		{
			json: { music_duration: 11_000, call: paid('music-01') },
			binary: { data: file('audio/mpeg', 'music.mp3') },
		},
	),
];
