import browser from 'webextension-polyfill';
import type { Page } from './page';
import { PageError, pageErrorOf } from './page-error';

/**
 * What is selected on the tab's page, with its paragraphs.
 * @param told what the browser itself told of the selection, in one line: it stands in where the page
 *   may not be read
 * @throws PageError when nothing is selected or can be known of it
 */
export async function readSelection(tabId: number, told = ''): Promise<Page> {
	const [{ title = '', url = '' }, selected] = await Promise.all([
		browser.tabs.get(tabId),
		selectedText(tabId).catch((error) => {
			if (told) return '';
			throw pageErrorOf(error);
		}),
	]);
	const text = selected.trim() || told.trim();
	if (!text) throw new PageError('nothing-selected');
	return { title, url, text, cut: false, selected: true };
}

async function selectedText(tabId: number): Promise<string> {
	const injections = await browser.scripting.executeScript({
		// Also what is selected in a frame of the page's own site.
		target: { tabId, allFrames: true },
		func: () => String(getSelection() ?? ''),
	});
	return injections.map(({ result }) => result ?? '').find((text) => text.trim()) ?? '';
}
