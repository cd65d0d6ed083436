import { DEFAULT_MODELS } from '../../client';
import { parseBaseUrl } from '../shared/api/base-url';
import { elementById } from '../shared/element';
import { SUMMARY_LENGTHS } from '../shared/preferences';
import type { Settings } from '../shared/settings';
import { text, type TextName } from '../shared/texts';
import { choose } from './choose';
import { readPrompts, showPrompts } from './prompts';
import { readSpeed, showSpeed } from './speed';

type Field = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

const apiKey = elementById('api-key', HTMLInputElement);
const rememberKey = elementById('remember-key', HTMLInputElement);
const baseUrl = elementById('base-url', HTMLInputElement);
const voice = elementById('voice', HTMLSelectElement);
const describeAloud = elementById('describe-aloud', HTMLInputElement);
const summaryLength = elementById('summary-length', HTMLSelectElement);
const summaryLanguage = elementById('summary-language', HTMLSelectElement);
const models = {
	chatModel: elementById('chat-model', HTMLInputElement),
	visionModel: elementById('vision-model', HTMLInputElement),
	speechModel: elementById('speech-model', HTMLInputElement),
	searchModel: elementById('search-model', HTMLInputElement),
};

/** What is wrong with a field, and which one it is. */
export class FieldError extends Error {
	override readonly name = 'FieldError';

	constructor(
		readonly field: Field,
		message: string,
	) {
		super(message);
	}
}

/** The user did not allow the extension to reach the base URL's host. */
export function hostRefused(url: string): FieldError {
	return new FieldError(baseUrl, text('hostRefused', new URL(url).host));
}

/** Puts the key, and where it is kept, into its fields. */
export function showKey(settings: Settings): void {
	apiKey.value = settings.apiKey;
	rememberKey.checked = settings.rememberKey;
	apiKey.removeAttribute('aria-invalid');
}

/** Puts the settings into the fields. */
export function fillForm(settings: Settings): void {
	showKey(settings);
	baseUrl.value = settings.baseUrl;
	for (const [name, field] of Object.entries(models))
		field.value = settings[name as keyof typeof models];
	choose(voice, settings.voice);
	choose(summaryLanguage, settings.summaryLanguage);
	summaryLength.value = settings.summaryLength;
	describeAloud.checked = settings.describeAloud;
	showSpeed(settings.speechSpeed);
	showPrompts(settings);
	for (const field of [baseUrl, ...Object.values(models)]) field.removeAttribute('aria-invalid');
}

/**
 * The settings in the fields; an emptied field means its default.
 * @throws FieldError for the first field that cannot be used, which is marked
 */
export function readForm(): Settings {
	const key = apiKey.value.trim();
	const url = parseBaseUrl(baseUrl.value);
	require(apiKey, /^[\x21-\x7e]*$/.test(key), 'invalidKey');
	require(baseUrl, url !== undefined, 'invalidBaseUrl');
	return {
		apiKey: key,
		rememberKey: rememberKey.checked,
		baseUrl: url ?? '',
		chatModel: readModel(models.chatModel, DEFAULT_MODELS.chat),
		visionModel: readModel(models.visionModel, DEFAULT_MODELS.vision),
		speechModel: readModel(models.speechModel, DEFAULT_MODELS.speech),
		searchModel: readModel(models.searchModel, DEFAULT_MODELS.search),
		voice: voice.value,
		speechSpeed: readSpeed(),
		summaryLength: SUMMARY_LENGTHS.find((length) => length === summaryLength.value) ?? 'medium',
		summaryLanguage: summaryLanguage.value,
		describeAloud: describeAloud.checked,
		...readPrompts(),
	};
}

/** Like `readForm`, for what cannot be done without a key. */
export function readFormWithKey(): Settings {
	const settings = readForm();
	require(apiKey, settings.apiKey !== '', 'missingKey');
	return settings;
}

function readModel(field: HTMLInputElement, byDefault: string): string {
	const id = field.value.trim() || byDefault;
	require(field, /^\S+$/.test(id), 'invalidModel');
	return id;
}

function require(field: Field, valid: boolean, textName: TextName): void {
	field.ariaInvalid = String(!valid);
	if (!valid) throw new FieldError(field, text(textName));
}
