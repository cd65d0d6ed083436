import type { Page } from 'playwright-core';
import { noteQuestion, readPanel, untilAlert, untilStatus } from './lib/panel-driver';
import type { RemotePage } from './lib/remote-page';
import { startScene, type Scene } from './lib/scene';
import { waitFor } from './lib/wait';
import { dispatchCommand, dispatchMenu } from './lib/worker-events';

let scene: Scene;

beforeAll(async () => {
	scene = await startScene();
});
afterAll(() => scene?.close());
beforeEach(() => scene.reset());

const CHAT = 'POST /v1/chat/completions';
const requests = () => scene.api.requests;

test('the worker can be stopped in the middle of a summary', async () => {
	await scene.giveKey();
	const release = scene.api.hold(CHAT, { after: 10 });
	const { page, panel } = await scene.openPanelOn('/article.html');
	await panel.click('#summarize');
	await panel.until(`document.querySelector('#answer').textContent.length > 10`);
	const session = await scene.browser.context.newCDPSession(page);
	await session.send('ServiceWorker.enable');
	await session.send('ServiceWorker.stopAllWorkers');
	release();
	await untilStatus(panel, 'Summary ready.');
	expect(requests()).toHaveLength(1);
});

test('a closed and reopened panel shows the summary again, and nothing is asked again', async () => {
	await scene.giveKey();
	const { page, panel } = await scene.openPanelOn('/article.html');
	await panel.click('#summarize');
	const { summary, facts } = await untilStatus(panel, 'Summary ready.');
	await scene.browser.closePanel();
	await scene.browser.clickToolbarIcon(page);
	const reopened = await scene.browser.panel();
	await reopened.until(`document.querySelector('#answer').textContent`);
	expect(await readPanel(reopened)).toEqual(
		expect.objectContaining({ status: 'Summary ready.', summary, facts }),
	);
	expect(requests()).toHaveLength(1);
});

test('a panel that is closed in the middle ends the request, and says so when it is reopened', async () => {
	await scene.giveKey();
	scene.hangStream();
	const { page, panel } = await scene.openPanelOn('/article.html');
	await panel.click('#summarize');
	await panel.until(`document.querySelector('#answer').textContent.length > 10`);
	await scene.browser.closePanel();
	await waitFor('the request to end', () => requests()[0]?.closedEarly);
	await scene.browser.clickToolbarIcon(page);
	const reopened = await scene.browser.panel();
	const { summary } = await untilStatus(reopened, /^The summary was interrupted/);
	expect(summary.length).toBeGreaterThan(10);
	expect(requests()).toHaveLength(1);
});

test('a second press while a summary is made asks for nothing', async () => {
	await scene.giveKey();
	const release = scene.api.hold(CHAT);
	const { panel } = await scene.openPanelOn('/article.html');
	await panel.click('#summarize');
	await panel.click('#summarize');
	await untilStatus(panel, 'Summarizing…');
	await panel.click('#summarize');
	const untilAsked = await noteQuestion(panel, 'panel.start');
	await dispatchCommand(scene.browser, 'summarize-page');
	await untilAsked();
	release();
	await untilStatus(panel, 'Summary ready.');
	expect(requests()).toHaveLength(1);
});

test('another task takes the place of the one that runs', async () => {
	await scene.giveKey();
	scene.hangStream();
	const { page, panel } = await scene.openPanelOn('/article.html');
	await panel.click('#summarize');
	await panel.until(`document.querySelector('#answer').textContent.length > 10`);
	await page.evaluate(() => getSelection()!.selectAllChildren(document.querySelector('ul')!));
	await dispatchMenu(scene.browser, 'summarize-selection', {
		selectionText: 'The oldest known tide mill in Ireland',
	});
	await waitFor('the first request to end', () => requests()[0]?.closedEarly);
	expect((await untilStatus(panel, 'Summary ready.')).summary).toContain('the year 619');
	expect(requests().map(({ closedEarly }) => Boolean(closedEarly))).toEqual([true, false]);
});

test('a panel takes no press before it is wired', async () => {
	const { panel } = await scene.openPanelOn('/article.html');
	expect(await panel.evaluate(`fetch(location.href).then((page) => page.text())`)).toContain(
		'<body inert>',
	);
	expect(await panel.evaluate('document.body.inert')).toBe(false);
});

