import type { Page } from 'playwright-core';
import { DEFAULT_MODELS } from '../../client';
import { QUERY_CHARACTERS } from '../../extension/shared/search/search-query';
import { IMAGE_HOST, startImageHost, type ImageHost } from './lib/image-host';
import { askPanel, readPanel, untilAlert, untilStatus } from './lib/panel-driver';
import { RemotePage } from './lib/remote-page';
import { startScene, type Scene } from './lib/scene';
import { waitFor } from './lib/wait';

const READY = 'Answer ready.';
const CHAT = 'POST /v1/chat/completions';
const QUERY = 'Tide mills of Eling [1] 【2†mill】?';

let scene: Scene;
let web: ImageHost;

beforeAll(async () => {
	web = await startImageHost();
	scene = await startScene({ hosts: { [IMAGE_HOST]: web.port } });
});
afterAll(async () => {
	await scene?.close();
	await web?.close();
});
beforeEach(async () => {
	await scene.reset();
	scene.api.webUrl = web.url;
	web.requests.length = 0;
	web.open = true;
	web.movedTo = undefined;
	await scene.giveKey();
});

const searches = () => scene.api.requests.filter(({ path }) => path.includes('/chat/'));
const cards = () => scene.api.requests.filter(({ path }) => path.includes('/bagoodex/'));

async function searchFor(panel: RemotePage, query = QUERY): Promise<void> {
	await panel.evaluate(
		`document.querySelector('#question-box').value = ${JSON.stringify(query)}; undefined`,
	);
	await panel.click('#search-web');
}

/** Opens the panel and searches with the chat model, or with the one whose answers have cards. */
async function openSearch({ withCards = false, query = QUERY } = {}) {
	if (!withCards) scene.api.retire(DEFAULT_MODELS.searchResults);
	const opened = await scene.openPanelOn('/article.html');
	await searchFor(opened.panel, query);
	return opened;
}

interface Listed {
	readonly number: number;
	readonly title: string;
	readonly host: string;
	readonly date?: string;
	readonly href: string;
	readonly target: string;
	readonly rel: string;
}

const listSources = (panel: RemotePage) =>
	panel.evaluate<Listed[]>(
		`[...document.querySelectorAll('#source-list li')].map((item) => {
			const { textContent: title, href, target, rel } = item.querySelector('a');
			return { number: item.value, title, href, target, rel,
				host: item.querySelector('.host').textContent,
				date: item.querySelector('.date')?.textContent };
		})`,
	);

async function pressCard(panel: RemotePage, name: string): Promise<void> {
	await panel.evaluate(
		`[...document.querySelectorAll('#card-buttons button')].find((button) => button.textContent === '${name}').id = 'pressed'`,
	);
	await panel.click('#pressed');
	await panel.evaluate(`document.querySelector('#pressed').removeAttribute('id')`);
}

/** Opens the panel of the window that a tab is in now, beside that of its window before. */
async function otherPanel(panel: RemotePage, page: Page): Promise<RemotePage> {
	const { cdp } = scene.browser;
	await scene.browser.clickToolbarIcon(page);
	const { targetId } = await waitFor('the panel of the other window', async () => {
		const { targetInfos } = await cdp.send('Target.getTargets', { filter: [{}] });
		return targetInfos.find(
			({ type, url, targetId: id }) =>
				type === 'page' && url.includes('/sidepanel/') && id !== panel.targetId,
		);
	});
	return RemotePage.attach(cdp, targetId);
}

/** The card once it is there. */
async function openCard(panel: RemotePage, name: string): Promise<string> {
	await pressCard(panel, name);
	const card = `[...document.querySelectorAll('.card:not([hidden])')].find((card) => card.querySelector('h3').textContent === '${name}')`;
	await panel.until(`${card} && !${card}.innerText.includes('Searching')`);
	return panel.evaluate<string>(`${card}.innerText`);
}

async function newPage(action: () => Promise<void>): Promise<Page> {
	const [page] = await Promise.all([scene.browser.context.waitForEvent('page'), action()]);
	return page;
}

