import { startDesktop, type Desktop } from './lib/desktop';
import { listen } from './lib/listener';
import { untilStatus } from './lib/panel-driver';
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

async function openArticle() {
	const page = await scene.browser.open(`${scene.site.url}/article.html`);
	await page.bringToFront();
	await desktop.focusBrowser();
	return page;
}

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
	scene.api.set({ tokenDelay: 300 });
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
	scene.api.set({ latency: 300 });
	const page = await openArticle();
	await page.evaluate(() => getSelection()!.selectAllChildren(document.querySelector('article')!));
	await desktop.press('alt+shift+l');
	const listener = await listen(scene);
	await waitFor('the sound', async () => ((await listener.heard())[0]?.time ?? 0) > 0.2);
	await desktop.press('alt+shift+q');
	await listener.document.until(`document.querySelectorAll('audio').length === 0`);
});