test('each tab keeps its own summary; one goes on while another tab is in view', async () => {
	await scene.giveKey();
	const release = scene.api.hold(CHAT, { after: 10 });
	const { page, panel } = await scene.openPanelOn('/article.html');
	await panel.click('#summarize');
	await panel.until(`document.querySelector('#answer').textContent.length > 10`);
	const other = await scene.browser.open(`${scene.site.url}/forum.html`);
	await panel.until(`!document.querySelector('#welcome').hidden`);
	expect((await readPanel(panel)).status).toBe('');
	release();
	await waitFor('the end of the first answer', () => requests()[0]?.status);
	await scene.browser.clickToolbarIcon(other);
	await panel.click('#summarize');
	expect((await untilStatus(panel, 'Summary ready.')).summary).not.toContain('Tide mills');
	await page.bringToFront();
	await panel.until(`document.querySelector('#answer').innerText.includes('Tide mills')`);
	await untilStatus(panel, 'Summary ready.');
	expect(requests()).toHaveLength(2);
});

test('closing a tab ends its summary and forgets its state', async () => {
	await scene.giveKey();
	scene.hangStream();
	const { page, panel } = await scene.openPanelOn('/article.html');
	await panel.click('#summarize');
	await panel.until(`document.querySelector('#answer').textContent.length > 10`);
	await page.close();
	await waitFor('the request to end', () => requests()[0]?.closedEarly);
	await waitFor('the state to go', async () => {
		const keys = await panel.evaluate<string[]>('chrome.storage.session.get().then(Object.keys)');
		return !keys.some((key) => key.startsWith('tab:'));
	});
});

test('the shortcuts start and stop a summary in the open panel', async () => {
	await scene.giveKey();
	scene.hangStream();
	const { panel } = await scene.openPanelOn('/article.html');
	await dispatchCommand(scene.browser, 'summarize-page');
	await panel.until(`document.querySelector('#answer').textContent.length > 10`);
	await dispatchCommand(scene.browser, 'stop');
	await untilStatus(panel, 'Stopped.');
	expect(requests()).toHaveLength(1);
});

test('a key that is saved while the panel is open is used, one that is forgotten is not', async () => {
	await scene.giveKey();
	const { panel } = await scene.openPanelOn('/article.html');
	await panel.evaluate(`chrome.storage.session.remove('apiKey')`);
	await panel.until(`!document.querySelector('#welcome-settings').hidden`);
	await panel.click('#summarize');
	expect((await untilAlert(panel)).alert).toContain('Add your API key');
	await scene.giveKey();
	await panel.until(`document.querySelector('#welcome-settings').hidden`);
	await panel.click('#summarize');
	await untilStatus(panel, 'Summary ready.');
});

test('a tab that another panel holds is not paid for, however late that is known', async () => {
	await scene.giveKey();
	const { page, panel } = await scene.openPanelOn('/article.html');
	const tabId = await tabIdOf(panel);
	const other = await holdElsewhere(tabId);
	await page.bringToFront();
	await panel.evaluate(`(() => {
		const request = navigator.locks.request.bind(navigator.locks);
		navigator.locks.request = async (...values) => {
			await new Promise((done) => setTimeout(done, 500));
			return request(...values);
		};
	})()`);
	await panel.click('#summarize');
	expect((await untilAlert(panel)).alert).toContain('Another window is working on this page');
	expect(requests()).toHaveLength(0);
	await other.close();
});

test('the run of another panel that is closed in the middle does not stay for ever', async () => {
	await scene.giveKey();
	const { page, panel } = await scene.openPanelOn('/article.html');
	const tabId = await tabIdOf(panel);
	const other = await holdElsewhere(tabId);
	await page.bringToFront();
	const state = {
		run: 'of another panel',
		task: { type: 'summarize-page' },
		status: 'working',
		turns: [],
		text: 'The first words.',
	};
	await panel.evaluate(
		`chrome.storage.session.set(${JSON.stringify({ [`tab:${tabId}`]: state })})`,
	);
	await untilStatus(panel, 'Summarizing…');
	await other.close();
	await untilStatus(panel, 'The summary was interrupted: press “Summarize page” to go on.');
	await panel.click('#summarize');
	await untilStatus(panel, 'Summary ready.');
	expect(requests()).toHaveLength(1);
});

test.each([
	['wrong key', 401, undefined],
	['no credit', 403, 'Out of credit: top up your balance.'],
])('a refusal (%s) takes no answer away', async (_what, kind, message) => {
	await scene.giveKey();
	const { panel } = await scene.openPanelOn('/article.html');
	await panel.click('#summarize');
	const { summary, facts } = await untilStatus(panel, 'Summary ready.');
	scene.api.addFault({ route: CHAT, kind, ...(message && { message }) });
	await panel.click('#summarize');
	expect(await untilAlert(panel)).toMatchObject({ summary, facts });
});

