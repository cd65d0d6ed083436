import { DEFAULT_MODELS } from '../../client';
import { DEFAULT_BASE_URL } from './api/base-url';

/** How much a summary says. */
export const SUMMARY_LENGTHS = ['short', 'medium', 'long'] as const;
export type SummaryLength = (typeof SUMMARY_LENGTHS)[number];

/** What the user chose on the options page, but for the key. */
export interface Preferences {
	readonly baseUrl: string;
	/** Model id; so are the others. Writes summaries and answers about a page. */
	readonly chatModel: string;
	/** Describes images. */
	readonly visionModel: string;
	/** Answers from the web. */
	readonly searchModel: string;
	readonly speechModel: string;
	/** One of the speech model's voices, or a voice of the browser; empty leaves it to the model. */
	readonly voice: string;
	/** Playback speed: 1 is as it was spoken; 0.5 to 3. */
	readonly speechSpeed: number;
	readonly summaryLength: SummaryLength;
	/** A language tag such as `de`; empty means the language of what is summarized. */
	readonly summaryLanguage: string;
	/** What a model is asked to do with an image; empty means the extension's own words. */
	readonly imagePrompt: string;
	/** Whether descriptions of images are read aloud; otherwise screen readers are given them. */
	readonly describeAloud: boolean;
	/** A wish of the user's own for every summary, e.g. whom it is for; may be empty. */
	readonly summaryPrompt: string;
}

/** What holds until the user chooses otherwise. */
export const DEFAULT_PREFERENCES: Preferences = {
	baseUrl: DEFAULT_BASE_URL,
	chatModel: DEFAULT_MODELS.chat,
	visionModel: DEFAULT_MODELS.vision,
	searchModel: DEFAULT_MODELS.search,
	speechModel: DEFAULT_MODELS.speech,
	voice: '',
	speechSpeed: 1,
	summaryLength: 'medium',
	summaryLanguage: '',
	imagePrompt: '',
	describeAloud: true,
	summaryPrompt: '',
};
