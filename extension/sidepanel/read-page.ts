import browser from 'webextension-polyfill';
import type { ExtractedPage } from '../content/extract';
import pageExtractor from '../content/extract.ts?script&iife';
import pdfExtractor from '../content/extract-pdf.ts?script&iife';
import extractResult from '../content/extract-result.js?url';
import type { Page } from '../shared/page/page';
import { PageError, pageErrorOf } from '../shared/problem/page-error';
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

async function runExtractor(tabId: number): Promise<ExtractedPage> {
	try {
		const page = await extract<ExtractedPage | 'pdf'>(tabId, pageExtractor);
		return page === 'pdf' ? await extract<ExtractedPage>(tabId, pdfExtractor) : page;
	} catch (error) {
		throw pageErrorOf(error);
	}
}

/** What a script makes of the page, which is not waited for until it has arrived as a whole. */
async function extract<Result>(
	tabId: number,
	extractor: string,
): Promise<Result | 'nothing-to-read'> {
	const [injection] = await browser.scripting.executeScript({
		target: { tabId },
		files: [extractor, extractResult].map((file) => file.replace(/^\//, '')),
		injectImmediately: true,
	});
	return (injection?.result as Result | null | undefined) ?? 'nothing-to-read';
}
