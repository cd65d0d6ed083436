import browser from 'webextension-polyfill';
import { pageErrorOf } from '../problem/page-error';

/** A frame of a tab; without a number the tab's own document. */
export interface Frame {
	readonly tabId: number;
	readonly frameId?: number;
}

/** What a frame of a tab answered. */
export interface FrameAnswer<Result> {
	readonly frameId: number;
	readonly result: Awaited<Result>;
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
	const [answer] = await callIn({ tabId, frameIds: [frameId] }, script, call, ...values);
	return answer?.result;
}

/**
 * The same in all frames of a tab that may be read.
 * @throws PageError when not even the tab's own document may be read
 */
export async function callInFrames<Result>(
	tabId: number,
	script: string,
	call: () => Result,
): Promise<Array<FrameAnswer<Result>>> {
	const answers = await callIn({ tabId, allFrames: true }, script, call);
	// A script that fails in a page answers nothing, which is something else than nothing to tell.
	if (!answers.some(({ frameId }) => frameId === 0))
		throw new Error('The page could not be searched.');
	return answers;
}

/**
 * Calls something more of the script that `callInPage` has put into a frame.
 * @throws PageError when it is not there any more
 */
export async function callAgain<Values extends unknown[], Result>(
	{ tabId, frameId = 0 }: Frame,
	call: (...values: Values) => Result,
	...values: Values
): Promise<Awaited<Result> | undefined> {
	const [answer] = await callInjected({ tabId, frameIds: [frameId] }, call, ...values);
	return answer?.result;
}

async function callIn<Values extends unknown[], Result>(
	target: chrome.scripting.InjectionTarget,
	script: string,
	call: (...values: Values) => Result,
	...values: Values
): Promise<Array<FrameAnswer<Result>>> {
	const files = [script.replace(/^\//, '')];
	await browser.scripting.executeScript({ target, files }).catch((error: unknown) => {
		throw pageErrorOf(error);
	});
	// A bundled file has no result of its own; what it defined is called in the same world.
	return callInjected(target, call, ...values);
}

async function callInjected<Values extends unknown[], Result>(
	target: chrome.scripting.InjectionTarget,
	call: (...values: Values) => Result,
	...values: Values
): Promise<Array<FrameAnswer<Result>>> {
	try {
		const injections = await browser.scripting.executeScript({ target, func: call, args: values });
		// What is undefined there comes as null.
		return injections.flatMap(({ frameId, result }) =>
			result === null || result === undefined
				? []
				: [{ frameId, result: result as Awaited<Result> }],
		);
	} catch (error) {
		throw pageErrorOf(error);
	}
}
