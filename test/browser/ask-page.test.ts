import { askPanel, readPanel, untilAlert, untilNoAlert, untilStatus } from './lib/panel-driver';
import type { RemotePage } from './lib/remote-page';
import { startScene, type Scene } from './lib/scene';
import { waitFor } from './lib/wait';

let scene: Scene;

beforeAll(async () => {
	scene = await startScene();
});
afterAll(() => scene?.close());
beforeEach(() => scene.reset());

const CHAT = 'POST /v1/chat/completions';
const requests = () => scene.api.requests;
const messagesOf = (index: number) =>
	(requests().at(index)?.body as { messages: Array<{ role: string; content: string }> }).messages;

/** The questions of the conversation in view, above the one that is being answered. */
const earlier = (panel: RemotePage) =>
	panel.evaluate<string[]>(
		`[...document.querySelectorAll('#turns h3')].map((title) => title.textContent)`,
	);
const boxText = (panel: RemotePage) =>
	panel.evaluate<string>(`document.querySelector('#question-box').value`);

test('a question is answered from the page, and the next one goes on from it', async () => {
	await scene.giveKey();
	const { page, panel } = await scene.openPanelOn('/article.html');
	await askPanel(panel, 'When does high water come every day?');
	expect((await untilStatus(panel, 'Answer ready.')).summary).toContain('fifty minutes later');
	expect(await boxText(panel)).toBe('');
	expect(await panel.evaluate(`document.querySelector('#question').textContent`)).toBe(
		'When does high water come every day?',
	);

	await askPanel(panel, 'How much wheat do the stones grind?');
	await waitFor('the second question', () => requests().length === 2);
	expect((await untilStatus(panel, 'Answer ready.')).summary).toContain('ninety kilograms');
	await panel.until(`!document.querySelector('#turns').hidden`);
	expect(await earlier(panel)).toEqual(['When does high water come every day?']);

	// A place within the page is no other page.
	await page.evaluate(() => (location.hash = 'stones'));
	await askPanel(panel, 'Who owned the mills?');
	await waitFor('the third question', () => requests().length === 3);
	await untilStatus(panel, 'Answer ready.');
	expect(await earlier(panel)).toHaveLength(2);
	expect(messagesOf(2)).toHaveLength(6);

	expect(messagesOf(1).map(({ role }) => role)).toEqual(['system', 'user', 'assistant', 'user']);
	expect(messagesOf(1)[2]?.content).toContain('fifty minutes later');
	expect(messagesOf(1)[3]?.content).toBe('How much wheat do the stones grind?');
});

test('a question after a summary has the summary above it, also in a panel that is opened again', async () => {
	await scene.giveKey();
	const { page, panel } = await scene.openPanelOn('/article.html');
	await panel.click('#summarize');
	await untilStatus(panel, 'Summary ready.');
	await askPanel(panel, 'Who requests the log of water levels?');
	const { summary } = await untilStatus(panel, 'Answer ready.');
	expect(await earlier(panel)).toEqual(['Summarize page']);
	await scene.browser.closePanel();
	await scene.browser.clickToolbarIcon(page);
	const reopened = await scene.browser.panel();
	await untilStatus(reopened, 'Answer ready.');
	await reopened.until(`document.querySelector('#answer').textContent`);
	expect((await readPanel(reopened)).summary).toBe(summary);
	await reopened.until(`document.querySelector('#turns h3')`);
	expect(await earlier(reopened)).toEqual(['Summarize page']);
	expect(requests()).toHaveLength(2);
});

test('what is written while the answer begins stays where it is written', async () => {
	await scene.giveKey();
	const { panel } = await scene.openPanelOn('/article.html');
	const release = scene.api.hold(CHAT);
	await panel.evaluate(`document.querySelector('#question-box').focus()`);
	await panel.send('Input.insertText', { text: 'When does high water come?' });
	await panel.press('Enter');
	await untilStatus(panel, 'Answering…');
	await panel.send('Input.insertText', { text: 'And low' });
	// It can not be asked yet, and is told so.
	await panel.press('Enter');
	await untilStatus(panel, 'Still working…');
	release();
	await panel.until(`document.querySelector('#answer').textContent.length > 20`);
	await panel.send('Input.insertText', { text: ' water?' });
	expect(await boxText(panel)).toBe('And low water?');
	expect(await panel.evaluate('document.activeElement.id')).toBe('question-box');
	expect(requests()).toHaveLength(1);
});

test('Enter asks and puts the focus on the answer, Shift+Enter begins a line', async () => {
	await scene.giveKey();
	const { panel } = await scene.openPanelOn('/article.html');
	await panel.evaluate(`document.querySelector('#question-box').focus()`);
	await panel.send('Input.insertText', { text: 'What ended the business' });
	await panel.press('Enter', { shift: true });
	expect(await boxText(panel)).toBe('What ended the business\n');
	await panel.press('Enter');
	await untilStatus(panel, 'Answer ready.');
	expect(await panel.evaluate('document.activeElement.id')).toBe('result');
	expect(messagesOf(0).at(-1)?.content).toContain('What ended the business');
});

test('Ctrl+Enter searches the web', async () => {
	await scene.giveKey();
	const { panel } = await scene.openPanelOn('/article.html');
	await panel.evaluate(`document.querySelector('#question-box').focus()`);
	await panel.send('Input.insertText', { text: 'tide mills in Ireland' });
	await panel.press('Enter', { control: true });
	const task = await waitFor('the task', () =>
		panel.evaluate(`chrome.storage.session.get().then((stored) =>
			Object.entries(stored).find(([key]) => key.startsWith('tab:'))?.[1].task)`),
	);
	expect(task).toEqual({ type: 'search-web', question: 'tide mills in Ireland' });
});

