import { file, mediaUrl, paid, step, type Step } from '../lib/step';
import { modelById } from '../lib/workflow';

/** A picture that comes to life. */
export const video: Step[] = [
	step(
		'Draw the first frame',
		{
			resource: 'image',
			operation: 'generate',
			model: modelById('flux/schnell'),
			prompt: 'A paper boat',
		},
		{ binary: { data: file('image/png', 'image-1.png') } },
	),
	step(
		'Film',
		{
			resource: 'video',
			operation: 'generate',
			model: modelById('ltxv/ltxv-2-fast'),
			prompt: 'It drifts away',
			media: { input: [{ parameter: 'image_url', source: 'binary', binaryProperty: 'data' }] },
			modelParameters: { mappingMode: 'defineBelow', value: { duration: 6 } },
			options: { pollInterval: 0.5, binaryProperty: 'clip' },
		},
		{
			json: {
				status: 'completed',
				url: mediaUrl('mp4'),
				duration: 6,
				job: { operation: 'video:generate', id: expect.any(String) },
				call: paid('ltxv/ltxv-2-fast'),
			},
			binary: { clip: file('video/mp4', 'video.mp4') },
		},
	),
];
