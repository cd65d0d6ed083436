import { readPanel, untilAlert, untilNoAlert, untilStatus } from './lib/panel-driver';
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

test('a page with nothing to read is said to be one, and nothing is paid', async () => {
	await scene.giveKey();
	const { panel } = await scene.openPanelOn('/empty.html');
	await panel.click('#summarize');
	expect((await untilAlert(panel)).alert).toContain('There is no text to read on this page');
	expect(scene.api.requests).toHaveLength(0);
});

test('without a key the panel says so and leads to the options page', async () => {
	const { panel } = await scene.openPanelOn('/article.html');
	expect(await panel.evaluate(`document.querySelector('#welcome').innerText`)).toContain(
		'One thing first: your API key',
	);
	await panel.click('#summarize');
	expect((await untilAlert(panel)).alert).toContain('Add your API key in the settings');
	const opened = scene.browser.context.waitForEvent('page');
	await panel.click('[role=alert] button');
	const options = await opened;
	await options.waitForURL(/\/options\/index\.html$/);
	expect(scene.api.requests).toHaveLength(0);
});

test('a browser page may not be read, and the panel says so', async () => {
	await scene.giveKey();
	const page = await scene.browser.open('chrome://version/');
	await scene.browser.clickToolbarIcon(page);
	const panel = await scene.browser.panel();
	await panel.click('#summarize');
	expect((await untilAlert(panel)).alert).toContain('does not let extensions read this page');
});

test('a page that was not allowed is asked for, and can be read after a click on the icon', async () => {
	await scene.giveKey();
	const { panel } = await scene.openPanelOn('/article.html');
	const other = await scene.browser.open(`${scene.site.url}/forum.html`);
	await panel.click('#summarize');
	expect((await untilAlert(panel)).alert).toContain('Click the toolbar icon');
	await scene.browser.clickToolbarIcon(other);
	await untilNoAlert(panel);
	await untilStatus(panel, 'This page can be read now.');
	await panel.click('#summarize');
	await untilStatus(panel, 'Summary ready.');
});

test.each([
	[401, undefined, 'The API does not accept this key: enter the key as your account shows it.'],
	[403, 'Out of credit: top up your balance.', 'The balance of your AI/ML API account is used up'],
	[403, 'This key may not use this model.', 'The key may not be used for this'],
	[404, undefined, 'The API does not know this model or address'],
	[400, 'temperature is out of range', 'The API refused the request: temperature is out of range'],
	[500, undefined, 'The API has a fault at the moment: try again in a minute.'],
])('status %i (%s) becomes one sentence with the request id', async (kind, message, sentence) => {
	await scene.giveKey();
	scene.api.addFault({ route: CHAT, kind, ...(message && { message }) });
	const { panel } = await scene.openPanelOn('/article.html');
	await panel.click('#summarize');
	const { alert } = await untilAlert(panel);
	expect(alert).toContain(sentence);
	expect(alert).toMatch(/Request id: \S{6,}/);
	expect(scene.api.requests).toHaveLength(1);
});

test('status 429 is tried again after the time the API asks for', async () => {
	await scene.giveKey();
	scene.api.addFault({ route: CHAT, kind: 429, retryAfter: 0.2 });
	const { panel } = await scene.openPanelOn('/article.html');
	await panel.click('#summarize');
	await untilStatus(panel, 'Summary ready.');
	expect(scene.api.requests.map(({ status }) => status)).toEqual([429, 200]);
});

test('status 429 that asks for more patience than a person has is told', async () => {
	await scene.giveKey();
	scene.api.addFault({ route: CHAT, kind: 429, retryAfter: 900 });
	const { panel } = await scene.openPanelOn('/article.html');
	await panel.click('#summarize');
	const { alert } = await untilAlert(panel);
	expect(alert).toContain('The API is asked too often at the moment');
	expect(alert).toMatch(/Request id: \S{6,}/);
});

