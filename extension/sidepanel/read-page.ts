import browser from 'webextension-polyfill';
import extractor from '../content/extract.ts?script&iife';
import type { Page } from '../shared/page';
import { PageError, pageErrorOf } from '../shared/page-error';

/**
 * Takes the text out of the tab's page. Nothing of the extension is in a page before this.
 * @throws PageError when the page may not or cannot be read, or says nothing
 */
export async function readPage(tabId: number): Promise<Page> {
	const page = await runInPage(tabId);
	if (!page?.text) throw new PageError('nothing-to-read');
	return page;
}

async function runInPage(tabId: number): Promise<Page | undefined> {
	const target = { tabId };
	try {
		await browser.scripting.executeScript({ target, files: [extractor.replace(/^\//, '')] });
		// A bundled file has no result of its own; what it defined is called in the same world.
		const [injection] = await browser.scripting.executeScript({
			target,
			func: () => globalThis.extractPage(),
		});
		return injection?.result;
	} catch (error) {
		throw pageErrorOf(error);
	}
}
