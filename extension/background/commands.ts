import browser from 'webextension-polyfill';
import { ask } from '../shared/messages';
import { startInPanel } from './panel';

/** What the shortcuts of the manifest do. Called directly after the key press: the panel can still be opened. */
const COMMANDS: Readonly<Record<string, (tab: chrome.tabs.Tab) => void | Promise<void>>> = {
	'summarize-page': (tab) => startInPanel(tab, { type: 'summarize-page' }),
	stop({ id: tabId }) {
		// With no panel open, nothing runs.
		if (tabId !== undefined) void ask({ target: 'panel' }, 'stop', tabId).catch(() => undefined);
	},
};

/** Answers the shortcuts; to be called at every start of the worker. */
export function watchCommands(): void {
	browser.commands.onCommand.addListener((command, tab) => {
		if (tab) void COMMANDS[command]?.(tab);
	});
}
