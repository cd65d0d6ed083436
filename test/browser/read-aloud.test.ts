import { untilNotice } from './lib/notice-driver';
import { giveVoices, saidBy } from './lib/browser-voices';
import { listen, listenTo, startOffscreen, type HeardSound, type Listener } from './lib/listener';
import { noteQuestion } from './lib/panel-driver';
import type { RemotePage } from './lib/remote-page';
import { startScene, type Scene } from './lib/scene';
import { waitFor } from './lib/wait';
import { dispatchCommand, dispatchMenu } from './lib/worker-events';

let scene: Scene;

beforeAll(async () => {
	scene = await startScene();
});
afterAll(() => scene?.close());
beforeEach(async () => {
	await scene.reset();
	await prefer({});
});

const SPEECH = 'POST /v1/tts';
const speechRequests = () => scene.api.requests.filter(({ path }) => path === '/v1/tts');
const spoken = () => speechRequests().map(({ body }) => (body as { text: string }).text);

/** Leaves twice the time to press something within a part. */
const SLOWLY = { speechSpeed: 0.5 };

/** Settings besides a model whose voice, in the sandbox, is a hum in WAV: its signal can be seen. */
async function prefer(preferences: object): Promise<void> {
	await (
		await scene.browser.worker()
	).evaluate((values) => chrome.storage.local.set({ preferences: values }), {
		speechModel: 'inworld/tts-1',
		...preferences,
	});
}

const untilSaid = (panel: RemotePage, status: string) =>
	panel.until(
		`document.querySelector('#player-status').textContent === ${JSON.stringify(status)}`,
		30_000,
	);
const playerText = (panel: RemotePage) =>
	panel.evaluate<string>(`document.querySelector('#player-card').innerText`);

/** Opens the article and has it read; listens from before its first sound. */
async function startReading() {
	await scene.giveKey();
	const { page, panel } = await scene.openPanelOn('/article.html');
	const listener = await listenTo(scene, () => panel.click('#read-aloud'));
	await untilSaid(panel, 'Reading aloud.');
	return { page, panel, listener };
}

/** Waits until so many seconds of the sound with this number were played. */
async function untilPlayed(listener: Listener, index: number, seconds: number): Promise<void> {
	await waitFor(
		`${seconds} s of sound ${index}`,
		async () => ((await listener.heard())[index]?.time ?? 0) >= seconds,
		{ timeout: 30_000 },
	);
}

/** Waits until nothing plays, and nothing is ready to. */
async function untilSilent({ document }: Listener): Promise<void> {
	await document.until(`document.querySelectorAll('audio').length === 0`);
}

/** The first sound, once it stands still. */
async function untilPaused(listener: Listener): Promise<HeardSound> {
	return waitFor('the pause', async () => {
		const [first] = await listener.heard();
		return first?.events.at(-1)?.type === 'pause' && first;
	});
}

