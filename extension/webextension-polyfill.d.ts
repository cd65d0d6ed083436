declare module 'webextension-polyfill' {
	/** The same promise-based interface in every browser; Chrome's own types describe it. */
	const browser: typeof chrome;
	export default browser;
}
