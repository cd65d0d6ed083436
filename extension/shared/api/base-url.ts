/** Where the API is, until the user says otherwise. */
export const DEFAULT_BASE_URL = 'https://api.aimlapi.com';

/**
 * The base URL a user meant: with or without a trailing slash or `/v1`. Undefined when it is no URL,
 * or when the key would travel unencrypted to another computer.
 */
export function parseBaseUrl(input: string): string | undefined {
	let url: URL;
	try {
		url = new URL(input.trim() || DEFAULT_BASE_URL);
	} catch {
		return undefined;
	}
	const local = ['localhost', '127.0.0.1'].includes(url.hostname);
	if (url.protocol !== 'https:' && !(url.protocol === 'http:' && local)) return undefined;
	if (url.username || url.password) return undefined;
	return url.origin + url.pathname.replace(/\/+$/, '').replace(/\/v1$/, '');
}

/** The host permission a base URL needs, as a match pattern (these know no port). */
export function hostPermissionOf(baseUrl: string): string {
	const { protocol, hostname } = new URL(baseUrl);
	return `${protocol}//${hostname}/*`;
}
