const NAME = 'speech';
/** Bytes; about three hours of speech as MP3. */
const CAPACITY = 64_000_000;

/**
 * Speech that was paid for, so that it is not bought again when a reading is repeated, or goes on after
 * a long pause. The oldest makes room for the newest. It outlives the offscreen document but not the
 * browser, and goes with the key.
 */
export const audioStore = {
	/** @param digest stands for what was spoken, and how */
	async get(digest: string): Promise<Blob | undefined> {
		const kept = await caches.match(addressOf(digest), { cacheName: NAME });
		return kept?.blob();
	},
	async put(digest: string, audio: Blob): Promise<void> {
		if (audio.size > CAPACITY) return;
		const cache = await caches.open(NAME);
		await cache.put(
			addressOf(digest),
			new Response(audio, { headers: { 'content-length': String(audio.size) } }),
		);
		await makeRoom(cache);
	},
	async clear(): Promise<void> {
		await caches.delete(NAME);
	},
};

/** A cache knows only web addresses; nothing is ever asked of this one. */
function addressOf(digest: string): string {
	return `https://speech.invalid/${digest}`;
}

async function makeRoom(cache: Cache): Promise<void> {
	const addresses = await cache.keys();
	const sizes = await Promise.all(
		addresses.map(async (address) =>
			Number((await cache.match(address))?.headers.get('content-length') ?? 0),
		),
	);
	let size = sizes.reduce((sum, one) => sum + one, 0);
	// The keys of a cache are in the order in which they were put.
	for (let index = 0; size > CAPACITY && index < addresses.length; index++) {
		await cache.delete(addresses[index]!);
		size -= sizes[index]!;
	}
}
