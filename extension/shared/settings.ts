import browser from 'webextension-polyfill';
import { DEFAULT_MODELS } from '../../client';
import { DEFAULT_BASE_URL } from './base-url';
import { resetSpending } from './spending';

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
	/** A wish of the user's own for every summary, e.g. whom it is for; may be empty. */
	readonly summaryPrompt: string;
}

/** All settings. */
export interface Settings extends Preferences {
	/** Empty when there is none. */
	readonly apiKey: string;
	/** Whether the key outlives the browser session. */
	readonly rememberKey: boolean;
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
	summaryPrompt: '',
};

const LOCK = 'settings';

/**
 * The settings as they are stored. The key lives in `storage.session` (memory) or, when the user asked
 * for it, in `storage.local`; never in `storage.sync`.
 */
export async function readSettings(): Promise<Settings> {
	const [session, local] = await Promise.all([
		browser.storage.session.get('apiKey'),
		browser.storage.local.get(['apiKey', 'preferences']),
	]);
	return {
		...DEFAULT_PREFERENCES,
		...(local.preferences as Partial<Preferences> | undefined),
		apiKey: String(local.apiKey ?? session.apiKey ?? ''),
		rememberKey: local.apiKey !== undefined,
	};
}

/** Stores all settings; the key ends up in exactly one place, or in none when it is empty. */
export async function saveSettings(settings: Settings): Promise<void> {
	const { apiKey, rememberKey, ...preferences } = settings;
	const { local, session } = browser.storage;
	const [wanted, other] = rememberKey ? [local, session] : [session, local];
	await navigator.locks.request(LOCK, async () => {
		await local.set({ preferences });
		await (apiKey ? wanted.set({ apiKey }) : wanted.remove('apiKey'));
		await other.remove('apiKey');
	});
	if (!apiKey) await forgetKey();
}

/**
 * Removes the key from everywhere it may be, and all that was made with it: answers, unfinished work,
 * kept speech and the sums spent. The other settings stay.
 */
export async function forgetKey(): Promise<void> {
	await navigator.locks.request(LOCK, () => browser.storage.local.remove('apiKey'));
	await resetSpending();
	// Nothing else is in there; the pages that are open hear of it.
	await browser.storage.session.clear();
	await Promise.all((await caches.keys()).map((name) => caches.delete(name)));
}

/** The settings at hand without a wait, and kept up to date; `onChange` tells of every change. */
export async function watchSettings(onChange: () => void): Promise<{ readonly current: Settings }> {
	const watched = { current: await readSettings() };
	browser.storage.onChanged.addListener(async (changes) => {
		if (!('apiKey' in changes) && !('preferences' in changes)) return;
		watched.current = await readSettings();
		onChange();
	});
	return watched;
}
