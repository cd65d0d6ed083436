/** What the browser knows of the network; undefined as in Node, which knows nothing. Returns the way back. */
export function setOnline(onLine: boolean | undefined): () => void {
	const before = Object.getOwnPropertyDescriptor(globalThis, 'navigator');
	Object.defineProperty(globalThis, 'navigator', { value: { onLine }, configurable: true });
	return () => {
		if (before) Object.defineProperty(globalThis, 'navigator', before);
		else Reflect.deleteProperty(globalThis, 'navigator');
	};
}
