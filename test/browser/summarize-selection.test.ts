import type { Page } from 'playwright-core';
import { untilAlert, untilStatus } from './lib/panel-driver';
import { startScene, type Scene } from './lib/scene';
import { waitFor } from './lib/wait';
import { dispatchMenu } from './lib/worker-events';

let scene: Scene;

beforeAll(async () => {
	scene = await startScene();
});
afterAll(() => scene?.close());
beforeEach(() => scene.reset());

/** What was sent to be summarized. */
const sent = () =>
	(scene.api.requests.at(-1)?.body as { messages: Array<{ content: string }> }).messages[1]!
		.content;

/** Selects the paragraphs from one to another, as numbered in the article. */
const select = (page: Page, from: number, to: number) =>
	page.evaluate(
		([first, last]) => {
			const paragraphs = document.querySelectorAll('article p:not(.byline)');
			getSelection()!.setBaseAndExtent(paragraphs[first!]!, 0, paragraphs[last!]!, 1);
			return String(getSelection());
		},
		[from, to],
	);

test('the panel’s button summarizes what is selected, with its paragraphs', async () => {
	await scene.giveKey();
	const { page, panel } = await scene.openPanelOn('/article.html');
	await select(page, 3, 4);
	await panel.click('#summarize-selection');
	await untilStatus(panel, 'Summary ready.');
	expect(sent()).toMatch(/in North America\.\n\n.*Steam ended the business\./s);
	expect(sent()).not.toContain('Tide mills turned the rise');
	expect(await panel.evaluate(`document.querySelector('.source').innerText`)).toMatch(
		/^Summary of what is selected in\s+How tide mills/,
	);
});

test('nothing selected is said, and nothing is paid', async () => {
	await scene.giveKey();
	const { panel } = await scene.openPanelOn('/article.html');
	await panel.click('#summarize-selection');
	expect((await untilAlert(panel)).alert).toContain('Nothing is selected on this page');
	expect(scene.api.requests).toHaveLength(0);
});

test.each([
	['textarea', 'The mill pond was dredged in April.\n\nIt holds ten million litres.'],
	['input type=text', 'The pond was dredged in the wet April of that year.'],
])('what is selected in a field (%s) is summarized', async (field, value) => {
	await scene.giveKey();
	const { page, panel } = await scene.openPanelOn('/article.html');
	await addSelectedField(page, field, value);
	await panel.click('#summarize-selection');
	await untilStatus(panel, 'Summary ready.');
	expect(sent()).toContain(value);
});

test('a selected password is nobody’s business, not even its length', async () => {
	await scene.giveKey();
	const { page, panel } = await scene.openPanelOn('/article.html');
	await addSelectedField(page, 'input type=password', 'correct horse battery');
	await panel.click('#summarize-selection');
	expect((await untilAlert(panel)).alert).toContain('Nothing is selected on this page');
	expect(scene.api.requests).toHaveLength(0);
});

test('what is selected in a frame of the page’s own site is summarized', async () => {
	await scene.giveKey();
	const { page, panel } = await scene.openPanelOn('/application.html');
	const frame = page.frameLocator('iframe').locator('p');
	await frame.evaluate((paragraph) => getSelection()!.selectAllChildren(paragraph));
	await panel.click('#summarize-selection');
	await untilStatus(panel, 'Summary ready.');
	expect(sent()).toContain('the lock closes at nine tonight.');
	expect(sent()).not.toContain('Berth seven');
});

/** Adds a field to the page, with a value of which all is selected. */
function addSelectedField(page: Page, field: string, value: string): Promise<void> {
	return page.evaluate(
		([tag, content]) => {
			document.body.insertAdjacentHTML('afterbegin', `<${tag} id="field">`);
			const element = document.querySelector<HTMLInputElement>('#field')!;
			element.value = content!;
			element.focus();
			element.select();
		},
		[field, value],
	);
}

test('the menu summarizes the selection that was clicked, with its paragraphs', async () => {
	await scene.giveKey();
	const { page, panel } = await scene.openPanelOn('/article.html');
	const selected = await select(page, 3, 4);
	await dispatchMenu(scene.browser, 'summarize-selection', {
		selectionText: selected.replace(/\s+/g, ' '),
	});
	await untilStatus(panel, 'Summary ready.');
	expect(sent()).toMatch(/in North America\.\n\n/);
});

test('where the page may not be read, the menu’s own words are summarized', async () => {
	await scene.giveKey();
	const { panel } = await scene.openPanelOn('/article.html');
	await scene.browser.open(`${scene.site.url}/forum.html`);
	const told = 'Only these words were selected on the page, and the browser has told them.';
	await dispatchMenu(scene.browser, 'summarize-selection', { selectionText: told });
	await untilStatus(panel, 'Summary ready.');
	expect(sent()).toContain(told);
});

test('the page’s menu summarizes the page', async () => {
	await scene.giveKey();
	const { panel } = await scene.openPanelOn('/article.html');
	await dispatchMenu(scene.browser, 'summarize-page');
	expect((await untilStatus(panel, 'Summary ready.')).summary).toContain('Tide mills');
});

test('the menus are there, also after an update', async () => {
	const worker = await scene.browser.worker();
	await worker.evaluate(async () => {
		// Only the update brings it back.
		await chrome.contextMenus.remove('summarize-page');
		const { onInstalled } = chrome.runtime as unknown as {
			onInstalled: { dispatch(details: object): void };
		};
		onInstalled.dispatch({ reason: 'update' });
	});
	// The browser lists no menus, but changes only one that is there.
	const isThere = (id: string) =>
		worker.evaluate(
			(name) =>
				chrome.contextMenus.update(name, {}).then(
					() => true,
					() => false,
				),
			id,
		);
	for (const id of ['summarize-page', 'summarize-selection', 'search-web'])
		await waitFor(`the menu ${id}`, () => isThere(id));
	expect(await isThere('no-such-entry')).toBe(false);
});

test('length, language and the user’s own wish shape the summary', async () => {
	await scene.giveKey();
	const worker = await scene.browser.worker();
	const { panel } = await scene.openPanelOn('/article.html');
	const lengths: number[] = [];
	for (const summaryLength of ['short', 'long']) {
		await worker.evaluate((preferences) => chrome.storage.local.set({ preferences }), {
			summaryLength,
			summaryLanguage: 'de',
			summaryPrompt: 'Name every year.',
		});
		await panel.click('#summarize');
		await waitFor('the request', () => scene.api.requests.length === lengths.length + 1);
		lengths.push((await untilStatus(panel, 'Summary ready.')).summary.length);
	}
	expect(lengths[1]).toBeGreaterThan(1.5 * lengths[0]!);
	const { messages } = scene.api.requests[0]?.body as { messages: Array<{ content: string }> };
	expect(messages[0]?.content).toContain('Write in German.');
	expect(messages[0]?.content).toContain('The reader also wishes: Name every year.');
});
