import browser from 'webextension-polyfill';
import { pageErrorOf } from '../shared/problem/page-error';

/** A frame of a tab; without a number the tab's own document. */
export interface Frame {
	readonly tabId: number;
	readonly frameId?: number;
}

/**
 * Calls what a script defines in a page, and puts the script there first. Nothing of the extension is in
 * a page before this.
 * @param script the bundled file
 * @param call runs in the page, with values that travel as JSON
 * @throws PageError when the page may not be read
 */
export async function callInPage<Values extends unknown[], Result>(
	{ tabId, frameId = 0 }: Frame,
	script: string,
	call: (...values: Values) => Result,
	...values: Values
): Promise<Awaited<Result> | undefined> {
	const target = { tabId, frameIds: [frameId] };
	try {
		await browser.scripting.executeScript({ target, files: [script.replace(/^\//, '')] });
		// A bundled file has no result of its own; what it defined is called in the same world.
		const [injection] = await browser.scripting.executeScript({
			target,
			func: call,
			args: values,
		});
		// What is undefined there comes as null.
		return (injection?.result as Awaited<Result> | null | undefined) ?? undefined;
	} catch (error) {
		throw pageErrorOf(error);
	}
}
