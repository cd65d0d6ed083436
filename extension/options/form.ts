import { DEFAULT_MODELS } from '../../client';
import { parseBaseUrl } from '../shared/base-url';
import { elementById } from '../shared/element';
import type { Settings } from '../shared/settings';
import { text, type TextName } from '../shared/texts';

const apiKey = elementById('api-key', HTMLInputElement);
const rememberKey = elementById('remember-key', HTMLInputElement);
const baseUrl = elementById('base-url', HTMLInputElement);
const chatModel = elementById('chat-model', HTMLInputElement);

/** What is wrong with a field, and which one it is. */
export class FieldError extends Error {
	override readonly name = 'FieldError';

	constructor(
		readonly field: HTMLInputElement,
		message: string,
	) {
		super(message);
	}
}

/** The user did not allow the extension to reach the base URL's host. */
export function hostRefused(url: string): FieldError {
	return new FieldError(baseUrl, text('hostRefused', new URL(url).host));
}

/** Puts the settings into the fields. */
export function fillForm(settings: Settings): void {
	apiKey.value = settings.apiKey;
	rememberKey.checked = settings.rememberKey;
	baseUrl.value = settings.baseUrl;
	chatModel.value = settings.chatModel;
	for (const field of [apiKey, baseUrl, chatModel]) field.removeAttribute('aria-invalid');
}

/**
 * The settings in the fields, the others as they are stored; an emptied field means its default.
 * @throws FieldError for the first field that cannot be used, which is marked
 */
export function readForm(stored: Settings): Settings {
	const key = apiKey.value.trim();
	const url = parseBaseUrl(baseUrl.value);
	const model = chatModel.value.trim() || DEFAULT_MODELS.chat;
	require(apiKey, /^[\x21-\x7e]*$/.test(key), 'invalidKey');
	require(baseUrl, url !== undefined, 'invalidBaseUrl');
	require(chatModel, /^\S+$/.test(model), 'invalidModel');
	return {
		...stored,
		apiKey: key,
		rememberKey: rememberKey.checked,
		baseUrl: url ?? '',
		chatModel: model,
	};
}

/** Like `readForm`, for what cannot be done without a key. */
export function readFormWithKey(stored: Settings): Settings {
	const settings = readForm(stored);
	require(apiKey, settings.apiKey !== '', 'missingKey');
	return settings;
}

function require(field: HTMLInputElement, valid: boolean, textName: TextName): void {
	field.ariaInvalid = String(!valid);
	if (!valid) throw new FieldError(field, text(textName));
}
