import browser from 'webextension-polyfill';
import { DEFAULT_BASE_URL, hostPermissionOf } from '../shared/api/base-url';

/**
 * Asks the user for access to the host of another base URL. Has to be called directly in a click or
 * submit handler, before any wait.
 * @returns false when the user did not allow it
 */
export async function requestHostAccess(baseUrl: string): Promise<boolean> {
	const origins = [hostPermissionOf(baseUrl)];
	if (baseUrl === DEFAULT_BASE_URL) return true;
	return browser.permissions.request({ origins });
}

/** Gives back the access to every host but that of the base URL in use. */
export async function keepOnlyHostAccess(baseUrl: string): Promise<void> {
	const { host_permissions: always = [] } = browser.runtime.getManifest();
	const needed = [...always, hostPermissionOf(baseUrl)];
	const { origins = [] } = await browser.permissions.getAll();
	const unused = origins.filter((origin) => !needed.includes(origin));
	if (unused.length > 0) await browser.permissions.remove({ origins: unused });
}
