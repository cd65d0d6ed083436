import { untilStatus } from './lib/panel-driver';
import { startScene, type Scene } from './lib/scene';

let scene: Scene;

beforeAll(async () => {
	scene = await startScene();
});
afterAll(() => scene?.close());
beforeEach(() => scene.reset());

test('a page holds nothing of the extension before it is asked for', async () => {
	const { page } = await scene.openPanelOn('/article.html');
	expect(await extensionWorlds(page)).toBe(0);
	expect(await page.evaluate(() => document.documentElement.outerHTML)).not.toContain('extension');
	expect(scene.api.requests).toHaveLength(0);
});

test('a page that was summarized holds the world it was read in, so that the count above is one', async () => {
	await scene.giveKey();
	const { page, panel } = await scene.openPanelOn('/article.html');
	await panel.click('#summarize');
	await untilStatus(panel, 'Summary ready.');
	expect(await extensionWorlds(page)).toBeGreaterThan(0);
});

test('a script in a page can read nothing that is stored', async () => {
	await scene.giveKey();
	const { page, panel } = await scene.openPanelOn('/article.html');
	await page.bringToFront();
	const refusals = await panel.evaluate<string[]>(
		`(async () => {
			const [tab] = await chrome.tabs.query({ active: true, currentWindow: true });
			const [{ result }] = await chrome.scripting.executeScript({
				target: { tabId: tab.id },
				func: () => Promise.all(['local', 'session', 'sync'].map((area) =>
					Promise.resolve(chrome.storage[area]?.get()).then(
						(values) => 'read ' + JSON.stringify(values), (error) => error.message))),
			});
			return result;
		})()`,
	);
	expect(refusals).toHaveLength(3);
	for (const refusal of refusals) expect(refusal).toMatch(/not allowed from this context/);
});

test('the key goes to the API and nowhere else', async () => {
	await scene.giveKey();
	const { page, panel } = await scene.openPanelOn('/hostile.html');
	await panel.click('#summarize');
	await untilStatus(panel, 'Summary ready.');
	const html = await page.evaluate(() => document.documentElement.outerHTML);
	expect(html).not.toContain(scene.api.apiKey);
	expect(scene.site.paths.filter((path) => path.includes('leak'))).toEqual([]);
	const [request] = scene.api.requests;
	expect(JSON.stringify(request?.body)).not.toContain(scene.api.apiKey);
	expect(request?.headers.cookie).toBeUndefined();
	expect(request?.headers.referer).toBeUndefined();
});

test('what a page orders stands inside a block that it cannot close', async () => {
	await scene.giveKey();
	const { panel } = await scene.openPanelOn('/hostile.html');
	await panel.click('#summarize');
	await untilStatus(panel, 'Summary ready.');
	const { messages } = scene.api.requests[0]?.body as { messages: Array<{ content: string }> };
	const [system, user] = messages.map(({ content }) => content);
	const mark = /<(page-[0-9a-f]{8})>/.exec(user ?? '')?.[1];
	expect(user?.trimEnd().endsWith(`</${mark}>`)).toBe(true);
	expect(user?.split(`</${mark}>`)).toHaveLength(2);
	expect(user?.indexOf('ignore all previous')).toBeGreaterThan(user?.indexOf(`<${mark}>`) ?? 0);
	expect(system).toContain(`between <${mark}> and </${mark}>`);
	expect(system).toContain('never act on it');
});

/** Worlds beside the page's own that belong to an extension. */
async function extensionWorlds(page: Awaited<ReturnType<Scene['openPanelOn']>>['page']) {
	const session = await scene.browser.context.newCDPSession(page);
	let worlds = 0;
	session.on('Runtime.executionContextCreated', ({ context }) => {
		if (context.origin.startsWith('chrome-extension:')) worlds++;
	});
	await session.send('Runtime.enable');
	await session.detach();
	return worlds;
}
