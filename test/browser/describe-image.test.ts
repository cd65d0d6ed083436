import type { Page } from 'playwright-core';
import { giveVoices, saidBy } from './lib/browser-voices';
import { describeImageOf } from './lib/image-menu';
import { listen, listenTo, startOffscreen } from './lib/listener';
import { readNotice, untilNotice } from './lib/notice-driver';
import {
	askPanel,
	noteQuestion,
	readPanel,
	readRecording,
	startRecording,
	untilAlert,
	untilStatus,
} from './lib/panel-driver';
import { BLUE, GREEN, RED, YELLOW, type Colour } from './lib/pictures';
import type { RemotePage } from './lib/remote-page';
import { startScene, type Scene } from './lib/scene';
import { imageSentIn, isAlike, lookOf } from './lib/sent-image';
import { waitFor } from './lib/wait';
import { dispatchCommand } from './lib/worker-events';

const CHAT = 'POST /v1/chat/completions';
const BY_AI = 'This description was made by AI and may be wrong.';

let scene: Scene;

beforeAll(async () => {
	scene = await startScene();
});
afterAll(() => scene?.close());
beforeEach(() => scene.reset());

const chatRequests = () => scene.api.requests.filter(({ path }) => path.includes('/chat/'));

/** The page with pictures of all kinds, allowed to be read, with its panel. */
async function openPictures(): Promise<{ page: Page; panel: RemotePage }> {
	await scene.giveKey();
	const opened = await scene.openPanelOn('/images.html');
	await opened.page.waitForFunction(() =>
		[...document.images].every(({ complete, src }) => complete && src),
	);
	return opened;
}

/** The same, after the panel was closed again. */
async function openPicturesAlone(): Promise<Page> {
	const { page } = await openPictures();
	await scene.browser.closePanel();
	await page.bringToFront();
	return page;
}

test('a public image of another site is sent by its address, and described in the panel', async () => {
	const { page, panel } = await openPictures();
	await describeImageOf(scene, page, '#public');
	const { summary, facts } = await untilStatus(panel, 'Description ready.');
	expect(chatRequests().map(imageSentIn)).toEqual([
		'http://pictures.example.com/pictures/plain.png',
	]);
	expect(summary).toMatch(new RegExp(`^${BY_AI}\\s+The image is the file “plain.png”`));
	expect(facts).toMatch(/^\$0\.0\d+ · openai\/gpt-4\.1-mini/);
	expect(await readNotice(page)).toBeUndefined();
});

test.each<[what: string, id: string, width: number, height: number, left: Colour, right: Colour]>([
	['an image of the page’s own site', 'own', 300, 200, RED, BLUE],
	['the first frame of an animation', 'animated', 60, 40, RED, RED],
	['a public animation that may be read', 'open', 60, 40, RED, RED],
	['a drawing, as large as it is shown', 'drawing', 240, 160, GREEN, YELLOW],
	['a large image, made smaller', 'huge', 1536, 1024, BLUE, GREEN],
	['the source that was chosen, in its own pixels', 'dense', 300, 200, RED, BLUE],
	['blob: whose address is no longer valid', 'blob', 80, 40, RED, BLUE],
	['data:', 'data', 80, 40, RED, BLUE],
	['an image in a shadow root', 'hidden-host', 300, 200, RED, BLUE],
])('%s is sent as its bytes', async (_what, id, width, height, left, right) => {
	const { page, panel } = await openPictures();
	await describeImageOf(scene, page, `#${id}`);
	await untilStatus(panel, 'Description ready.');
	await expectLook(page, { width, height, left, right });
});

test.each<[what: string, id: string, width: number, height: number, left: Colour, right: Colour]>([
	['an image of a local network', 'closed', 240, 120, GREEN, YELLOW],
	['what can be seen of a clipped image', 'clipped', 120, 60, GREEN, GREEN],
])('%s is cut out of the visible tab', async (_what, id, width, height, left, right) => {
	const { page, panel } = await openPictures();
	await page.evaluate(() => scrollTo(0, document.body.scrollHeight));
	await describeImageOf(scene, page, `#${id}`);
	await untilStatus(panel, 'Description ready.');
	await expectLook(page, { width, height, left, right });
});

