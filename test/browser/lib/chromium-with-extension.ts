import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
	chromium,
	type BrowserContext,
	type CDPSession,
	type Page,
	type Worker,
} from 'playwright-core';
import { findChromium } from '../../../scripts/lib/chromium';
import { RemotePage } from './remote-page';
import { waitFor } from './wait';

/** The production build, as it would be published. */
export const EXTENSION_FOLDER = join(__dirname, '../../../build/extension');

/** A Chromium with the built extension, and with a local server in the place of the API. */
export interface ChromiumWithExtension {
	readonly context: BrowserContext;
	/** The session of the whole browser, for what Playwright has no words for. */
	readonly cdp: CDPSession;
	readonly extensionId: string;
	/** The extension's worker as it runs now. */
	worker(): Promise<Worker>;
	/** Opens a page in a new tab, in front. */
	open(url: string): Promise<Page>;
	/** Opens one of the extension's pages in a new tab. */
	openOwn(path: string): Promise<Page>;
	/** Clicks the toolbar icon on the tab with this page: a real gesture, which opens the panel. */
	clickToolbarIcon(page: Page): Promise<void>;
	/** The side panel, once it has drawn itself. */
	panel(): Promise<RemotePage>;
	/** Closes the side panel, as its user does. */
	closePanel(): Promise<void>;
	close(): Promise<void>;
}

/** How the browser is started. */
export interface BrowserOptions {
	/** An X server to show its window on; without one it is headless. */
	readonly display?: string | undefined;
	/** Ports of this computer that stand for hosts, whatever port an address names. */
	readonly hosts?: Readonly<Record<string, number>>;
	/** Of the browser's and the extension's texts, whatever the machine's is; English when absent. */
	readonly language?: string | undefined;
	/** Further arguments of its command line. */
	readonly args?: readonly string[] | undefined;
}

/** Starts Chromium with the extension; requests to the API's host go to the https server at `apiPort`. */
export async function startChromium(
	apiPort: number,
	{ display, hosts = {}, language = 'en', args = [] }: BrowserOptions = {},
): Promise<ChromiumWithExtension> {
	const executablePath = findChromium();
	if (!executablePath) throw new Error('No Chromium was found: install it or set CHROMIUM_PATH.');
	if (!existsSync(join(EXTENSION_FOLDER, 'manifest.json')))
		throw new Error('The extension is not built: run `npm run build` first.');
	const rules = Object.entries({ 'api.aimlapi.com': apiPort, ...hosts }).map(
		([host, port]) => `MAP ${host} 127.0.0.1:${port}`,
	);
	const profile = await mkdtemp(join(tmpdir(), 'aiml-extension-'));
	const context = await chromium.launchPersistentContext(profile, {
		executablePath,
		headless: false,
		ignoreDefaultArgs: ['--disable-extensions'],
		viewport: display ? null : { width: 1000, height: 700 },
		env: {
			...process.env,
			LANGUAGE: language,
			LC_ALL: 'C.UTF-8',
			...(display && { DISPLAY: display }),
		},
		args: [
			// The bar that warns of --no-sandbox would slide in and move the page.
			...(display
				? ['--test-type', '--window-size=1200,900', '--window-position=0,0']
				: ['--headless=new']),
			`--disable-extensions-except=${EXTENSION_FOLDER}`,
			`--load-extension=${EXTENSION_FOLDER}`,
			`--lang=${language}`,
			`--host-resolver-rules=${rules.join(', ')}`,
			'--ignore-certificate-errors',
			'--no-sandbox',
			'--disable-gpu',
			'--disable-quic',
			'--no-first-run',
			'--disable-background-networking',
			'--disable-component-update',
			'--disable-sync',
			...args,
		],
	});
	const cdp = await context.browser()!.newBrowserCDPSession();
	const worker = async () =>
		context.serviceWorkers()[0] ?? (await context.waitForEvent('serviceworker'));
	const extensionId = new URL((await worker()).url()).host;
	// A new installation opens the options page, which would else come to the front in the middle of a test.
	await waitFor('the options page', () =>
		context.pages().some((page) => page.url().endsWith('/options/index.html')),
	);
	const targets = async () => (await cdp.send('Target.getTargets', { filter: [{}] })).targetInfos;

	const open = async (url: string) => {
		const page = await context.newPage();
		await page.goto(url);
		return page;
	};

	return {
		context,
		cdp,
		extensionId,
		worker,
		open,
		openOwn: (path) => open(`chrome-extension://${extensionId}/${path}`),
		async clickToolbarIcon(page) {
			await page.bringToFront();
			const session = await context.newCDPSession(page);
			const { targetInfo } = await session.send('Target.getTargetInfo');
			await session.detach();
			// The gesture belongs to the tab around the page; both know the same address.
			const tab = (await targets()).find(
				({ type, url }) => type === 'tab' && url === targetInfo.url,
			);
			// The command is newer than Playwright's list of commands.
			const send = cdp.send.bind(cdp) as (method: string, params: object) => Promise<unknown>;
			await send('Extensions.triggerAction', { id: extensionId, targetId: tab?.targetId });
		},
		async panel() {
			const { targetId } = await waitFor('the side panel', async () =>
				(await targets()).find(({ type, url }) => type === 'page' && url.includes('/sidepanel/')),
			);
			const panel = await RemotePage.attach(cdp, targetId);
			// A panel that is only opening has no width yet, and its buttons move when it gets one; it is
			// closed to input until all of it is wired.
			await panel.until(
				`innerWidth > 0 && document.body?.inert === false && document.querySelector(
					'#welcome:not([hidden]), #result:not([hidden]), #status:not(:empty), #alert > *')`,
			);
			// An answer is drawn a moment after what stands around it.
			await panel.until(
				`document.querySelector('#result').hidden || document.querySelector('#answer').textContent`,
			);
			return panel;
		},
		async closePanel() {
			const findPanels = async () =>
				(await targets()).filter(({ type, url }) => type === 'page' && url.includes('/sidepanel/'));
			for (const { targetId } of await findPanels())
				await cdp.send('Target.closeTarget', { targetId });
			await waitFor('the panel to close', async () => (await findPanels()).length === 0);
		},
		async close() {
			await context.close();
			await rm(profile, { recursive: true, force: true, maxRetries: 5 });
		},
	};
}
