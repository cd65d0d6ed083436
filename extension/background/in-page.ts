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
		await browser.scripting.executeScript({ target, files: [fileOf(script)] });
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

/**
 * The same in all frames of a tab that may be read, each with its answer.
 * @throws PageError when not even the tab's own document may be read
 */
export async function callInFrames<Result>(
	tabId: number,
	script: string,
	call: () => Result,
): Promise<Array<{ readonly frameId: number; readonly result: Result }>> {
	const target = { tabId, allFrames: true };
	try {
		await browser.scripting.executeScript({ target, files: [fileOf(script)] });
		const injections = await browser.scripting.executeScript({ target, func: call });
		return injections.flatMap(({ frameId, result }) =>
			result ? [{ frameId, result: result as Result }] : [],
		);
	} catch (error) {
		throw pageErrorOf(error);
	}
}

/** A bundled script as the browser names it. */
function fileOf(script: string): string {
	return script.replace(/^\//, '');
}