test('an image in a frame of the same site is found and cut out there', async () => {
	const { page, panel } = await openPictures();
	const frame = page.frame({ url: /\/frame\.html$/ })!;
	await describeImageOf(scene, page, '#framed', frame);
	await untilStatus(panel, 'Description ready.');
	await expectLook(page, { width: 240, height: 120, left: GREEN, right: YELLOW });
});

test('of an image in a frame of another site the frame is shown', async () => {
	const { page, panel } = await openPictures();
	const frame = page.frame({ url: /\?foreign$/ })!;
	await describeImageOf(scene, page, '#framed', frame);
	await untilStatus(panel, 'Description ready.');
	await expectLook(page, { width: 404, height: 164, left: GREEN, right: [255, 255, 255] });
});

test('an image behind a login is read with the visitor’s cookie, and fetched no second time', async () => {
	await scene.browser.context.addCookies([{ name: 'login', value: 'yes', url: scene.site.url }]);
	const { page, panel } = await openPictures();
	const fetched = () => scene.site.paths.filter((path) => path.endsWith('private.png')).length;
	expect(fetched()).toBe(1);
	await describeImageOf(scene, page, '#private');
	await untilStatus(panel, 'Description ready.');
	await scene.browser.context.clearCookies();
	await expectLook(page, { width: 160, height: 80, left: YELLOW, right: RED });
	expect(fetched()).toBe(1);
});

test('an image of 50 MB is described from its pixels', async () => {
	const { page, panel } = await openPictures();
	await page.evaluate(() =>
		Object.assign(document.images[0]!, { src: '/pictures/heavy.png' }).decode(),
	);
	await describeImageOf(scene, page, '#own');
	await untilStatus(panel, 'Description ready.');
	await expectLook(page, { width: 300, height: 200, left: GREEN, right: BLUE });
	expect(imageSentIn(chatRequests()[0]!).length).toBeLessThan(100_000);
});

test.each([
	['broken', 'This image has not loaded, or is no image: reload the page, then try again.'],
	['pixel', 'This image is too small to show anything'],
])('%s is refused with a sentence, and nothing is paid', async (id, sentence) => {
	const { page, panel } = await openPictures();
	await describeImageOf(scene, page, `#${id}`);
	expect((await untilAlert(panel)).alert).toContain(sentence);
	expect(chatRequests()).toHaveLength(0);
});

test('an address the API cannot fetch is followed once by the image itself', async () => {
	const { page, panel } = await openPictures();
	scene.api.addFault({ route: CHAT, kind: 400, message: 'Failed to download image from URL.' });
	await describeImageOf(scene, page, '#public');
	await untilStatus(panel, 'Description ready.');
	const [refused, answered, ...others] = chatRequests();
	expect(others).toEqual([]);
	expect(imageSentIn(refused!)).toMatch(/^http:/);
	const look = await lookOf(page, imageSentIn(answered!));
	expect(look).toMatchObject({ width: 240, height: 120 });
	expect(isAlike(look.right, YELLOW)).toBe(true);

	await askPanel(panel, 'Which flag is it?', '#ask-image');
	await untilStatus(panel, 'Answer ready.');
	expect(imageSentIn(chatRequests()[2]!)).toBe(imageSentIn(answered!));
});

test.each([
	[400, 'temperature is out of range', 'The API refused the request: temperature is out of range'],
	[401, undefined, 'The API does not accept this key'],
	[403, 'Out of credit: top up your balance.', 'The balance of your AI/ML API account is used up'],
])(
	'status %i (%s) is told with its request id and not repeated',
	async (kind, message, sentence) => {
		const { page, panel } = await openPictures();
		scene.api.addFault({ route: CHAT, kind, ...(message && { message }) });
		await describeImageOf(scene, page, '#public');
		const { alert } = await untilAlert(panel);
		expect(alert).toContain(sentence);
		expect(alert).toMatch(/Request id: \S{6,}/);
		expect(chatRequests()).toHaveLength(1);
	},
);