test.each([
	['stream-cut', 'The answer broke off: what arrived is kept and may have been paid for'],
	['stream-error', 'The API has a fault at the moment'],
] as const)('a stream with %s keeps what arrived', async (kind, sentence) => {
	await scene.giveKey();
	scene.api.addFault({ route: CHAT, kind, after: 6 });
	// Of a stream that breaks, the browser drops what nobody has read yet.
	const release = scene.api.hold(CHAT, { after: 6 });
	const { panel } = await scene.openPanelOn('/article.html');
	await panel.click('#summarize');
	await waitFor('the text that arrives', async () => (await readPanel(panel)).summary.length > 5);
	release();
	const { alert, summary } = await untilAlert(panel);
	expect(alert).toContain(sentence);
	expect(alert).toMatch(/Request id: \S{6,}/);
	expect(summary.length).toBeGreaterThan(5);
	expect(scene.api.requests).toHaveLength(1);
});

test.each([
	['empty-content', 'The API’s answer could not be read'],
	['html-502', 'The API has a fault at the moment'],
	['redirect', 'The connection to the API failed, and the request may have been paid for'],
] as const)('%s is told, and the paid request is not repeated', async (kind, sentence) => {
	await scene.giveKey();
	scene.api.addFault({ route: CHAT, kind });
	const { panel } = await scene.openPanelOn('/article.html');
	await panel.click('#summarize');
	expect((await untilAlert(panel)).alert).toContain(sentence);
	expect(scene.api.requests).toHaveLength(1);
	expect(scene.api.mediaRequests).toHaveLength(0);
});

test('a connection that is reset is told', async () => {
	await scene.giveKey();
	// Chromium itself repeats a request once when a connection it had kept open is reset; no option of
	// fetch prevents that. On a new connection there is no second time.
	scene.api.addFault({ route: CHAT, kind: 'reset-after', times: 2 });
	const { panel } = await scene.openPanelOn('/article.html');
	await panel.click('#summarize');
	expect((await untilAlert(panel)).alert).toContain(
		'The connection to the API failed, and the request may have been paid for',
	);
	expect(scene.api.requests.length).toBeLessThanOrEqual(2);
});

test('offline is told before anything is sent', async () => {
	await scene.giveKey();
	const { panel } = await scene.openPanelOn('/article.html');
	await panel.send('Network.enable');
	await panel.send('Network.emulateNetworkConditions', {
		offline: true,
		latency: 0,
		downloadThroughput: -1,
		uploadThroughput: -1,
	});
	// What is tried does not reach the API in any case.
	await panel.evaluate(`(() => {
		const real = fetch;
		window.fetched = 0;
		window.fetch = (...values) => (window.fetched++, real(...values));
	})()`);
	await panel.click('#summarize');
	const { alert } = await untilAlert(panel);
	expect(alert).toContain('You are offline: connect to the internet, then try again.');
	expect(await panel.evaluate('window.fetched')).toBe(0);
});

test('what was spent is told of a summary that failed', async () => {
	await scene.giveKey();
	const { panel } = await scene.openPanelOn('/long.html');
	// The parts are answered; the summary made of them is not.
	await failStreams(panel);
	await panel.click('#summarize');
	expect((await untilAlert(panel)).alert).toContain('The connection to the API failed');
	expect((await readPanel(panel)).facts).toMatch(/^\$0\.\d+ · gpt-4o-mini$/);
	expect(await panel.evaluate(`document.querySelector('#cost').checkVisibility()`)).toBe(true);
	expect(await panel.evaluate(`document.querySelector('#copy').checkVisibility()`)).toBe(false);
});

/** Breaks the connection of every streamed request of the panel. */
async function failStreams(panel: RemotePage): Promise<void> {
	await panel.evaluate(`(() => {
		const real = fetch;
		window.fetch = (url, options) => options?.body?.includes('"stream":true')
			? Promise.reject(new TypeError('Failed to fetch'))
			: real(url, options);
	})()`);
}