test('a click reads the article out to its end: real sound, in order, without gaps', async () => {
	await prefer({ speechSpeed: 3 });
	const { panel, listener } = await startReading();
	await untilSaid(panel, 'Finished reading.');
	const sounds = await listener.heard();
	const requests = speechRequests();

	expect(sounds.length).toBeGreaterThanOrEqual(3);
	expect(sounds).toHaveLength(requests.length);
	for (const { peak, played, duration, speed, pitchStays } of sounds) {
		expect(peak).toBeGreaterThan(0.05);
		expect(duration).toBeGreaterThan(1);
		expect(played).toBeCloseTo(duration, 1);
		expect({ speed, pitchStays }).toEqual({ speed: 3, pitchStays: true });
	}
	// A hum of the sandbox is as long as its text: every part was heard in its place.
	expect(sounds.map(({ duration }) => Math.round(duration * 100))).toEqual(
		spoken().map(({ length }) => length),
	);
	expect(spoken().join(' ')).toMatch(/^How tide mills|^Tide mills/);
	expect(spoken().join(' ')).not.toMatch(/[#*]|cookies|subscribe/i);

	const times = sounds.map(({ events }) => ({
		from: events.find(({ type }) => type === 'playing')!.at,
		to: events.find(({ type }) => type === 'ended')!.at,
	}));
	for (const [index, { from }] of times.slice(1).entries())
		expect(from).toBeGreaterThanOrEqual(times[index]!.to);
	// The silence between two parts is no more than what the decoder of a busy computer takes.
	const gaps = times.slice(1).map(({ from }, index) => from - times[index]!.to);
	expect(Math.max(...gaps)).toBeLessThan(500);

	// The key stays with the API; the audio comes from the media host without it.
	expect(requests.every(({ headers }) => headers.authorization)).toBe(true);
	expect(scene.api.mediaRequests).toHaveLength(requests.length);
	for (const { headers } of scene.api.mediaRequests) {
		expect(headers).not.toHaveProperty('authorization');
		expect(headers).not.toHaveProperty('cookie');
		expect(headers).not.toHaveProperty('referer');
	}
	expect(await playerText(panel)).toMatch(/\$\d/);
	const costs = await panel.evaluate<{ playback: number; total: number }>(`(async () => ({
		playback: (await chrome.storage.session.get('playback')).playback.costUsd,
		total: (await chrome.storage.local.get('spending')).spending,
	}))()`);
	expect(costs.total).toBeCloseTo(costs.playback, 9);
});

test('a screen reader tells a long wait, a pause and the end, and nothing over the reading', async () => {
	await scene.giveKey();
	const { panel } = await scene.openPanelOn('/article.html');
	await panel.evaluate(`(() => {
		const region = document.querySelector('#player-said');
		window.told = [];
		new MutationObserver(() => region.textContent && told.push(region.textContent))
			.observe(region, { childList: true, characterData: true, subtree: true });
	})()`);
	const untilTold = (text: string) => panel.until(`told.at(-1) === ${JSON.stringify(text)}`);
	const release = scene.api.hold(SPEECH);
	await panel.click('#read-aloud');
	await untilTold('Preparing speech…');
	release();
	await untilSaid(panel, 'Reading aloud.');
	await panel.until(`document.querySelector('#player-said').textContent === ''`);
	await panel.click('#pause');
	await untilTold('Paused.');
	await panel.click('#pause');
	await untilSaid(panel, 'Reading aloud.');
	await panel.click('#stop-reading');
	await untilTold('Stopped reading.');
	// What is heard at once is not announced.
	await panel.click('#repeat');
	await untilSaid(panel, 'Reading aloud.');
	await panel.click('#stop-reading');
	await panel.until(`told.filter((text) => text === 'Stopped reading.').length === 2`);
	expect(await panel.evaluate('told.slice(0, 3)')).toEqual([
		'Preparing speech…',
		'Paused.',
		'Stopped reading.',
	]);
	expect(await panel.evaluate('told')).not.toContain('Reading aloud.');
});

test('the next part is asked for while one plays, and never one more', async () => {
	await prefer(SLOWLY);
	const { panel, listener } = await startReading();
	await waitFor('the second request', () => speechRequests().length === 2);
	await untilPlayed(listener, 0, 1);
	expect(speechRequests()).toHaveLength(2);
	await panel.click('#stop-reading');
	await untilSaid(panel, 'Stopped reading.');
	expect(speechRequests()).toHaveLength(2);
});

test.each([
	['reading is asked for again', ['#read-aloud']],
	['it is stopped and repeated', ['#stop-reading', '#repeat']],
])('a part that is on its way when %s is bought once', async (_when, buttons) => {
	await scene.giveKey();
	const release = scene.api.hold(SPEECH);
	const { panel } = await scene.openPanelOn('/article.html');
	await panel.click('#read-aloud');
	await waitFor('the first request', () => speechRequests().length === 1);
	const { document } = await listen(scene);
	const untilAsked = await noteQuestion(document, 'offscreen.play');
	for (const button of buttons) await panel.click(button);
	await untilAsked();
	release();
	await untilSaid(panel, 'Reading aloud.');
	expect(new Set(spoken()).size).toBe(spoken().length);
	expect(speechRequests().some(({ closedEarly }) => closedEarly)).toBe(false);
	expect(await playerText(panel)).toMatch(/\$\d/);
});

test('a reading that the sound never heard of can be paused', async () => {
	const { panel } = await startReading();
	// As a worker leaves it that ends between the two steps of a beginning.
	await panel.evaluate(
		`chrome.storage.session.set({ playback: { id: 'lost', status: 'loading', title: '', position: { start: 0, end: 0, time: 0 } } })`,
	);
	await untilSaid(panel, 'Preparing speech…');
	await panel.click('#pause');
	await untilSaid(panel, 'Paused.');
});

test('pause, resume, speed, stop and repeat', async () => {
	await prefer(SLOWLY);
	const { panel, listener } = await startReading();
	await untilPlayed(listener, 0, 0.5);
	await panel.click('#pause');
	await untilSaid(panel, 'Paused.');
	const paused = await untilPaused(listener);

	await panel.evaluate(`(() => {
		const speed = document.querySelector('#speed');
		speed.value = '2';
		speed.dispatchEvent(new Event('input', { bubbles: true }));
	})()`);
	await waitFor('the speed', async () => (await listener.heard())[0]!.speed === 2);
	expect(await panel.evaluate(`document.querySelector('#speed').ariaValueText`)).toBe('2×');
	expect((await listener.heard())[0]!.time).toBeCloseTo(paused.time, 1);

	expect(await panel.evaluate(`document.querySelector('#pause').textContent`)).toBe('Resume');
	await panel.click('#pause');
	await untilSaid(panel, 'Reading aloud.');
	await untilPlayed(listener, 0, paused.time + 0.5);

	await panel.click('#stop-reading');
	await untilSaid(panel, 'Stopped reading.');
	await untilSilent(listener);
	const stopped = await listener.heard();

	// What was paid for is not bought again, and the new speed stays.
	const before = speechRequests().length;
	await panel.click('#repeat');
	await untilSaid(panel, 'Reading aloud.');
	await untilPlayed(listener, stopped.length, 0.2);
	expect((await listener.heard())[stopped.length]!.speed).toBe(2);
	expect(speechRequests()).toHaveLength(before);
});

test('Escape and the shortcut “Stop” end the speech as well', async () => {
	const { panel } = await startReading();
	await panel.press('Escape');
	await untilSaid(panel, 'Stopped reading.');
	await panel.click('#repeat');
	await untilSaid(panel, 'Reading aloud.');
	await dispatchCommand(scene.browser, 'stop');
	await untilSaid(panel, 'Stopped reading.');
});

/** Pauses a reading in its first part, the second one being bought, and closes its document. */
async function closeInPause() {
	await prefer(SLOWLY);
	const { panel, listener } = await startReading();
	await waitFor('the second part', () => speechRequests()[1]?.status === 200);
	await untilPlayed(listener, 0, 1);
	await panel.click('#pause');
	await untilSaid(panel, 'Paused.');
	const { time } = await untilPaused(listener);
	await (await scene.browser.worker()).evaluate(() => chrome.offscreen.closeDocument());
	return { panel, time };
}

test('a document that was closed in a pause is opened again', async () => {
	const { panel } = await closeInPause();
	await panel.click('#pause');
	const second = await listen(scene);
	await untilSaid(panel, 'Reading aloud.');
	await waitFor('the sound', async () => ((await second.heard())[0]?.played ?? 0) > 0.2);
});

test('a reading whose document was closed in a pause goes on where it stopped, and nothing is bought twice', async () => {
	const { panel, time } = await closeInPause();
	// Whoever opens it can listen from before its first sound.
	const second = await startOffscreen(scene);
	await panel.click('#pause');
	await untilSaid(panel, 'Reading aloud.');
	await untilPlayed(second, 0, time + 0.3);
	const [resumed] = await second.heard();
	expect(resumed!.events[0]).toMatchObject({ type: 'play', time: expect.closeTo(time, 1) });
	expect(resumed!.duration).toBeCloseTo(spoken()[0]!.length / 100, 1);
	expect(spoken().filter((text) => text === spoken()[0])).toHaveLength(1);
});

test('a shortcut that finds nothing selected leaves what is read to be resumed', async () => {
	const { page, panel } = await startReading();
	await page.evaluate(() => getSelection()!.removeAllRanges());
	await dispatchCommand(scene.browser, 'read-selection');
	await panel.until(`document.querySelector('#player-alert').textContent`);
	expect(await playerText(panel)).toContain('Nothing is selected on this page');
	expect(await panel.evaluate(`document.querySelector('#pause').textContent`)).toBe('Resume');
	const before = speechRequests().length;
	await panel.click('#pause');
	await untilSaid(panel, 'Reading aloud.');
	expect(await playerText(panel)).toContain('tide mills');
	expect(new Set(spoken()).size).toBe(spoken().length);
	expect(speechRequests().length).toBeLessThanOrEqual(before + 1);
});

test('it goes on while the worker is stopped and the panel is closed; a new panel shows the truth', async () => {
	const { page, listener } = await startReading();
	await scene.browser.closePanel();
	const session = await scene.browser.context.newCDPSession(page);
	await session.send('ServiceWorker.enable');
	await session.send('ServiceWorker.stopAllWorkers');
	await untilPlayed(listener, 1, 0.5);
	expect((await listener.heard())[1]!.peak).toBeGreaterThan(0.05);

	await scene.browser.clickToolbarIcon(page);
	const panel = await scene.browser.panel();
	await untilSaid(panel, 'Reading aloud.');
	expect(await playerText(panel)).toContain('tide mills');
	await panel.click('#stop-reading');
	await untilSaid(panel, 'Stopped reading.');
	await untilSilent(listener);
});

test('the failure of a later part is told with its id, and “Resume” tries that part again', async () => {
	await prefer({ speechSpeed: 3 });
	await scene.giveKey();
	const { panel } = await scene.openPanelOn('/article.html');
	const listener = await listenTo(scene, async () => {
		await panel.click('#read-aloud');
		await waitFor('the first request', () => speechRequests().length === 1);
		scene.api.addFault({ route: SPEECH, kind: 500 });
	});
	await panel.until(`document.querySelector('#player-alert').textContent`, 30_000);
	const alert = await panel.evaluate<string>(`document.querySelector('#player-alert').innerText`);
	expect(alert).toContain('The API has a fault at the moment');
	expect(alert).toMatch(/Request id: \S{8,}/);
	const [first] = await listener.heard();
	expect(first!.played).toBeCloseTo(first!.duration, 1);
	expect(speechRequests()).toHaveLength(2);

	await panel.click('#pause');
	await untilSaid(panel, 'Finished reading.');
	expect(spoken()[2]).toBe(spoken()[1]);
	expect(new Set(spoken()).size).toBe(spoken().length - 1);
	expect(await panel.evaluate(`document.querySelector('#player-alert').textContent`)).toBe('');
});

test('a file that does not arrive is fetched again, not bought again', async () => {
	scene.api.addFault({ route: '/media', kind: 404 });
	await scene.giveKey();
	const { panel } = await scene.openPanelOn('/article.html');
	await panel.click('#read-aloud');
	await panel.until(`document.querySelector('#player-alert').textContent`);
	await panel.click('#pause');
	await untilSaid(panel, 'Reading aloud.');
	expect(spoken().filter((text) => text === spoken()[0])).toHaveLength(1);
});

test('without a key and without any voice, it says what to do', async () => {
	const { panel } = await scene.openPanelOn('/article.html');
	await panel.click('#read-aloud');
	await panel.until(`document.querySelector('#player-alert').textContent`);
	const shown = await playerText(panel);
	// Nor that another voice reads: none does.
	expect(shown).not.toContain('because there is no API key');
	expect(shown).toContain('There is no voice to read with: add your API key');
	expect(speechRequests()).toHaveLength(0);
});

test('when the API fails before the first sound, the browser’s own voice reads, and says why', async () => {
	await scene.giveKey();
	const release = scene.api.hold(SPEECH);
	scene.api.addFault({ route: SPEECH, kind: 503 });
	const { panel } = await scene.openPanelOn('/article.html');
	await panel.click('#read-aloud');
	const { document } = await listen(scene);
	await giveVoices(document, 'de-DE', 'en-GB');
	release();
	await untilSaid(panel, 'Finished reading.');
	expect(await playerText(panel)).toMatch(
		/Using the browser’s own voice because the API failed. The API has a fault.*Request id: \S{8,}/,
	);
	const said = await saidBy(document);
	expect(said.length).toBeGreaterThan(5);
	expect(new Set(said.map(({ lang }) => lang))).toEqual(new Set(['en-GB']));
	expect(said.map(({ text }) => text).join(' ')).toContain('Tide mills turned the rise and fall');
	expect(speechRequests()).toHaveLength(1);
});

test('its own voice, asked twice before the browser knows it, speaks once and to the end', async () => {
	const { panel } = await scene.openPanelOn('/article.html');
	await panel.click('#read-aloud');
	await panel.until(`document.querySelector('#player-alert').textContent`);
	const { document } = await listen(scene);
	await giveVoices(document, 'en-GB');
	// Each of the two readings is told of no voice at first, and does not give up before the other has asked.
	await document.evaluate(`(() => {
		const voices = speechSynthesis.getVoices();
		window.asked = 0;
		speechSynthesis.getVoices = () => (++asked > 2 ? voices : []);
		const { setTimeout } = window;
		window.setTimeout = (action, time) => (time === 1000 ? 0 : setTimeout(action, time));
	})()`);
	await panel.click('#read-aloud');
	await panel.click('#read-aloud');
	await document.until('asked === 2');
	await document.evaluate(`speechSynthesis.dispatchEvent(new Event('voiceschanged'))`);
	await untilSaid(panel, 'Finished reading.');
	const said = (await saidBy(document)).map(({ text }) => text);
	expect(said.length).toBeGreaterThan(5);
	expect(new Set(said).size).toBe(said.length);
	expect(await panel.evaluate(`document.querySelector('#player-alert').textContent`)).toBe('');
});

test('a text in a language that no voice of the browser speaks is not read by a wrong one', async () => {
	await scene.giveKey();
	scene.api.hold(SPEECH);
	const { panel } = await scene.openPanelOn('/article.html');
	await panel.click('#read-aloud');
	const { document } = await listen(scene);
	await giveVoices(document, 'de-DE');
	await panel.evaluate(`chrome.storage.session.remove('apiKey')`);
	await panel.until(`document.querySelector('#player').hidden`);
	await panel.click('#read-aloud');
	await panel.until(`document.querySelector('#player-alert').textContent`);
	expect(await playerText(panel)).toContain('has no voice for the language of this text');
	expect(await saidBy(document)).toEqual([]);
});

test('a failure while the panel is closed is spoken', async () => {
	const { page, listener } = await startReading();
	await giveVoices(listener.document, 'en-US');
	await scene.browser.closePanel();
	await page.evaluate(() => getSelection()!.removeAllRanges());
	await dispatchCommand(scene.browser, 'read-selection');
	await waitFor('the spoken failure', async () => (await saidBy(listener.document)).length > 0);
	const [first] = await saidBy(listener.document);
	expect(first!.text).toContain('Nothing is selected on this page');
	const { texts } = await untilNotice(page, ({ alert }) => Boolean(alert));
	// It is about no image.
	expect(texts.h2).toBe('AI/ML Reader');
	await untilSilent(listener);
});

test('the player has no accessibility violation, light and dark', async () => {
	const { panel } = await startReading();
	for (const scheme of ['light', 'dark']) {
		await panel.emulateMedia({ 'prefers-color-scheme': scheme });
		expect(await panel.accessibilityViolations()).toEqual([]);
	}
});

test.each([
	['base64 in JSON', 'alibaba/qwen3-tts-flash'],
	['the audio itself', 'deepgram/aura-2'],
	['a plain URL', 'elevenlabs/v3_alpha'],
])('an answer as %s is played', async (_kind, speechModel) => {
	await prefer({ speechModel });
	const { panel, listener } = await startReading();
	await untilPlayed(listener, 0, 0.3);
	await panel.click('#stop-reading');
	await untilSaid(panel, 'Stopped reading.');
});

test('an answer in the panel is read instead of the page, without its Markdown', async () => {
	await scene.giveKey();
	const { panel } = await scene.openPanelOn('/article.html');
	await panel.click('#summarize');
	await panel.until(`document.querySelector('#status').textContent === 'Summary ready.'`);
	await panel.click('#read-aloud');
	await untilSaid(panel, 'Reading aloud.');
	const summary = await panel.evaluate<string>(`document.querySelector('#answer').innerText`);
	expect(summary.replace(/\s+/g, ' ')).toContain(spoken()[0]!.replace(/\s+/g, ' ').slice(0, 60));
	await panel.click('#stop-reading');
	await untilSaid(panel, 'Stopped reading.');
	await panel.click('#read-page');
	await waitFor('the page', () =>
		panel.evaluate<boolean>(
			`chrome.storage.session.get('playbackText').then(({ playbackText = '' }) =>
				playbackText.length > 2 * document.querySelector('#answer').innerText.length)`,
		),
	);
});

test('the shortcut reads the selection with the panel closed', async () => {
	await scene.giveKey();
	const { page } = await scene.openPanelOn('/article.html');
	await scene.browser.closePanel();
	await page.evaluate(() =>
		getSelection()!.selectAllChildren(document.querySelector('article p + p')!),
	);
	const listener = await listenTo(scene, () => dispatchCommand(scene.browser, 'read-selection'));
	await untilPlayed(listener, 0, 0.3);
	const selected = await page.evaluate(() => String(getSelection()));
	expect(selected.startsWith(spoken()[0]!.slice(0, 40))).toBe(true);
});

test('the menu reads what is selected, even where the page may not be read', async () => {
	await scene.giveKey();
	await scene.browser.open(`${scene.site.url}/article.html`);
	const selectionText = 'Read me. '.repeat(9);
	const listener = await listenTo(scene, () =>
		dispatchMenu(scene.browser, 'read-selection', { selectionText }),
	);
	await untilPlayed(listener, 0, 0.3);
	expect(spoken()).toEqual([selectionText.trim()]);
});

test('“Forget key” falls silent and removes what was read and what was bought', async () => {
	const { panel, listener } = await startReading();
	await untilPlayed(listener, 0, 0.3);
	const options = await scene.browser.openOwn('options/index.html');
	await options.getByRole('button', { name: 'Forget key' }).click();
	await panel.until(`document.querySelector('#player').hidden`);
	await untilSilent(listener);
	await waitFor('the audio to go', () =>
		panel.evaluate<boolean>(`caches.keys().then(({ length }) => length === 0)`),
	);
	expect(
		await panel.evaluate(`chrome.storage.session.get().then((all) => Object.keys(all).sort())`),
	).not.toContain('playbackText');
});

describe('where the browser blocks sound', () => {
	let blocked: Scene;
	beforeAll(async () => {
		blocked = await startScene({ args: ['--autoplay-policy=user-gesture-required'] });
	});
	afterAll(() => blocked?.close());

	test('it says so, and what to do', async () => {
		await blocked.giveKey();
		const { panel } = await blocked.openPanelOn('/article.html');
		await panel.click('#read-aloud');
		await panel.until(`document.querySelector('#player-alert').textContent`);
		expect(await playerText(panel)).toContain('The browser blocks the sound: allow sound');
	});
});
