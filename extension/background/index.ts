import browser from 'webextension-polyfill';
import { removePaidWork } from '../shared/paid-work';
import { removeTabState } from '../shared/tab-state-storage';
import { readSettings } from '../shared/settings';
import { watchCommands } from './commands';
import { createMenus, watchMenus } from './menus';
import { openPanel } from './panel';

// At every start of the worker: scripts in pages cannot read what is stored, the key least of all.
for (const area of [chrome.storage.local, chrome.storage.session, chrome.storage.sync])
	void area.setAccessLevel({ accessLevel: 'TRUSTED_CONTEXTS' });

// The browser reads the texts once for all pages of the extension, at the first question. When the page
// that asked is closed in that moment it keeps none, and every page stays blank: the worker asks first.
browser.i18n.getMessage('languageCode');

// Not `openPanelOnActionClick`: with it a click would not give access to the page.
browser.action.onClicked.addListener((tab) => openPanel(tab));

watchMenus();
watchCommands();

browser.tabs.onRemoved.addListener((tabId) => {
	void removeTabState(tabId);
	void removePaidWork(tabId);
});

browser.runtime.onInstalled.addListener(async ({ reason }) => {
	await createMenus();
	if (reason !== 'install') return;
	const { apiKey } = await readSettings();
	if (!apiKey) await browser.runtime.openOptionsPage();
});