async function expectAccessible(panel: RemotePage): Promise<void> {
	for (const scheme of ['light', 'dark']) {
		await panel.emulateMedia({ 'prefers-color-scheme': scheme });
		expect({ scheme, violations: await panel.accessibilityViolations() }).toEqual({
			scheme,
			violations: [],
		});
	}
}

test('a search streams an answer whose numbered sources open in a tab', async () => {
	const release = scene.api.hold(CHAT, { after: 10 });
	const { page, panel } = await openSearch();
	await panel.until(`document.querySelector('#answer').textContent.length > 10`);
	expect((await readPanel(panel)).status).toBe('Searching the web…');
	release();
	const { summary, facts } = await untilStatus(panel, READY);
	expect(summary).toContain('You asked: “Tide mills of Eling [1] [2]?”');
	expect(facts).toMatch(/^\$0\.\d+ · perplexity\/sonar$/);
	expect(searches()).toHaveLength(1);
	expect(searches()[0]?.body).toMatchObject({
		model: 'perplexity/sonar',
		messages: [{ role: 'system' }, { role: 'user', content: QUERY }],
		web_search_options: {},
	});

	const sources = await listSources(panel);
	expect(sources).toHaveLength(2);
	expect(sources[0]).toEqual({
		number: 1,
		title: expect.stringMatching(/^Overview: Tide mills of Eling/),
		host: new URL(web.url).host,
		date: '2026-01-31',
		href: expect.stringContaining(`${web.url}/overview?`),
		target: '_blank',
		rel: 'noopener noreferrer',
	});
	const marks = await panel.evaluate<string[]>(
		`[...document.querySelectorAll('#answer a')].map(({ href, textContent }) => textContent + ' ' + href)`,
	);
	expect(marks).toEqual(sources.map(({ number, href }) => `[${number}] ${href}`));

	expect(web.requests).toEqual([]);
	const byMouse = await newPage(() => panel.click('#source-list li:nth-child(2) a'));
	await byMouse.waitForURL(sources[1]!.href);
	// The panel shows the tab in front.
	await page.bringToFront();
	await panel.until(`document.querySelector('#source-list a')`);
	const byKeyboard = await newPage(async () => {
		await panel.evaluate(`document.querySelector('#source-list a').focus()`);
		await panel.press('Enter');
	});
	await byKeyboard.waitForURL(sources[0]!.href);
	expect(await byKeyboard.evaluate(() => [document.referrer, window.opener])).toEqual(['', null]);
});

test('without any source that is said; the answer’s marks stay text', async () => {
	const { panel } = await openSearch({ withCards: true });
	const { summary } = await untilStatus(panel, READY);
	expect(summary).toContain('Tide mills of Eling [1] 【2†mill】?');
	expect(await panel.evaluate(`document.querySelector('#sources').innerText`)).toContain(
		'The model named no sources.',
	);
	expect(await panel.evaluate(`document.querySelectorAll('#answer a').length`)).toBe(0);
	expect(searches()[0]?.body).toMatchObject({
		model: DEFAULT_MODELS.searchResults,
		messages: [{ role: 'user', content: QUERY }],
	});
	// No card is asked for by itself.
	expect(cards()).toEqual([]);
});