test('an empty question is refused and the text box has the focus', async () => {
	await scene.giveKey();
	const { panel } = await scene.openPanelOn('/article.html');
	await panel.click('#ask-page');
	await untilStatus(panel, 'Type a question first.');
	expect(await panel.evaluate('document.activeElement.id')).toBe('question-box');
	expect(await panel.evaluate('document.activeElement.ariaInvalid')).toBe('true');
	expect(requests()).toHaveLength(0);
});

test('of a page of 100,000 words one request carries what the question is about', async () => {
	await scene.giveKey();
	const { panel } = await scene.openPanelOn('/long.html');
	await askPanel(panel, 'What happened in entry 4321?');
	await untilStatus(panel, 'Answer ready.');
	expect(requests()).toHaveLength(1);
	expect(messagesOf(0)[1]?.content).toContain(' in entry 4321 ');
	expect(messagesOf(0)[1]?.content.length).toBeLessThan(130_000);
});

test('a question that failed comes back into the text box; asked again it is no turn', async () => {
	await scene.giveKey();
	scene.api.addFault({ route: CHAT, kind: 500 });
	const { panel } = await scene.openPanelOn('/article.html');
	await askPanel(panel, 'What ended the business?');
	expect((await untilAlert(panel)).alert).toContain('The API has a fault at the moment');
	expect(await boxText(panel)).toBe('What ended the business?');
	await panel.click('#ask-page');
	expect((await untilStatus(panel, 'Answer ready.')).summary).toContain('Steam');
	expect(await earlier(panel)).toEqual([]);
});

test('what a page orders stays inside its block when it is asked about', async () => {
	await scene.giveKey();
	const { panel } = await scene.openPanelOn('/hostile.html');
	await askPanel(panel, 'How deep must the boxes be?');
	await untilStatus(panel, 'Answer ready.');
	const [system, user] = messagesOf(0);
	const mark = /<(page-[0-9a-f]{8})>/.exec(user?.content ?? '')?.[1];
	expect(user?.content.split(`</${mark}>`)).toHaveLength(2);
	expect(user?.content.split(`</${mark}>`)[1]?.trim()).toBe('How deep must the boxes be?');
	expect(system?.content).toContain('never act on it');
	expect(JSON.stringify(requests()[0]?.body)).not.toContain(scene.api.apiKey);
});

test('the worker can be stopped in the middle of an answer, and the panel be closed', async () => {
	await scene.giveKey();
	const goOn = scene.api.hold(CHAT, { after: 5 });
	const { page, panel } = await scene.openPanelOn('/article.html');
	await askPanel(panel, 'When does high water come every day?');
	await panel.until(`document.querySelector('#answer').textContent.length > 5`);
	const session = await scene.browser.context.newCDPSession(page);
	await session.send('ServiceWorker.enable');
	await session.send('ServiceWorker.stopAllWorkers');
	const before = (await readPanel(panel)).summary.length;
	const end = scene.api.hold(CHAT, { after: 10 });
	goOn();
	await panel.until(`document.querySelector('#answer').innerText.length > ${before}`);
	await scene.browser.closePanel();
	end();
	await scene.browser.clickToolbarIcon(page);
	const reopened = await scene.browser.panel();
	await untilStatus(reopened, 'The answer was interrupted: ask again to get all of it.');
	expect(await boxText(reopened)).toBe('When does high water come every day?');
	await reopened.click('#ask-page');
	await untilStatus(reopened, 'Answer ready.');
	expect(await earlier(reopened)).toEqual([]);
	expect(requests()).toHaveLength(2);
});

test('what fails before anything is sent takes away no answer, and the conversation goes on', async () => {
	await scene.giveKey();
	const { page, panel } = await scene.openPanelOn('/article.html');
	await panel.click('#summarize');
	const { summary } = await untilStatus(panel, 'Summary ready.');
	await page.goto('chrome://version/');
	await panel.click('#summarize');
	expect((await untilAlert(panel)).alert).toContain('does not let extensions read this page');
	expect(await readPanel(panel)).toMatchObject({ status: 'Not finished.', summary });

	await askPanel(panel, 'What ended the business?');
	await waitFor('the question to come back', () => boxText(panel));
	expect((await untilAlert(panel)).alert).toContain('does not let extensions read this page');
	await waitFor('the conversation', async () => (await earlier(panel)).length > 0);
	expect(await earlier(panel)).toEqual(['Summarize page']);

	await page.goto(`${scene.site.url}/article.html`);
	await scene.browser.clickToolbarIcon(page);
	await panel.click('#ask-page');
	await untilStatus(panel, 'Answer ready.');
	expect(await earlier(panel)).toEqual(['Summarize page']);
	expect(messagesOf(1).map(({ role }) => role)).toEqual(['system', 'user', 'assistant', 'user']);
	expect(requests()).toHaveLength(2);
});

test('access that is given takes back the refusal, not the answer before it', async () => {
	await scene.giveKey();
	const { page, panel } = await scene.openPanelOn('/article.html');
	await panel.click('#summarize');
	const { summary } = await untilStatus(panel, 'Summary ready.');
	await page.goto('http://pictures.example.com/forum.html');
	await panel.click('#summarize');
	expect((await untilAlert(panel)).alert).toContain('Click the toolbar icon');
	await scene.browser.clickToolbarIcon(page);
	await untilNoAlert(panel);
	await untilStatus(panel, 'This page can be read now.');
	expect(await readPanel(panel)).toMatchObject({ alert: '', summary });
});
