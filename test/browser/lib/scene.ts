/// <reference types="chrome" />
/// <reference lib="dom" />
import type { Page } from 'playwright-core';
import { startSandbox, type Sandbox, type SandboxOptions } from '../../sandbox';
import { certificate } from './certificate';
import { startChromium, type ChromiumWithExtension } from './chromium-with-extension';
import { startPageServer, type PageServer } from './page-server';
import type { RemotePage } from './remote-page';

/** Everything a test of the extension needs, running on loopback. */
export interface Scene {
	readonly browser: ChromiumWithExtension;
	/** In the place of the API. */
	readonly api: Sandbox;
	/** The web sites to read. */
	readonly site: PageServer;
	/** Gives the extension the sandbox's key, as saving it on the options page does; or another one. */
	giveKey(apiKey?: string): Promise<void>;
	/** Closes the panel and all tabs but one empty one, and forgets keys, states, requests and faults. */
	reset(): Promise<void>;
	/** Opens a page of the site in a tab and the panel beside it by a click on the toolbar icon. */
	openPanelOn(path: string): Promise<{ page: Page; panel: RemotePage }>;
	close(): Promise<void>;
}

/**
 * Starts the browser, the API and the web site.
 * @param display an X server on which the browser has a window
 * @param language of the browser; English when absent
 */
export async function startScene({
	display,
	language,
	...options
}: SandboxOptions & { display?: string; language?: string } = {}): Promise<Scene> {
	const api = await startSandbox({ ...options, tls: certificate });
	const site = await startPageServer();
	const browser = await startChromium(Number(new URL(api.url).port), display, language);
	return {
		browser,
		api,
		site,
		async giveKey(apiKey = api.apiKey) {
			await (
				await browser.worker()
			).evaluate((values) => chrome.storage.session.set(values), { apiKey });
		},
		async reset() {
			await browser.closePanel();
			const spare = await browser.context.newPage();
			for (const page of browser.context.pages()) if (page !== spare) await page.close();
			await (
				await browser.worker()
			).evaluate(async () => {
				await chrome.storage.session.clear();
				await chrome.storage.local.clear();
			});
			api.reset();
			api.set({ latency: 0, firstTokenDelay: 0, tokenDelay: 0 });
			site.paths.length = 0;
		},
		async openPanelOn(path) {
			const page = await browser.open(`${site.url}${path}`);
			await browser.clickToolbarIcon(page);
			return { page, panel: await browser.panel() };
		},
		async close() {
			await browser.close();
			await Promise.all([api.close(), site.close()]);
		},
	};
}