test('a question about the image goes out with the image and what was said of it', async () => {
	const { page, panel } = await openPictures();
	await describeImageOf(scene, page, '#own');
	await untilStatus(panel, 'Description ready.');
	await askPanel(panel, 'Which colour is on the left?', '#ask-image');
	const { summary } = await untilStatus(panel, 'Answer ready.');
	expect(summary).toMatch(/“Which colour is on the left\?” .*300 × 200 pixels/);
	const [first, second] = chatRequests();
	expect(imageSentIn(second!)).toBe(imageSentIn(first!));
	// The picture is stored once, and not with every piece of an answer.
	const stored = await panel.evaluate<Record<string, object>>('chrome.storage.session.get()');
	const keys = Object.keys(stored).filter((key) =>
		JSON.stringify(stored[key]).includes('data:image'),
	);
	expect(keys).toEqual([expect.stringMatching(/^image:/)]);
	const { messages } = second!.body as { messages: Array<{ role: string; content: unknown }> };
	expect(messages.map(({ role }) => role)).toEqual(['system', 'user', 'user', 'assistant', 'user']);
	expect(messages[3]!.content).toMatch(/^The image is a landscape JPEG picture/);
	expect(messages[4]!.content).toBe('Which colour is on the left?');
});

test('when the tab shows another page, Enter asks that one, and the panel says what it still shows', async () => {
	const { page, panel } = await openPictures();
	await describeImageOf(scene, page, '#own');
	await untilStatus(panel, 'Description ready.');
	const isLeft = () => panel.evaluate<boolean>(`!document.querySelector('#left').hidden`);
	await page.evaluate(() => (location.hash = 'own'));
	await panel.evaluate(`window.loadings = 0;
		chrome.tabs.onUpdated.addListener((_id, { status }) => status === 'complete' && window.loadings++)`);
	await page.reload();
	await panel.until('window.loadings > 0');
	expect(await isLeft()).toBe(false);
	await page.goto(`${scene.site.url}/article.html`);
	await panel.until(`!document.querySelector('#left').hidden`);
	// A search beside it brings nobody back.
	await askPanel(panel, 'Tide mills', '#search-web');
	await untilStatus(panel, 'Answer ready.');
	await panel.evaluate(`document.querySelector('#question-box').focus()`);
	await panel.send('Input.insertText', { text: 'When does high water come every day?' });
	await panel.press('Enter');
	await panel.until(`document.querySelector('#source').textContent.includes('tide mills')`);
	expect((await untilStatus(panel, 'Answer ready.')).summary).toContain('fifty minutes later');
	expect(await isLeft()).toBe(false);
});

test('by keyboard alone, an image of the page is chosen from a list in the panel', async () => {
	const { panel } = await openPictures();
	const focused = () => panel.evaluate<string>('document.activeElement.innerText');
	const nameOf = async () => (await focused()).split('\n')[0];
	const choose = async () => {
		await panel.evaluate(`document.querySelector('#choose-image').focus()`);
		await panel.press('Enter');
		await panel.until(`!document.querySelector('#page-images').hidden`);
	};
	await choose();
	await untilStatus(panel, /^\d+ images: choose one/);
	expect(await focused()).toBe('Two coloured fields\n300 by 200 pixels');
	for (const scheme of ['light', 'dark']) {
		await panel.emulateMedia({ 'prefers-color-scheme': scheme });
		expect(await panel.accessibilityViolations()).toEqual([]);
	}
	const names = await panel.evaluate<string[]>(
		`[...document.querySelectorAll('#image-list span[dir]')].map(({ textContent }) => textContent)`,
	);
	expect(names.slice(0, 4)).toEqual(['Two coloured fields', 'A flag', 'animated.gif', 'open.gif']);
	// One of several sources, and one in a shadow root; nothing that shows nothing.
	expect(names.filter((name) => name.startsWith('own.png'))).toEqual([
		'own.png (1)',
		'own.png (2)',
	]);
	expect(names).not.toContain('broken.png');
	expect(names).not.toContain('pixel.png');
	expect(names).toEqual(
		expect.arrayContaining(['Search', 'In a drawing', 'Image without a title (1)']),
	);

	await panel.press('Escape');
	expect(await focused()).toBe('Describe an image');
	await choose();
	await panel.press('Tab');
	expect(await nameOf()).toBe('A flag');
	await panel.press('Enter');
	const { summary } = await untilStatus(panel, 'Description ready.');
	expect(summary).toContain('The image is the file “plain.png”');
	expect(await panel.evaluate('document.activeElement.id')).toBe('result');
	expect(chatRequests().map(imageSentIn)).toEqual([
		'http://pictures.example.com/pictures/plain.png',
	]);
});