test('each card is asked for once, and only when its button is pressed', async () => {
	const { panel } = await openSearch({ withCards: true, query: 'tide mills' });
	await untilStatus(panel, READY);
	expect(await openCard(panel, 'Weather')).toMatch(
		/Temperature\s+18[\s\S]*Forecast[\s\S]*Day\s+Mon[\s\S]*High\s+19/,
	);
	expect(await openCard(panel, 'Facts')).toMatch(/Description\s+What is known of tide mills\./);
	expect(await openCard(panel, 'Videos')).toContain('tide mills (overview)');
	expect(await openCard(panel, 'Map')).toContain(new URL(web.url).host);
	expect(await openCard(panel, 'Links')).toContain('listed under Sources');
	await untilStatus(panel, 'Links: answer ready. The links are listed under Sources.');
	expect((await listSources(panel)).map(({ number, href }) => [number, href])).toEqual([
		[1, `${web.url}/overview/tide%20mills`],
		[2, `${web.url}/background/tide%20mills`],
		[3, `${web.url}/news/tide%20mills`],
	]);
	await panel.evaluate(
		`document.querySelectorAll('#card-buttons button').forEach((button) => button.textContent !== 'Images' && button.click())`,
	);
	await openCard(panel, 'Images');
	const id = String(searches().length && cards()[0]?.query.followup_id);
	expect(cards().map(({ path, query }) => [path, query.followup_id === id])).toEqual(
		['weather', 'knowledge', 'videos', 'local-map', 'links', 'images'].map((kind) => [
			`/v1/bagoodex/${kind}`,
			true,
		]),
	);
	expect(web.requests).toEqual([]);

	// They are the tab's, and are there again without being paid for again.
	await panel.reload();
	await panel.until(`document.querySelectorAll('.card:not([hidden])').length === 6`);
	expect(cards()).toHaveLength(6);
});

test('a card that is on its way when the panel is closed is told as perhaps paid for', async () => {
	const { page, panel } = await openSearch({ withCards: true });
	await untilStatus(panel, READY);
	const release = scene.api.hold('GET /v1/bagoodex');
	await panel.evaluate(`document.querySelector('#card-buttons button').click()`);
	await waitFor('the request', () => cards().length === 1);
	await scene.browser.closePanel();
	release();
	await scene.browser.clickToolbarIcon(page);
	const reopened = await scene.browser.panel();
	await reopened.until(`document.querySelector('.card:not([hidden])')`);
	expect(
		await reopened.evaluate(`document.querySelector('.card:not([hidden])').innerText`),
	).toContain('which may have been paid for: press the button to ask again');
	await openCard(reopened, 'Links');
	expect(cards()).toHaveLength(2);
});

test('a card is asked for once though its tab moves to another window, and none is lost', async () => {
	const { page, panel } = await openSearch({ withCards: true });
	await untilStatus(panel, READY);
	// The window is to stay.
	await scene.browser.open(`${scene.site.url}/docs.html`);
	await page.bringToFront();
	await panel.until(`!document.querySelector('#more').hidden`);
	const release = scene.api.hold('GET /v1/bagoodex');
	await pressCard(panel, 'Weather');
	await waitFor('the request', () => cards().length === 1);
	await (
		await scene.browser.worker()
	).evaluate(async () => {
		const [tab] = await chrome.tabs.query({ active: true, lastFocusedWindow: true });
		await chrome.windows.create({ tabId: tab!.id! });
	});
	const other = await otherPanel(panel, page);
	await other.until(`document.querySelector('.card:not([hidden])')`);
	await pressCard(other, 'Weather');
	await pressCard(other, 'Facts');
	await waitFor('the second request', () => cards().length === 2);
	release();
	await other.until(
		`document.querySelectorAll('.card:not([hidden])').length === 2 &&
			![...document.querySelectorAll('.card')].some(({ innerText }) => innerText.includes('Searching'))`,
	);
	expect(cards()).toHaveLength(2);
});

test('a card that is on its way ends with the key, and leaves nothing', async () => {
	const { panel } = await openSearch({ withCards: true });
	await untilStatus(panel, READY);
	scene.api.hold('GET /v1/bagoodex');
	await pressCard(panel, 'Weather');
	await waitFor('the request', () => cards().length === 1);
	const options = await scene.browser.openOwn('options/index.html');
	await options.getByRole('button', { name: 'Forget key' }).click();
	await waitFor('the server to see the end', () => cards()[0]!.closedEarly);
	expect(await panel.evaluate('chrome.storage.session.get()')).toEqual({});
});

