import browser from 'webextension-polyfill';
import pageExtractor from '../content/extract.ts?script&iife';
import pdfExtractor from '../content/extract-pdf.ts?script&iife';
import type { Page } from '../shared/page/page';
import { PageError, pageErrorOf, type PageErrorCode } from '../shared/problem/page-error';
import { countedText } from '../shared/texts';

/**
 * Takes the text out of the tab's page, or of the PDF in it. Nothing of the extension is in a page
 * before this.
 * @throws PageError when the page may not or cannot be read, or says nothing
 */
export async function readPage(tabId: number): Promise<Page> {
	const page = await runExtractor(tabId);
	if (typeof page === 'string') throw new PageError(page);
	if (!page.pageCount) return page;
	return { ...page, title: countedText('pdfTitle', page.pageCount, page.title) };
}

async function runExtractor(tabId: number): Promise<Page | PageErrorCode> {
	try {
		const type = await run(tabId, () => document.contentType);
		const extractor = type === 'application/pdf' ? pdfExtractor : pageExtractor;
		await browser.scripting.executeScript({
			target: { tabId },
			files: [extractor.replace(/^\//, '')],
			injectImmediately: true,
		});
		// A bundled file has no result of its own; what it defined is called in the same world.
		return (await run(tabId, () => globalThis.extractPage())) ?? 'nothing-to-read';
	} catch (error) {
		throw pageErrorOf(error);
	}
}

/** The result of a function in the page, which is not waited for until it has arrived as a whole. */
async function run<Result>(
	tabId: number,
	func: () => Result,
): Promise<Awaited<Result> | undefined> {
	const [injection] = await browser.scripting.executeScript({
		target: { tabId },
		func,
		injectImmediately: true,
	});
	return injection?.result;
}
