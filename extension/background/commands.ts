import browser from 'webextension-polyfill';
import { startInPanel } from './panel';
import { fail, readSelectionAloud } from './reading';
import { silence } from './tasks';

/** What the shortcuts of the manifest do. Called directly after the key press: the panel can still be opened. */
const COMMANDS: Readonly<Record<string, (tab: chrome.tabs.Tab) => void | Promise<void>>> = {
	'summarize-page': (tab) => startInPanel(tab, { type: 'summarize-page' }),
	'read-selection': (tab) => readSelectionAloud(tab),
	stop({ id: tabId }) {
		if (tabId !== undefined) silence(tabId);
	},
};

/** Answers the shortcuts; to be called at every start of the worker. */
export function watchCommands(): void {
	browser.commands.onCommand.addListener((command, tab) => {
		if (tab) Promise.resolve(COMMANDS[command]?.(tab)).catch((error) => fail(error));
	});
}