test('a card stays with its search in the conversation, also one that comes late', async () => {
	const { panel } = await openSearch({ withCards: true });
	await untilStatus(panel, READY);
	const weather = await openCard(panel, 'Weather');
	const release = scene.api.hold('GET /v1/bagoodex');
	await pressCard(panel, 'Facts');
	await waitFor('the request', () => cards().length === 2);
	await askPanel(panel, 'When were tide mills built?');
	await untilStatus(panel, READY);
	release();
	const turn = () =>
		panel.evaluate<string>(`document.querySelector('#turns article')?.innerText ?? ''`);
	await waitFor('the facts in the conversation', async () =>
		/Facts\n+(?!Searching)/.test(await turn()),
	);
	expect(await turn()).toContain(weather.split('\n').at(-1));
	expect(await panel.accessibilityViolations()).toEqual([]);
	expect(cards()).toHaveLength(2);
});

test('the answer that was there stays in view, and the conversation about the page goes on', async () => {
	scene.api.retire(DEFAULT_MODELS.searchResults);
	const { panel } = await scene.openPanelOn('/article.html');
	await panel.click('#summarize');
	const { summary } = await untilStatus(panel, 'Summary ready.');
	await searchFor(panel);
	const found = await untilStatus(panel, READY);
	const turns = () =>
		panel.evaluate<string[]>(
			`[...document.querySelectorAll('#turns article')].map(({ innerText }) => innerText)`,
		);
	await waitFor('the summary above the answer', async () => (await turns()).length === 1);
	expect((await turns())[0]).toContain(summary.slice(0, 60));
	expect(await panel.evaluate(`document.querySelector('#source').textContent`)).toBe('');

	await askPanel(panel, 'When were tide mills built?');
	await untilStatus(panel, READY);
	await waitFor('both answers above', async () => (await turns()).length === 2);
	expect((await turns())[1]).toContain(found.summary.slice(0, 60));
	// Its marks still lead to its sources.
	await panel.until(`document.querySelector('#turns article + article a[href]')`);
	const { messages } = searches().at(-1)!.body as { messages: Array<{ content: string }> };
	expect(messages.map(({ content }) => content)).toContain(QUERY);
});

test('images are loaded only when that is asked for, and tell their hosts nothing', async () => {
	const { panel } = await openSearch({ withCards: true });
	await untilStatus(panel, READY);
	await openCard(panel, 'Images');
	expect(await panel.evaluate(`document.querySelectorAll('.card img').length`)).toBe(0);
	expect(web.requests).toEqual([]);

	await panel.click('.card button');
	await untilStatus(panel, '3 of 3 images loaded.');
	const images = await panel.evaluate<Array<Record<string, unknown>>>(
		`[...document.querySelectorAll('.card img')].map(({ src, alt, naturalWidth }) => ({ src, alt, naturalWidth }))`,
	);
	expect(images).toHaveLength(3);
	for (const { src, alt, naturalWidth } of images) {
		expect(src).toMatch(/^blob:chrome-extension:/);
		expect(alt).toContain('Tide mills');
		expect(naturalWidth).toBe(1);
	}
	expect(web.requests).toHaveLength(3);
	for (const { headers } of web.requests)
		for (const name of ['cookie', 'referer', 'authorization'])
			expect(headers[name]).toBeUndefined();
	await expectAccessible(panel);
});

test('an image that may not be shown here can be opened instead', async () => {
	web.open = false;
	const { panel } = await openSearch({ withCards: true });
	await untilStatus(panel, READY);
	await openCard(panel, 'Images');
	await panel.click('.card button');
	await untilStatus(panel, '0 of 3 images loaded.');
	expect(await panel.evaluate(`document.querySelector('.pictures').innerText`)).toContain(
		'Its site does not let the image be shown here.',
	);
	const link = await panel.evaluate<string>(`document.querySelector('.pictures p a').href`);
	expect(link).toMatch(/\.jpg$/);
	expect(await panel.evaluate(`document.querySelectorAll('.card img').length`)).toBe(0);
});