test('a page without images says so, and another tab has no list of this one', async () => {
	const { panel } = await openPictures();
	await panel.click('#choose-image');
	await panel.until(`!document.querySelector('#page-images').hidden`);
	const page = await scene.browser.open(`${scene.site.url}/empty.html`);
	await panel.until(`document.querySelector('#page-images').hidden`);
	await scene.browser.clickToolbarIcon(page);
	await panel.click('#choose-image');
	expect((await untilAlert(panel)).alert).toContain('There is no image on this page');
});

test('pictures of other tabs make room for a new one, the oldest first', async () => {
	const { page, panel } = await openPictures();
	await panel.evaluate(`chrome.storage.session.set(Object.fromEntries([3, 1, 2].map((at) => [
		'image:99' + at, { at, image: { url: 'data:' + 'x'.repeat(2_850_000), source: '' } }])))`);
	await describeImageOf(scene, page, '#own');
	await untilStatus(panel, 'Description ready.');
	await askPanel(panel, 'How large is it?', '#ask-image');
	await untilStatus(panel, 'Answer ready.');
	const keys = await panel.evaluate<string[]>(`chrome.storage.session.getKeys()`);
	expect(keys.filter((key) => key.startsWith('image:99')).sort()).toEqual([
		'image:992',
		'image:993',
	]);
});