test('an image cannot be chosen while an answer is made', async () => {
	await scene.giveKey();
	scene.hangStream();
	const { panel } = await scene.openPanelOn('/images.html');
	await panel.click('#choose-image');
	await panel.until(`!document.querySelector('#page-images').hidden`);
	await dispatchMenu(scene.browser, 'summarize-page');
	await panel.until(`document.querySelector('#page-images').hidden`);
	expect(await panel.evaluate(`document.querySelector('#choose-image').ariaDisabled`)).toBe('true');
	expect(await panel.evaluate('document.activeElement.id')).toBe('choose-image');
});

describe('the parts of a long page that were paid for when the panel was closed', () => {
	/** Leaves a panel closed in the middle of a long page, with three parts paid for. */
	async function closeInTheMiddle() {
		await scene.giveKey();
		const { page, panel } = await scene.openPanelOn('/long.html');
		await letPartsThrough(panel, 3);
		await panel.click('#summarize');
		await waitFor('the paid parts to be kept', async () => (await paidNotes()) === 3);
		expect(requests()).toHaveLength(3);
		await scene.browser.closePanel();
		return page;
	}

	async function reopen(page: Page): Promise<RemotePage> {
		await scene.browser.clickToolbarIcon(page);
		return scene.browser.panel();
	}

	test('are not paid for again, though the page has changed', async () => {
		const page = await closeInTheMiddle();
		await page.evaluate(() => document.querySelector('article p')!.prepend('Breaking news! '));
		const panel = await reopen(page);
		await untilStatus(panel, /^The summary was interrupted/);
		await panel.click('#summarize');
		await untilStatus(panel, 'Summary ready.');
		const parts = requests()
			.map(({ body }) => (body as { messages: Array<{ content: string }> }).messages[1]!.content)
			.map((content) => content.replace(/[\da-f-]{8,}/g, ''));
		expect(parts.length).toBeGreaterThan(4);
		expect(new Set(parts).size).toBe(parts.length);
		expect(parts.join()).not.toContain('Breaking news!');
		expect(await paidKeys()).toEqual([]);
	});

	test('stay when the reader goes to another place of the page', async () => {
		const page = await closeInTheMiddle();
		await page.evaluate(() => (location.hash = 'further'));
		const panel = await reopen(page);
		await untilStatus(panel, /^The summary was interrupted/);
		await page.evaluate(() => (location.hash = 'furthest'));
		await untilStored(panel);
		await panel.click('#summarize');
		await untilStatus(panel, 'Summary ready.');
		const asked = requests().map(({ body }) => JSON.stringify(body).replace(/[\da-f-]{8,}/g, ''));
		expect(new Set(asked).size).toBe(asked.length);
	});

	test('are kept though pictures fill the storage', async () => {
		await (
			await scene.browser.worker()
		).evaluate(() => {
			const image = { url: `data:${'x'.repeat(2_700_000)}`, source: '' };
			return chrome.storage.session.set({
				'image:991': { at: 1, image },
				'image:992': { at: 2, image },
				'image:993': { at: 3, image },
			});
		});
		await closeInTheMiddle();
	});

	test('are forgotten when the key is', async () => {
		await closeInTheMiddle();
		const options = await scene.browser.openOwn('options/index.html');
		await options.click('#forget-key');
		await waitFor('the parts to go', async () => (await paidKeys()).length === 0);
	});

	test('are forgotten when the tab is closed', async () => {
		await (await closeInTheMiddle()).close();
		await waitFor('the parts to go', async () => (await paidKeys()).length === 0);
	});

	test('stay when the page is loaded again, and are forgotten with its address', async () => {
		const page = await closeInTheMiddle();
		const panel = await reopen(page);
		await untilStatus(panel, /^The summary was interrupted/);
		await panel.evaluate(
			`chrome.tabs.onUpdated.addListener((_id, { status }) => (window.wasLoaded ||= status === 'complete'))`,
		);
		await page.reload();
		await panel.until('window.wasLoaded');
		await untilStored(panel);
		expect(await paidNotes()).toBe(3);
		await page.goto(`${scene.site.url}/article.html`);
		await waitFor('the parts to go', async () => (await paidKeys()).length === 0);
	});

	test('are forgotten by the next run when the address changed behind a closed panel', async () => {
		const page = await closeInTheMiddle();
		await page.goto(`${scene.site.url}/article.html`);
		const panel = await reopen(page);
		await panel.click('#summarize');
		expect((await untilStatus(panel, 'Summary ready.')).summary).toContain('Tide mills');
		expect(await paidKeys()).toEqual([]);
	});

	test('stay in the panel when the storage has no room for them', async () => {
		await scene.giveKey();
		const { panel } = await scene.openPanelOn('/long.html');
		await panel.evaluate(`chrome.storage.session.set({ filler: 'x'.repeat(8_200_000) })`);
		await letPartsThrough(panel, 3);
		await panel.click('#summarize');
		await untilStatus(panel, /^Summarizing part 4 of/);
		await panel.click('#stop');
		await untilStatus(panel, 'Stopped.');
		expect(await paidKeys()).toEqual([]);
		await letPartsThrough(panel, Infinity);
		await panel.click('#summarize');
		await untilStatus(panel, 'Summary ready.');
		const parts = new Set(
			requests().map(({ body }) =>
				(body as { messages: Array<{ content: string }> }).messages[1]!.content.replace(
					/[\da-f-]{8,}/g,
					'',
				),
			),
		);
		expect(parts.size).toBe(requests().length);
	});
});

