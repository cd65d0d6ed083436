/// <reference lib="dom" />
import type { Page } from 'playwright-core';
import { startDesktop, type Desktop } from './lib/desktop';
import { listenTo } from './lib/listener';
import { untilNotice } from './lib/notice-driver';
import { readPanel, untilStatus } from './lib/panel-driver';
import { startScene, type Scene } from './lib/scene';
import { waitFor } from './lib/wait';

let desktop: Desktop;
let scene: Scene;

beforeAll(async () => {
	desktop = await startDesktop();
	scene = await startScene({ display: desktop.display });
});
afterAll(async () => {
	await scene?.close();
	await desktop?.close();
});
beforeEach(() => scene.reset());

/** Opens a page that the extension may not read yet. */
async function openPage(path: string): Promise<Page> {
	const page = await scene.browser.open(`${scene.site.url}${path}`);
	await page.bringToFront();
	await desktop.focusBrowser();
	return page;
}
const openArticle = () => openPage('/article.html');

/** The entry of the extension above "Inspect", on an image and, with "View page source", on a page. */
const ON_IMAGE = ['Up', 'Up', 'Return'];
const ON_PAGE = ['Up', 'Up', 'Up', 'Return'];
/** Several entries stand in a menu of their own, which opens at its first one. */
const ON_SELECTION = ['Up', 'Up', 'Right'];

/** Chooses from the menu of an element, by the real mouse and keyboard. */
async function chooseOn(page: Page, selector: string, ...keys: string[][]): Promise<void> {
	const [x, y] = await page.locator(selector).evaluate((element): [number, number] => {
		const { left, top, width, height } = element.getBoundingClientRect();
		// Above the page are the tabs and the address; beside it, at the right, is the panel.
		return [
			screenX + left + Math.min(width, 300) / 2,
			screenY + (outerHeight - innerHeight) + top + height / 2,
		];
	});
	await desktop.chooseFromMenu(x, y, ...keys);
}

/** Selects a paragraph of the article. */
const select = (page: Page) =>
	page.evaluate(() => getSelection()!.selectAllChildren(document.querySelector('article h1')!));

test('Alt+Shift+U opens the panel and summarizes, with nothing clicked before', async () => {
	await scene.giveKey();
	await openArticle();
	await desktop.press('alt+shift+u');
	const panel = await scene.browser.panel();
	expect((await untilStatus(panel, 'Summary ready.')).summary).toContain('Tide mills');
	expect(scene.api.requests).toHaveLength(1);
});

test('Alt+Shift+Q stops what Alt+Shift+U began', async () => {
	await scene.giveKey();
	scene.hangStream();
	await openArticle();
	await desktop.press('alt+shift+u');
	const panel = await scene.browser.panel();
	await panel.until(`document.querySelector('#answer').textContent.length > 10`);
	await desktop.press('alt+shift+q');
	await untilStatus(panel, 'Stopped.');
	expect(scene.api.requests).toHaveLength(1);
});

test('Alt+Shift+L reads the selection with the panel closed, and Alt+Shift+Q stops it', async () => {
	await scene.giveKey();
	const page = await openArticle();
	await page.evaluate(() => getSelection()!.selectAllChildren(document.querySelector('article')!));
	const listener = await listenTo(scene, () => desktop.press('alt+shift+l'));
	await waitFor('the sound', async () => ((await listener.heard())[0]?.time ?? 0) > 0.2);
	await desktop.press('alt+shift+q');
	await listener.document.until(`document.querySelectorAll('audio').length === 0`);
});

test('"Describe image aloud" shows and reads the description in the page while the panel is closed', async () => {
	await scene.giveKey();
	const page = await openPage('/images.html');
	const listener = await listenTo(scene, () => chooseOn(page, '#own', ON_IMAGE));
	const { texts } = await untilNotice(page, ({ status }) => status === 'Description ready.');
	expect(texts['text']).toContain('This description was made by AI');
	await waitFor('the sound', async () => ((await listener.heard())[0]?.time ?? 0) > 0.2);
	await desktop.press('alt+shift+q');
	await listener.document.until(`document.querySelectorAll('audio').length === 0`);
});

test('"Describe image aloud" describes in the panel where it is open, on a page it had no access to', async () => {
	await scene.giveKey();
	const { panel } = await scene.openPanelOn('/article.html');
	const page = await openPage('/images.html');
	const listener = await listenTo(scene, () => chooseOn(page, '#own', ON_IMAGE));
	const { summary } = await untilStatus(panel, 'Description ready.');
	expect(summary).toContain('This description was made by AI');
	await waitFor('the sound', async () => ((await listener.heard())[0]?.time ?? 0) > 0.2);
});

test('"Summarize this page" opens the panel and summarizes', async () => {
	await scene.giveKey();
	const page = await openArticle();
	await chooseOn(page, '.cookie-banner', ON_PAGE);
	const panel = await scene.browser.panel();
	expect((await untilStatus(panel, 'Summary ready.')).summary).toContain('Tide mills');
	expect(scene.api.requests).toHaveLength(1);
});

test('"Summarize selection" opens the panel and summarizes what is selected', async () => {
	await scene.giveKey();
	const page = await openArticle();
	await select(page);
	await chooseOn(page, 'article h1', ON_SELECTION, ['Return']);
	const panel = await scene.browser.panel();
	await untilStatus(panel, 'Summary ready.');
	expect(JSON.stringify(scene.api.requests[0]!.body)).toContain('How tide mills ground flour');
	expect(JSON.stringify(scene.api.requests[0]!.body)).not.toContain('the millers could not keep');
});

test('"Read selection aloud" reads what is selected with the panel closed', async () => {
	await scene.giveKey();
	const page = await openArticle();
	await select(page);
	const listener = await listenTo(scene, () =>
		chooseOn(page, 'article h1', ON_SELECTION, ['Down', 'Return']),
	);
	await waitFor('the sound', async () => ((await listener.heard())[0]?.time ?? 0) > 0.2);
	const [request] = scene.api.requests.filter(({ path }) => path.endsWith('/tts'));
	expect(request!.body).toMatchObject({ text: 'How tide mills ground flour by moonlight' });
});

test('"Search the web" opens the panel and searches for what is selected', async () => {
	await scene.giveKey();
	const page = await openArticle();
	await select(page);
	await chooseOn(page, 'article h1', ON_SELECTION, ['Down', 'Down', 'Return']);
	const panel = await scene.browser.panel();
	await panel.until(`document.querySelector('#question').textContent`);
	expect(await panel.evaluate(`document.querySelector('#question').textContent`)).toBe(
		'How tide mills ground flour by moonlight',
	);
	await panel.until(`document.querySelector('#result').ariaBusy === 'false'`);
	expect((await readPanel(panel)).alert).toBe('');
});