test('an image on a computer of the local network is not loaded, nor one that leads there', async () => {
	const local = `https://127.0.0.1:${web.port}`;
	scene.api.webUrl = local;
	const { panel } = await openSearch({ withCards: true });
	await untilStatus(panel, READY);
	await openCard(panel, 'Images');
	await panel.click('.card button');
	await untilStatus(panel, '0 of 3 images loaded.');
	expect(web.requests).toEqual([]);

	scene.api.webUrl = web.url;
	web.movedTo = `${local}/service.png`;
	await searchFor(panel, 'mills by the sea');
	await untilStatus(panel, READY);
	await openCard(panel, 'Images');
	await panel.click('.card button');
	await untilStatus(panel, '0 of 3 images loaded.');
	expect(web.requests).toHaveLength(3);
	expect(web.requests.map(({ path }) => path)).not.toContain('/service.png');
});

test('a card that finds nothing says so, and one that fails can be asked for again', async () => {
	const { panel } = await openSearch({ withCards: true, query: 'nothing at all' });
	await untilStatus(panel, READY);
	expect(await openCard(panel, 'Images')).toContain('Nothing found.');
	expect(await openCard(panel, 'Weather')).toContain('Nothing found.');
	scene.api.addFault({ route: 'GET /v1/bagoodex/links', kind: 403 });
	expect(await openCard(panel, 'Links')).toContain('balance');
	expect(await openCard(panel, 'Links')).toContain('Nothing found.');
});

test('a card that may cost is asked for once, though it only reads', async () => {
	const { panel } = await openSearch({ withCards: true });
	await untilStatus(panel, READY);
	scene.api.addFault({ route: 'GET /v1/bagoodex/videos', kind: 500 });
	await openCard(panel, 'Videos');
	await panel.until(`document.querySelector('#card-videos + div')?.role === 'alert'`);
	expect(cards()).toHaveLength(1);
});

test('what strangers write stays text: titles, addresses and facts', async () => {
	const hostile = '<img src=x onerror=window.attacked=1>\u202egnp <b>bold</b>';
	// Nothing of the web answers to such an address.
	scene.api.webUrl = 'javascript:window.attacked=2//';
	const { panel } = await openSearch({ query: hostile });
	await untilStatus(panel, READY);
	expect(await panel.evaluate(`document.querySelector('#sources').innerText`)).toContain(
		'The model named no sources.',
	);
	scene.api.webUrl = web.url;
	await searchFor(panel, `${hostile}!`);
	await panel.until(`document.querySelectorAll('#source-list li').length === 2`);
	const [source] = await listSources(panel);
	expect(source?.title).toContain('<img src=x onerror=window.attacked=1>gnp <b>bold</b>');
	await untilStatus(panel, READY);
});

test('nothing of a card runs or is loaded', async () => {
	const hostile = '<img src=x onerror=window.attacked=1>\u202egnp <b>bold</b>';
	const { panel } = await openSearch({ withCards: true, query: hostile });
	await untilStatus(panel, READY);
	const facts = await openCard(panel, 'Facts');
	expect(facts).toContain('<img src=x onerror=window.attacked=1>gnp <b>bold</b>');
	scene.api.webUrl = 'javascript:window.attacked=2//';
	for (const name of ['Links', 'Videos', 'Map', 'Images'])
		expect(await openCard(panel, name)).toMatch(/Nothing found|listed under Sources/);
	expect(await panel.evaluate('window.attacked ?? 0')).toBe(0);
	expect(
		await panel.evaluate(`document.querySelectorAll('.card :is(img, b, script, iframe)').length`),
	).toBe(0);
	expect(
		await panel.evaluate(
			`[...document.links].filter(({ protocol }) => !/^https?:$/.test(protocol)).length`,
		),
	).toBe(0);
	for (const region of ['#result', '#sources', '#more'])
		expect(await panel.evaluate(`document.querySelector('${region}').textContent`)).not.toMatch(
			/[\u202a-\u202e]/,
		);
	expect(web.requests).toEqual([]);
});