test('what a shortcut asks of a closed panel is done once it has opened, and only once', async () => {
	await scene.giveKey();
	const page = await scene.browser.open(`${scene.site.url}/article.html`);
	// The key press is the browser's own; a click on the icon gives the worker the same right to open
	// the panel, in which its listener of shortcuts is called.
	await (
		await scene.browser.worker()
	).evaluate(() => {
		const { onCommand } = chrome.commands as unknown as {
			onCommand: { dispatch(command: string, tab: unknown): void };
		};
		chrome.action.onClicked.addListener(function once(tab) {
			chrome.action.onClicked.removeListener(once);
			onCommand.dispatch('summarize-page', tab);
		});
	});
	await scene.browser.clickToolbarIcon(page);
	await untilStatus(await scene.browser.panel(), 'Summary ready.');
	await scene.browser.closePanel();
	await scene.browser.clickToolbarIcon(page);
	await untilStatus(await scene.browser.panel(), 'Summary ready.');
	expect(requests()).toHaveLength(1);
});

test('a shortcut that could not open the panel leaves nothing for the next time', async () => {
	await scene.giveKey();
	const page = await scene.browser.open(`${scene.site.url}/article.html`);
	// Without a gesture, the browser refuses.
	await dispatchCommand(scene.browser, 'summarize-page');
	await scene.browser.clickToolbarIcon(page);
	const panel = await scene.browser.panel();
	await untilStored(panel);
	expect((await readPanel(panel)).status).toBe('');
	expect(requests()).toHaveLength(0);
});

/** Waits until the panel has got from its storage what it asked for, and has done what follows. */
async function untilStored(panel: RemotePage): Promise<void> {
	for (let step = 0; step < 3; step++) await panel.evaluate('chrome.storage.session.get()');
}

/** The tab in view beside the panel. */
function tabIdOf(panel: RemotePage): Promise<number> {
	return panel.evaluate(
		`chrome.tabs.query({ active: true, currentWindow: true }).then(([tab]) => tab.id)`,
	);
}

/** Holds a tab as the panel of another window does, until the page that is returned is closed. */
async function holdElsewhere(tabId: number): Promise<Page> {
	const other = await scene.browser.openOwn('options/index.html');
	await other.evaluate(
		(name) =>
			new Promise<void>((held) => {
				void navigator.locks.request(name, () => {
					held();
					return new Promise(() => undefined);
				});
			}),
		`tab:${tabId}`,
	);
	return other;
}

/** Lets so many requests of the panel leave; the others wait until they are stopped. */
async function letPartsThrough(panel: RemotePage, count: number): Promise<void> {
	await panel.evaluate(`(() => {
		window.realFetch ??= fetch;
		let left = ${count};
		window.fetch = (url, options) => left-- > 0
			? realFetch(url, options)
			: new Promise((_resolve, reject) =>
					options.signal.addEventListener('abort', () => reject(options.signal.reason)));
	})()`);
}

/** What is stored of paid parts. */
async function paidKeys(): Promise<string[]> {
	const worker = await scene.browser.worker();
	const keys = await worker.evaluate(async () =>
		Object.keys(await chrome.storage.session.get(null)),
	);
	return keys.filter((key) => key.startsWith('paid-'));
}

/** How many parts' notes are stored. */
async function paidNotes(): Promise<number> {
	const key = (await paidKeys()).find((name) => name.startsWith('paid-notes:'));
	if (!key) return 0;
	const worker = await scene.browser.worker();
	return worker.evaluate(
		async (name) => Object.keys((await chrome.storage.session.get(name))[name] as object).length,
		key,
	);
}
