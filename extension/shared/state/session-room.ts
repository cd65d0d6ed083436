import browser from 'webextension-polyfill';

/** Bytes of the session's 10 MB that stay free for the key and the tabs' states. */
const RESERVE = 2_000_000;
/** What the keys of pictures begin with. */
export const IMAGE_PREFIX = 'image:';

/** A picture as it is stored. */
interface Dated {
	/** Milliseconds since 1970. */
	readonly at: number;
}

/**
 * Sees to it that `storage.session` has room for a value under a key. Pictures of other tabs make it, the
 * oldest first: without one, only a further question about it is not possible.
 * @returns false when there is not enough
 */
export async function makeRoom(key: string, value: unknown): Promise<boolean> {
	const { session } = browser.storage;
	const size = new Blob([JSON.stringify(value)]).size;
	const isFull = async () => {
		const [all, own] = await Promise.all([session.getBytesInUse(null), session.getBytesInUse(key)]);
		return all - own + size > session.QUOTA_BYTES - RESERVE;
	};
	if (!(await isFull())) return true;
	for (const image of await oldestImages()) {
		if (image !== key) await session.remove(image);
		if (!(await isFull())) return true;
	}
	return false;
}

async function oldestImages(): Promise<string[]> {
	const stored = Object.entries(await browser.storage.session.get(null));
	const images = stored.filter(([key]) => key.startsWith(IMAGE_PREFIX)) as Array<[string, Dated]>;
	return images.sort(([, one], [, other]) => one.at - other.at).map(([key]) => key);
}
