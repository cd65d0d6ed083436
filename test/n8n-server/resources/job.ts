import { file, free, mediaUrl, paid, step, type Step } from '../lib/step';
import { modelById } from '../lib/workflow';

/** A generation that is not waited for where it is started. */
export const job: Step[] = [
	step(
		'Start a piece',
		{
			resource: 'music',
			operation: 'generate',
			model: modelById('stable-audio'),
			prompt: 'Calm piano',
			waitForCompletion: false,
		},
		{
			json: {
				status: 'queued',
				job: { operation: 'music:generate', id: expect.any(String) },
				expectedCostUsd: expect.any(Number),
				call: { model: 'stable-audio', ...free() },
			},
		},
	),
	// The default of Job finds it in the item.
	step(
		'Wait for it',
		{ resource: 'job', operation: 'wait', options: { pollInterval: 0.5 } },
		{
			json: { status: 'completed', url: mediaUrl('mp3'), call: paid() },
			binary: { data: file('audio/mpeg', 'music.mp3') },
		},
	),
	step(
		'Get it once more',
		{
			resource: 'job',
			operation: 'get',
			job: '={{ $json.job.id }}',
			jobOperation: 'music:generate',
			simplify: false,
		},
		{
			json: { audio_file: { url: mediaUrl('mp3') }, call: paid() },
			binary: { data: file('audio/mpeg', 'music.mp3') },
		},
	),
];