test('a selection is searched for from the menu; a long one is cut, and that is said', async () => {
	scene.api.retire(DEFAULT_MODELS.searchResults);
	const { page, panel } = await scene.openPanelOn('/article.html');
	await page.bringToFront();
	const selectionText = 'the tide mills of the coast '.repeat(40);
	await (
		await scene.browser.worker()
	).evaluate(async (selection) => {
		const [tab] = await chrome.tabs.query({ active: true, lastFocusedWindow: true });
		// A real listener; the panel is open already, which this needs no gesture for.
		const { onClicked } = chrome.contextMenus as unknown as {
			onClicked: { dispatch(...values: unknown[]): void };
		};
		onClicked.dispatch({ menuItemId: 'search-web', selectionText: selection }, tab);
	}, selectionText);
	const { facts } = await untilStatus(panel, READY);
	expect(facts).toContain(`only its first ${QUERY_CHARACTERS} characters were searched for`);
	const { messages } = searches()[0]?.body as { messages: Array<{ content: string }> };
	const asked = messages.at(-1)?.content ?? '';
	expect(asked.length).toBeLessThanOrEqual(QUERY_CHARACTERS);
	expect(selectionText.startsWith(`${asked} `)).toBe(true);
});

test('Stop ends the search; what arrived stays', async () => {
	scene.hangStream();
	const { panel } = await openSearch();
	await panel.until(`document.querySelector('#answer').textContent.length > 10`);
	await panel.click('#stop');
	expect((await untilStatus(panel, 'Stopped.')).summary.length).toBeGreaterThan(10);
	await waitFor('the server to see the end', () => searches()[0]?.closedEarly);
	expect(await panel.evaluate(`document.querySelector('#sources').hidden`)).toBe(true);
});

test.each([
	[402, 'The balance of your AI/ML API account is used up'],
	[403, 'The balance of your AI/ML API account is used up'],
	[500, 'The API has a fault at the moment'],
] as const)('%s is told, and the search is not paid for twice', async (kind, sentence) => {
	scene.api.addFault({ route: CHAT, kind });
	const { panel } = await openSearch();
	expect((await untilAlert(panel)).alert).toContain(sentence);
	expect(searches()).toHaveLength(1);
});

test('429 is tried again as the API asks; then it is told', async () => {
	scene.api.addFault({ route: CHAT, kind: 429, retryAfter: 0 });
	const { panel } = await openSearch();
	await untilStatus(panel, READY);
	expect(searches()).toHaveLength(2);
	scene.api.addFault({
		route: CHAT,
		kind: 429,
		times: Infinity,
		retryAfter: 0,
	});
	await searchFor(panel, 'tide mills again');
	expect((await untilAlert(panel, 30_000)).alert).toContain('The API is asked too often');
});

test('without a key the way to the settings is told, and nothing is sent', async () => {
	await scene.giveKey('');
	const { panel } = await openSearch();
	expect((await untilAlert(panel)).alert).toContain('Add your API key in the settings');
	expect(scene.api.requests).toEqual([]);
});

test('a search model that is gone is told, with others that search', async () => {
	scene.api.retire(DEFAULT_MODELS.search);
	const { panel } = await openSearch();
	expect((await untilAlert(panel)).alert).toMatch(
		/no longer has the search model perplexity\/sonar: choose another in the settings, for example .*perplexity\/sonar-pro|for example \S+, \S+/,
	);
	expect(searches()).toEqual([]);
});

test('axe finds nothing: sources, and every card, which fit into a narrow panel', async () => {
	const { panel } = await openSearch({ withCards: true });
	await untilStatus(panel, READY);
	await expectAccessible(panel);
	for (const name of ['Links', 'Images', 'Videos', 'Weather', 'Map', 'Facts'])
		await openCard(panel, name);
	await expectAccessible(panel);
	// 320 pixels at 200 % are 160 of the page's own.
	await panel.send('Emulation.setDeviceMetricsOverride', {
		width: 160,
		height: 280,
		deviceScaleFactor: 2,
		mobile: false,
	});
	expect(
		await panel.evaluate(
			'document.documentElement.scrollWidth <= document.documentElement.clientWidth',
		),
	).toBe(true);
});
