import browser from 'webextension-polyfill';

/** Bytes of the session's 10 MB that stay free for the key and the tabs' states. */
const RESERVE = 2_000_000;

/** Bytes that `storage.session` lacks for a value under a key; none when it fits. */
export async function missingRoom(key: string, value: unknown): Promise<number> {
	const { session } = browser.storage;
	const [all, own] = await Promise.all([session.getBytesInUse(null), session.getBytesInUse(key)]);
	const size = new Blob([JSON.stringify(value)]).size;
	return Math.max(0, all - own + size - (session.QUOTA_BYTES - RESERVE));
}
