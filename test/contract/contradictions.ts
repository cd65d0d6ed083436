import type { JsonObject } from '../../client';

/** A documented sample that its own documentation refuses. */
export interface Contradiction {
	readonly model: string;
	/** Fields that the schema refuses or misses. */
	readonly refused: readonly string[];
	/** Fields that the schema does not know, though it does not forbid them. */
	readonly unknown?: readonly string[];
	readonly reason: string;
	/** What turns the sample into a body that fits. */
	readonly mend: JsonObject;
}

const TEXT_DURATION = 'the sample sends the duration as a text, the schema wants a whole number';

/** Request samples; every other one fits its schema. A null in `mend` removes the field. */
export const REQUEST_CONTRADICTIONS: readonly Contradiction[] = [
	{
		model: 'alibaba/qwen3-vl-32b-instruct',
		refused: ['messages'],
		reason: 'the sample holds the placeholder "<message>" instead of messages',
		mend: { messages: [{ role: 'user', content: 'Text.' }] },
	},
	{
		model: 'blackforestlabs/flux-2-pro-edit',
		refused: [],
		unknown: ['guidance_scale'],
		reason: 'the schema does not list a parameter that the sample sends',
		mend: { guidance_scale: null },
	},
	{
		model: 'klingai/v2-master-image-to-video',
		refused: ['duration'],
		reason: TEXT_DURATION,
		mend: { duration: 5 },
	},
	{
		model: 'alibaba/happyhorse-1-0',
		refused: ['duration'],
		reason: TEXT_DURATION,
		mend: { duration: 8 },
	},
	{
		model: 'bytedance/seedance-2-0-fast',
		refused: ['duration'],
		reason: TEXT_DURATION,
		mend: { duration: 8 },
	},
	{
		model: 'bytedance/seedance-2-5',
		refused: ['duration'],
		reason: TEXT_DURATION,
		mend: { duration: 5 },
	},
	{
		model: 'luma/ray-flash-2',
		refused: ['duration'],
		reason: TEXT_DURATION,
		mend: { duration: 5 },
	},
	{
		model: 'minimax/hailuo-02',
		refused: [],
		unknown: ['first_frame_image'],
		reason: 'the schema calls the first frame image_url, the sample first_frame_image',
		mend: { first_frame_image: null, image_url: 'https://files.example/media.jpg' },
	},
	{
		model: 'video-01-live2d',
		refused: ['image_url'],
		unknown: ['first_frame_image'],
		reason: 'the schema calls the first frame image_url, the sample first_frame_image',
		mend: { first_frame_image: null, image_url: 'https://files.example/media.jpg' },
	},
	{
		model: 'runway/gen4_turbo',
		refused: [],
		unknown: ['ratio'],
		reason: 'the schema calls it aspect_ratio, the sample ratio',
		mend: { ratio: null, aspect_ratio: '16:9' },
	},
	{
		model: 'blackforestlabs/flux-3-video-v2v',
		refused: ['video_url'],
		unknown: ['image_url'],
		reason: 'the sample was copied from the model that starts from an image',
		mend: { image_url: null, video_url: 'https://files.example/media.mp4' },
	},
];

/** Answers of video models: the fields in which a sample differs from the documented answer. */
export const ANSWER_CONTRADICTIONS: Readonly<
	Record<string, { submitted?: readonly string[]; polled?: readonly string[]; reason: string }>
> = {
	'minimax/hailuo-02': { submitted: ['id'], reason: 'the id is called generation_id' },
	'runway/gen4_turbo': { polled: ['video'], reason: 'video is a list of addresses' },
	'pixverse/lip-sync': { polled: ['status'], reason: 'the status is succeeded' },
	'pixverse/v5-5-image-to-video': { polled: ['status'], reason: 'the status is succeeded' },
	'krea/krea-wan-14b/text-to-video': { submitted: ['meta'], reason: 'the cost is tokens_used' },
	'ltxv/ltxv-2-fast': { submitted: ['meta'], reason: 'the cost is tokens_used' },
};
