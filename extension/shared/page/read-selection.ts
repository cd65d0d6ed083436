import browser from 'webextension-polyfill';
import { cutText, type Page } from './page';
import { PageError, pageErrorOf } from '../problem/page-error';

/**
 * What is selected on the tab's page, with its paragraphs.
 * @param told what the browser itself told of the selection, in one line: it tells which of several
 *   selections is meant, and stands in where the page may not be read
 * @throws PageError when nothing is selected or can be known of it
 */
export async function readSelection(tabId: number, told = ''): Promise<Page> {
	const [{ title = '', url = '' }, selections] = await Promise.all([
		browser.tabs.get(tabId),
		selectionsOf(tabId).catch((error) => {
			if (told) return [];
			throw pageErrorOf(error);
		}),
	]);
	const text = selections.find((selection) => isMeant(selection, told)) ?? told;
	if (!text.trim() || isPassword(text)) throw new PageError('nothing-selected');
	return { title, url, ...cutText(text.trim()), selected: true };
}

/** One for each frame of the page's own site; it may be one in a field. */
async function selectionsOf(tabId: number): Promise<string[]> {
	const injections = await browser.scripting.executeScript({
		target: { tabId, allFrames: true },
		func: () => String(getSelection() ?? ''),
	});
	return injections.map(({ result }) => result ?? '').filter((text) => text.trim());
}

/** Of a password the browser tells a dot for each character, which is still nobody's business. */
function isPassword(text: string): boolean {
	return /^[•●]+$/.test(text.trim());
}

/** Characters by which a selection is recognized. */
const TOLD_CHARACTERS = 100;

function isMeant(selection: string, told: string): boolean {
	const letters = (text: string) => text.replace(/\s+/g, '');
	return letters(selection).startsWith(letters(told.slice(0, TOLD_CHARACTERS)));
}
