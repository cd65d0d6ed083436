import browser from 'webextension-polyfill';
import { audioStore } from '../shared/state/audio-store';
import { answer } from '../shared/messages';
import { removePaidWork } from '../shared/state/paid-work';
import { removeTabImage } from '../shared/state/tab-image-storage';
import { removeTabState } from '../shared/state/tab-state-storage';
import { clearForgotten, readSettings } from '../shared/settings';
import { watchCommands } from './commands';
import { createMenus, watchMenus } from './menus';
import { openPanel } from './panel';
import { discardAllTasks, discardTask, silence, tabs } from './tasks';
import { forgetReadings, reading } from './reading';

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
answer({ target: 'worker' }, reading);

browser.storage.onChanged.addListener(async ({ apiKey }) => {
	// A key that is only remembered from now on moves from one place to another.
	if (!apiKey || apiKey.newValue || (await readSettings()).apiKey) return;
	await Promise.all([forgetReadings(), discardAllTasks()]);
	await clearForgotten();
});

// What was read is of no more use, and nobody's business, in another browser session.
browser.runtime.onStartup.addListener(() => void audioStore.clear());

answer({ target: 'tabs' }, tabs);
answer(
	{ target: 'notice' },
	{ closed: silence, openSettings: () => browser.runtime.openOptionsPage() },
);

browser.tabs.onRemoved.addListener((tabId) => {
	discardTask(tabId);
	void removeTabState(tabId);
	void removeTabImage(tabId);
	void removePaidWork(tabId);
});

browser.runtime.onInstalled.addListener(async ({ reason }) => {
	await createMenus();
	if (reason !== 'install') return;
	const { apiKey } = await readSettings();
	if (!apiKey) await browser.runtime.openOptionsPage();
});
