import browser from 'webextension-polyfill';
import { text, type TextName } from '../shared/texts';
import { startInPanel } from './panel';
import { fail, readSelectionAloud } from './reading';
import { startAnywhere } from './tasks';

/** An entry of the menu that the right mouse button opens. */
interface Menu {
	readonly title: TextName;
	readonly context: 'page' | 'selection' | 'image';
	/** Called directly after the gesture: the panel can still be opened. */
	run(tab: chrome.tabs.Tab, info: chrome.contextMenus.OnClickData): void | Promise<void>;
}

/** All entries, by their ids. */
const MENUS: Readonly<Record<string, Menu>> = {
	'summarize-page': {
		title: 'menuSummarizePage',
		context: 'page',
		run: (tab) => startInPanel(tab, { type: 'summarize-page' }),
	},
	'summarize-selection': {
		title: 'summarizeSelection',
		context: 'selection',
		run: (tab, { selectionText = '' }) =>
			startInPanel(tab, { type: 'summarize-selection', text: selectionText }),
	},
	'describe-image': {
		title: 'describeImage',
		context: 'image',
		run: (tab, { srcUrl = '', frameId, frameUrl }) =>
			startAnywhere(tab, {
				type: 'describe-image',
				image: {
					source: srcUrl,
					...(frameId !== undefined && { frameId }),
					...(frameUrl && { frameUrl }),
				},
			}),
	},
	'read-selection': {
		title: 'readSelection',
		context: 'selection',
		run: (tab, { selectionText }) => readSelectionAloud(tab, selectionText),
	},
	'search-web': {
		title: 'menuSearchWeb',
		context: 'selection',
		run: (tab, { selectionText = '' }) =>
			startInPanel(tab, { type: 'search-web', query: selectionText }),
	},
};

/** Puts the entries into the browser's menus; it keeps them over its restarts. */
export async function createMenus(): Promise<void> {
	// An update of the extension may have other entries.
	await browser.contextMenus.removeAll();
	for (const [id, { title, context }] of Object.entries(MENUS))
		// The browser puts the selection where "%s" stands.
		browser.contextMenus.create({ id, title: text(title, '%s'), contexts: [context] });
}

/** Answers the entries; to be called at every start of the worker. */
export function watchMenus(): void {
	browser.contextMenus.onClicked.addListener((info, tab) => {
		// The panel can be opened only before any wait.
		if (tab) Promise.resolve(MENUS[info.menuItemId]?.run(tab, info)).catch((error) => fail(error));
	});
}