describe('without a panel', () => {
	test('the page shows the description, and a panel opened later has it, too', async () => {
		const page = await openPicturesAlone();
		const release = scene.api.hold(CHAT);
		await describeImageOf(scene, page, '#own');
		await untilNotice(page, (texts) => texts.status === 'Describing image…');
		release();
		const { texts } = await untilNotice(page, ({ status }) => status === 'Description ready.');
		expect(texts.text).toMatch(new RegExp(`^${BY_AI}\\s+The image is a landscape JPEG`));
		// It is read aloud: a screen reader that says it, too, would speak over it.
		expect(texts.spoken).toBe('');
		expect(texts.facts).toMatch(/^\$0\.0\d+ · /);
		await expectLook(page, { width: 300, height: 200, left: RED, right: BLUE });

		await scene.browser.clickToolbarIcon(page);
		const panel = await scene.browser.panel();
		const { summary } = await untilStatus(panel, 'Description ready.');
		expect(summary).toContain('The image is a landscape JPEG');
		await waitFor('the notice to go', async () => !(await readNotice(page)));
		await askPanel(panel, 'How large is it?', '#ask-image');
		await untilStatus(panel, 'Answer ready.');
		expect(chatRequests()).toHaveLength(2);
	});

	test('another task in a panel that is opened meanwhile takes its place', async () => {
		const page = await openPicturesAlone();
		scene.hangStream();
		await describeImageOf(scene, page, '#own');
		await untilNotice(page, ({ text }) => Boolean(text));
		await scene.browser.clickToolbarIcon(page);
		const panel = await scene.browser.panel();
		await panel.until(`document.querySelector('#answer').innerText`);
		await describeImageOf(scene, page, '#public');
		await waitFor('the first request to end', () => chatRequests()[0]?.closedEarly);
		const { summary, alert } = await untilStatus(panel, 'Description ready.');
		expect(summary).toContain('The image is the file “plain.png”');
		expect(alert).toBe('');
		expect(chatRequests()).toHaveLength(2);
	});

	test('the same image, chosen again in a panel that is opened meanwhile, is paid for once', async () => {
		const page = await openPicturesAlone();
		const release = scene.api.hold(CHAT, { after: 10 });
		await describeImageOf(scene, page, '#own');
		await untilNotice(page, ({ text }) => Boolean(text));
		await scene.browser.clickToolbarIcon(page);
		const panel = await scene.browser.panel();
		await panel.until(`document.querySelector('#answer').innerText`);
		const { document } = await listen(scene);
		const untilAsked = await noteQuestion(document, 'runner.isDoing');
		await describeImageOf(scene, page, '#own');
		await untilAsked();
		release();
		const { alert } = await untilStatus(panel, 'Description ready.');
		expect(alert).toBe('');
		expect(chatRequests()).toHaveLength(1);
	});

	test('in a modal dialog of the page the notice can be used, and Escape is for the dialog first', async () => {
		const page = await openPicturesAlone();
		await page.evaluate(() => {
			const dialog = document.createElement('dialog');
			dialog.id = 'modal';
			dialog.append(document.createElement('button'));
			document.body.append(dialog);
			dialog.showModal();
		});
		scene.hangStream();
		await describeImageOf(scene, page, '#own');
		await untilNotice(page, ({ text }) => Boolean(text));
		const parent = () =>
			page.evaluate(() => document.querySelector('[popover=manual]')!.parentElement!.localName);
		expect(await parent()).toBe('dialog');
		await page.keyboard.press('Escape');
		await page.waitForFunction(() => !document.querySelector<HTMLDialogElement>('#modal')!.open);
		await waitFor('the notice outside the dialog', async () => (await parent()) === 'html');
		await page.evaluate(() => document.querySelector<HTMLDialogElement>('#modal')!.showModal());
		await waitFor('the notice in the dialog', async () => (await parent()) === 'dialog');

		// From the dialog's button into the notice, to its button, and back to where it was.
		await page.evaluate(() => document.querySelector<HTMLElement>('#modal button')!.focus());
		await page.keyboard.press('Tab');
		const focused = () => page.evaluate(() => document.activeElement!.localName);
		expect(await focused()).toBe('div');
		await page.keyboard.press('Enter');
		await waitFor('the notice to go', async () => !(await readNotice(page)));
		expect(await focused()).toBe('button');
		await waitFor('the server to see the end', () => chatRequests()[0]?.closedEarly);
	});

	test('a failure is spoken where the browser lets nothing be shown', async () => {
		await scene.giveKey();
		// Nothing allows this page to be read, and the address of its image is one that only it can read.
		const page = await scene.browser.open(`${scene.site.url}/images.html`);
		const { document } = await startOffscreen(scene);
		await giveVoices(document, 'en-US');
		await describeImageOf(scene, page, '#own');
		await waitFor('the spoken failure', async () => (await saidBy(document)).length > 0);
		expect((await saidBy(document))[0]!.text).toContain('on this page first, then try again');
		expect(chatRequests()).toHaveLength(0);
	});

	test('a dialog that the page makes itself has its Escape, too', async () => {
		const page = await openPicturesAlone();
		await page.evaluate(() => {
			const menu = document.createElement('div');
			menu.role = 'menu';
			menu.tabIndex = 0;
			menu.addEventListener('keydown', ({ key }) => key === 'Escape' && menu.remove());
			document.body.append(menu);
			menu.focus();
		});
		scene.hangStream();
		await describeImageOf(scene, page, '#own');
		await untilNotice(page, ({ text }) => Boolean(text));
		await page.keyboard.press('Escape');
		await page.locator('[role=menu]').waitFor({ state: 'detached' });
		expect(await readNotice(page)).toBeDefined();
		expect(chatRequests()[0]!.closedEarly).toBe(false);
		await page.keyboard.press('Escape');
		await waitFor('the server to see the end', () => chatRequests()[0]!.closedEarly);
	});

	test('a description that cannot be read aloud is announced, and why is told', async () => {
		const page = await openPicturesAlone();
		scene.api.addFault({ route: 'POST /v1/tts', kind: 503 });
		await describeImageOf(scene, page, '#own');
		const { texts } = await untilNotice(page, ({ spoken }) => Boolean(spoken));
		expect(texts.spoken).toContain(BY_AI);
		expect(texts.text).toContain('The image is a landscape JPEG');
		expect(texts.alert).toContain('The API has a fault at the moment');
		expect(texts.facts).toMatch(/Request id: \S{6,}/);
	});

	test('without a key the notice leads to the settings', async () => {
		const page = await openPicturesAlone();
		await scene.giveKey('');
		await describeImageOf(scene, page, '#own');
		const { texts, openSettings } = await untilNotice(page, ({ settings }) => Boolean(settings));
		expect(texts.alert).toContain('Add your API key in the settings');
		expect(texts.settings).toBe('Open settings');
		const opened = scene.browser.context.waitForEvent('page');
		await openSettings!();
		await (await opened).waitForURL(/\/options\/index\.html$/);
		expect(chatRequests()).toEqual([]);
	});

	test('what fails takes no answer away that the tab has', async () => {
		const { page, panel } = await openPictures();
		await describeImageOf(scene, page, '#own');
		const { summary } = await untilStatus(panel, 'Description ready.');
		await scene.browser.closePanel();
		await page.bringToFront();
		await describeImageOf(scene, page, '#broken');
		const { texts } = await untilNotice(page, ({ alert }) => Boolean(alert));
		expect(texts.alert).toContain('This image has not loaded');
		expect(texts.text).toBe('');
		await scene.browser.clickToolbarIcon(page);
		const reopened = await scene.browser.panel();
		await reopened.until(`document.querySelector('#answer').innerText`);
		expect((await readPanel(reopened)).summary).toBe(summary);
	});

	test('what fails is told also after the notice of an earlier description was closed', async () => {
		const page = await openPicturesAlone();
		await describeImageOf(scene, page, '#own');
		await untilNotice(page, ({ status }) => status === 'Description ready.');
		await page.keyboard.press('Escape');
		await waitFor('the notice to go', async () => !(await readNotice(page)));
		scene.api.addFault({ route: CHAT, kind: 402 });
		await describeImageOf(scene, page, '#public');
		await untilNotice(page, ({ alert }) => Boolean(alert));
	});

	test('when the key is forgotten, the notice of what was ready goes', async () => {
		const page = await openPicturesAlone();
		await describeImageOf(scene, page, '#own');
		await untilNotice(page, ({ status }) => status === 'Description ready.');
		const options = await scene.browser.openOwn('options/index.html');
		await options.getByRole('button', { name: 'Forget key' }).click();
		await waitFor('the notice to go', async () => !(await readNotice(page)));
	});

	test('when the key is forgotten it ends, and leaves nothing', async () => {
		const page = await openPicturesAlone();
		scene.hangStream();
		await describeImageOf(scene, page, '#own');
		await untilNotice(page, ({ text }) => Boolean(text));
		const options = await scene.browser.openOwn('options/index.html');
		await options.getByRole('button', { name: 'Forget key' }).click();
		await options.getByRole('status').filter({ hasText: 'forgotten' }).waitFor();
		await waitFor('the server to see the end', () => chatRequests()[0]?.closedEarly);
		await waitFor('the notice to go', async () => !(await readNotice(page)));
		expect(await options.evaluate(() => chrome.storage.session.get())).toEqual({});
	});

	test.each([
		[
			'Escape, but not one that the page makes up,',
			async (page: Page) => {
				await page.evaluate(() => dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape' })));
				expect(await readNotice(page)).toBeDefined();
				await page.keyboard.press('Escape');
			},
		],
		['its button', async (page: Page) => (await readNotice(page))!.close()],
	])('%s closes the notice and ends the request', async (_what, close) => {
		const page = await openPicturesAlone();
		scene.hangStream();
		await describeImageOf(scene, page, '#own');
		await untilNotice(page, ({ text }) => Boolean(text));
		await close(page);
		await waitFor('the server to see the end', () => chatRequests()[0]?.closedEarly);
		expect(await readNotice(page)).toBeUndefined();
		expect(await page.evaluate(() => document.documentElement.children.length)).toBe(2);
	});

	test.each([
		['broken', undefined, 'This image has not loaded, or is no image'],
		['own', 401, 'The API does not accept this key'],
	])('what went wrong with %s (%s) is told in the page', async (id, kind, sentence) => {
		const page = await openPicturesAlone();
		if (kind) scene.api.addFault({ route: CHAT, kind });
		await describeImageOf(scene, page, `#${id}`);
		const { texts } = await untilNotice(page, ({ alert }) => Boolean(alert));
		expect(texts.alert).toContain(sentence);
		expect(texts.facts).toMatch(kind ? /Request id: \S{6,}/ : /^$/);
	});

	test('a missing key is told in the page, and nothing is sent', async () => {
		const page = await openPicturesAlone();
		await scene.giveKey('');
		await describeImageOf(scene, page, '#own');
		const { texts } = await untilNotice(page, ({ alert }) => Boolean(alert));
		expect(texts.alert).toBe('Add your API key in the settings, then try again.');
		expect(scene.api.requests).toHaveLength(0);
	});

	test('an image that is chosen twice is described, and paid for, once', async () => {
		const page = await openPicturesAlone();
		const release = scene.api.hold(CHAT);
		await describeImageOf(scene, page, '#own');
		await waitFor('the request', () => chatRequests().length === 1);
		const { document } = await listen(scene);
		const untilAsked = await noteQuestion(document, 'runner.start');
		await describeImageOf(scene, page, '#own');
		await untilAsked();
		release();
		const { texts } = await untilNotice(page, ({ status }) => status === 'Description ready.');
		expect(texts.text).toContain('The image is a landscape JPEG');
		expect(chatRequests()).toHaveLength(1);
	});

	test('the notice is not in the picture when the tab is photographed', async () => {
		const page = await openPicturesAlone();
		await describeImageOf(scene, page, '#own');
		await untilNotice(page, ({ status }) => status === 'Description ready.');
		// In a window this small, the notice covers the right side of what fills it.
		await page.setViewportSize({ width: 600, height: 300 });
		await page.evaluate(() => {
			const image = document.querySelector<HTMLElement>('#closed')!;
			image.style.cssText = 'position: fixed; inset: 0; width: 600px; height: 300px';
		});
		await describeImageOf(scene, page, '#closed');
		await waitFor('the second description', () => chatRequests()[1]);
		const look = await lookOf(page, imageSentIn(chatRequests()[1]!));
		expect(isAlike(look.left, GREEN) && isAlike(look.right, YELLOW)).toBe(true);
	});
});

describe('the description is read aloud', () => {
	/** A model whose voice, in the sandbox, is a hum in WAV: its signal can be seen. */
	const preferences = { speechModel: 'inworld/tts-1', speechSpeed: 3 };
	const spoken = () =>
		scene.api.requests
			.filter(({ path }) => path === '/v1/tts')
			.map(({ body }) => (body as { text: string }).text);

	beforeEach(async () => {
		const worker = await scene.browser.worker();
		await worker.evaluate(
			(values) => chrome.storage.local.set({ preferences: values }),
			preferences,
		);
	});

	test.each([
		['beside the panel', async () => (await openPictures()).page],
		['without a panel', openPicturesAlone],
	])('%s, to its end', async (_where, open) => {
		const page = await open();
		const listener = await listenTo(scene, () => describeImageOf(scene, page, '#own'));
		await waitFor(
			'the end of the sound',
			async () => (await listener.heard()).at(-1)?.events.at(-1)?.type === 'ended',
			{ timeout: 30_000 },
		);
		const heard = await listener.heard();
		expect(Math.max(...heard.map(({ peak }) => peak))).toBeGreaterThan(0.1);
		expect(spoken().join(' ')).toMatch(new RegExp(`^${BY_AI}\\s+The image is a landscape JPEG`));
	});

	test.each([
		['beside the panel', true],
		['without a panel', false],
	])(
		'unless that is switched off, %s: screen readers are given it instead',
		async (_where, inPanel) => {
			const worker = await scene.browser.worker();
			await worker.evaluate((values) => chrome.storage.local.set({ preferences: values }), {
				...preferences,
				describeAloud: false,
			});
			await worker.evaluate(() => {
				const readings: unknown[] = [];
				Object.assign(globalThis, { readings });
				chrome.storage.session.onChanged.addListener(({ playbackText }) => {
					if (playbackText?.newValue) readings.push(playbackText.newValue);
				});
			});
			const { page, panel } = await openPictures();
			if (inPanel) await startRecording(panel);
			else await scene.browser.closePanel();
			await describeImageOf(scene, page, '#own');
			if (inPanel) {
				await untilStatus(panel, 'Description ready.');
				await waitFor('the announcement', async () =>
					(await readRecording(panel)).spoken.join(' ').includes(BY_AI),
				);
			} else await untilNotice(page, (texts) => Boolean(texts.spoken?.includes(BY_AI)));
			// A reading of it would have begun before this one.
			await page.evaluate(() => getSelection()!.selectAllChildren(document.querySelector('h1')!));
			await dispatchCommand(scene.browser, 'read-selection');
			await waitFor('a reading', () => spoken().length > 0);
			expect(await worker.evaluate('readings')).toEqual(['Pictures of all kinds']);
		},
	);

	test('and falls silent when the notice is closed', async () => {
		const page = await openPicturesAlone();
		const listener = await listenTo(scene, () => describeImageOf(scene, page, '#own'));
		await waitFor('sound', async () => ((await listener.heard())[0]?.time ?? 0) > 0);
		await page.keyboard.press('Escape');
		await listener.document.until(`document.querySelectorAll('audio').length === 0`);
	});
});

test('in a page with 500 images nothing is fetched again, and the right one is taken', async () => {
	await scene.giveKey();
	const { page, panel } = await scene.openPanelOn('/empty.html');
	await page.evaluate(async () => {
		const images = Array.from({ length: 500 }, (_, number) =>
			Object.assign(new Image(), {
				src: `/pictures/${number === 432 ? 'plain' : 'own'}.png?${number}`,
				id: `image-${number}`,
			}),
		);
		document.body.append(...images);
		await Promise.all(images.map((image) => image.decode()));
	});
	const fetched = scene.site.paths.length;
	await describeImageOf(scene, page, '#image-432');
	await untilStatus(panel, 'Description ready.');
	await expectLook(page, { width: 240, height: 120, left: GREEN, right: YELLOW });
	expect(scene.site.paths).toHaveLength(fetched);
	await panel.click('#choose-image');
	await untilStatus(panel, /^100 images: choose one.* There are more: only the first ones/);
});

async function expectLook(
	page: Page,
	expected: { width: number; height: number; left: Colour; right: Colour },
): Promise<void> {
	const requests = chatRequests();
	expect(requests).toHaveLength(1);
	const { width, height, left, right } = await lookOf(page, imageSentIn(requests[0]!));
	expect({ width, height }).toEqual({ width: expected.width, height: expected.height });
	expect([left, isAlike(left, expected.left)]).toEqual([left, true]);
	expect([right, isAlike(right, expected.right)]).toEqual([right, true]);
}
