/// <reference types="chrome" />
/// <reference lib="dom" />
import type { Page } from 'playwright-core';
import { startSandbox, type Sandbox, type SandboxOptions } from '../../sandbox';
import { certificate } from './certificate';
import {
	startChromium,
	type BrowserOptions,
	type ChromiumWithExtension,
} from './chromium-with-extension';
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
	/** Lets the next streamed answer stay in its middle until nobody waits for it any more. */
	hangStream(): void;
	/** Closes the panel and all tabs but one empty one, and forgets keys, states, requests and faults. */
	reset(): Promise<void>;
	/** Opens a page of the site in a tab and the panel beside it by a click on the toolbar icon. */
	openPanelOn(path: string): Promise<{ page: Page; panel: RemotePage }>;
	close(): Promise<void>;
}

/** Names the fixture site has besides its address: public ones, and one of a local network. */
const SITE_NAMES = ['pictures.example.com', 'frames.example.com', 'intranet'];

const portOf = (url: string) => Number(new URL(url).port);

/** Starts the browser, the API and the web site; with a `display`, in a window on that X server. */
export async function startScene({
	display,
	language,
	args,
	hosts: further,
	...options
}: SandboxOptions & BrowserOptions = {}): Promise<Scene> {
	const api = await startSandbox({
		publicMediaUrl: 'https://cdn.aimlapi.com',
		...options,
		tls: certificate,
	});
	const site = await startPageServer();
	const hosts = {
		'cdn.aimlapi.com': api.mediaPort,
		...Object.fromEntries(SITE_NAMES.map((name) => [name, portOf(site.url)])),
		...further,
	};
	const browser = await startChromium(portOf(api.url), { display, hosts, language, args });
	return {
		browser,
		api,
		site,
		async giveKey(apiKey = api.apiKey) {
			await (
				await browser.worker()
			).evaluate((values) => chrome.storage.session.set(values), { apiKey });
		},
		hangStream: () =>
			api.addFault({ route: 'POST /v1/chat/completions', kind: 'stream-hang', after: 10 }),
		async reset() {
			await browser.closePanel();
			const spare = await browser.context.newPage();
			for (const page of browser.context.pages()) if (page !== spare) await page.close();
			await (
				await browser.worker()
			).evaluate(async () => {
				// What is being written is written before, not after.
				for (const lock of ['spending', 'playback', 'settings'])
					await navigator.locks.request(lock, () => undefined);
				await chrome.storage.session.clear();
				await chrome.storage.local.clear();
				if (await chrome.offscreen.hasDocument()) await chrome.offscreen.closeDocument();
				for (const name of await caches.keys()) await caches.delete(name);
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
