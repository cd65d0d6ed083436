import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import axe from 'axe-core';
import { EXTENSION_FOLDER } from './lib/chromium-with-extension';
import { askPanel, untilAlert, untilStatus } from './lib/panel-driver';
import { startScene, type Scene } from './lib/scene';

/** The texts of a language, with nothing in their places for values. */
function textsOf(language: string): (name: string) => string {
	const file = join(EXTENSION_FOLDER, '_locales', language, 'messages.json');
	const messages = JSON.parse(readFileSync(file, 'utf8')) as Record<string, { message: string }>;
	return (name) => messages[name]!.message;
}

/**
 * Run in a page: words that stick out of the window or of their button, and controls that do. What scrolls
 * by itself, like a wide table of an answer, may be wider.
 */
const OVERFLOWING = `(() => {
	const seen = ({ parentElement: parent }) =>
		parent.checkVisibility() && !parent.closest('.visually-hidden, .answer :is(pre, table), option');
	const fits = ({ left, right }, place) => left >= place.left - 0.5 && right <= place.right + 0.5;
	const view = { left: 0, right: document.documentElement.clientWidth };
	const cut = [];
	const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
	for (let node; (node = walker.nextNode()); ) {
		if (!node.data.trim() || !seen(node)) continue;
		const words = document.createRange();
		words.selectNodeContents(node);
		const button = node.parentElement.closest('button');
		const places = button ? [view, button.getBoundingClientRect()] : [view];
		if (![...words.getClientRects()].every((line) => places.every((place) => fits(line, place))))
			cut.push(node.data);
	}
	for (const control of document.querySelectorAll('button, select, input, textarea, img'))
		if (seen({ parentElement: control }) && !fits(control.getBoundingClientRect(), view))
			cut.push(control.outerHTML);
	const { scrollWidth, clientWidth } = document.documentElement;
	return scrollWidth > clientWidth ? [...cut, 'scrolls sideways'] : cut;
})()`;

/** Run in a page: the parts that should say something, and do not. */
const SILENT = `[...document.querySelectorAll('[data-text]')]
	.filter((element) => !element.textContent.trim())
	.map((element) => element.outerHTML)`;

describe.each(['en', 'de', 'es', 'ar'])('in %s', (language) => {
	const text = textsOf(language);
	let scene: Scene;

	beforeAll(async () => {
		scene = await startScene({ language });
	});
	afterAll(() => scene?.close());
	beforeEach(() => scene.reset());

	test('its name and description are as short as Chrome wants them', () => {
		expect(text('extensionName').length).toBeLessThanOrEqual(75);
		expect(text('extensionDescription').length).toBeLessThanOrEqual(132);
	});

	test('the settings speak it, fit 320 pixels and are accessible', async () => {
		const page = await scene.browser.openOwn('options/index.html');
		await page.locator('#fields:enabled').waitFor();
		await page.setViewportSize({ width: 320, height: 640 });
		expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe(text('optionsTitle'));
		expect(await page.evaluate(SILENT)).toEqual([]);
		expect(await page.evaluate(OVERFLOWING)).toEqual([]);
		expect(await page.evaluate(() => document.documentElement.lang)).toBe(language);
		const results = await page.evaluate<axe.AxeResults>(`${axe.source}; axe.run(document)`);
		expect(results.violations.map(({ id }) => id)).toEqual([]);
		await page.getByLabel(text('apiKey'), { exact: true }).fill(scene.api.apiKey);
		await page.getByRole('button', { name: text('testKey') }).click();
		const [works] = text('keyWorks').split('$');
		await page.getByRole('status').filter({ hasText: works }).waitFor();
	});

	test('the panel speaks it, fits 320 pixels and is accessible', async () => {
		const { panel } = await scene.openPanelOn('/article.html');
		await panel.send('Emulation.setDeviceMetricsOverride', {
			width: 320,
			height: 640,
			deviceScaleFactor: 1,
			mobile: false,
		});
		expect(await panel.evaluate(SILENT)).toEqual([]);
		expect(await panel.evaluate(OVERFLOWING)).toEqual([]);
		await scene.giveKey();
		await panel.until(
			`document.querySelector('#welcome-title').textContent === ${JSON.stringify(text('welcomeTitle'))}`,
		);
		await panel.click('#summarize');
		await untilStatus(panel, text('statusReady'));
		expect(await panel.evaluate(OVERFLOWING)).toEqual([]);
		expect(await panel.accessibilityViolations()).toEqual([]);
		scene.api.addFault({ route: 'POST /v1/chat/completions', kind: 401 });
		await panel.click('#summarize');
		const { alert } = await untilAlert(panel);
		expect(alert).toContain(text('problemUnauthorized'));
		expect(await panel.evaluate(OVERFLOWING)).toEqual([]);
	});

	// A panel of 320 pixels at 200 % has 160 of the page's own, the scrollbar's among them.
	const NARROW = { width: 160, height: 700 };

	test('the settings fit 320 pixels at 200 %', async () => {
		const page = await scene.browser.openOwn('options/index.html');
		await page.locator('#fields:enabled').waitFor();
		await page.setViewportSize(NARROW);
		expect(await page.evaluate(OVERFLOWING)).toEqual([]);
		await page.locator('#api-key').fill('wrong-key');
		await page.locator('#test-key').click();
		await page
			.getByRole('alert')
			.filter({ hasText: text('problemUnauthorized') })
			.waitFor();
		expect(await page.evaluate(OVERFLOWING)).toEqual([]);
	});

	test('the panel fits 320 pixels at 200 %: welcome, images, summary, search with cards, player', async () => {
		const { page, panel } = await scene.openPanelOn('/images.html');
		await page.evaluate(() => document.body.append('Tide mills ground corn. '.repeat(50)));
		await panel.send('Emulation.setDeviceMetricsOverride', {
			...NARROW,
			deviceScaleFactor: 2,
			mobile: false,
		});
		const cut: Record<string, string[]> = {};
		const look = async (view: string) => {
			const found = await panel.evaluate<string[]>(OVERFLOWING);
			if (found.length > 0) cut[view] = found;
		};
		await look('without a key');
		await scene.giveKey();
		await panel.until(`document.querySelector('#welcome-settings').hidden`);
		await look('welcome');
		await panel.click('#choose-image');
		await panel.until(`document.querySelector('#image-list button')`);
		await look('images');
		await panel.press('Escape');
		await panel.click('#summarize');
		await untilStatus(panel, text('statusReady'));
		await look('summary');
		await askPanel(panel, 'tide mills', '#search-web');
		await untilStatus(panel, text('statusAnswerReady'));
		await panel.evaluate(
			`document.querySelectorAll('#card-buttons button').forEach((button) => button.click())`,
		);
		await panel.until(`document.querySelectorAll('.card:not([hidden])').length === 6
			&& !document.querySelector('#cards').innerText.includes(${JSON.stringify(text('statusSearching'))})`);
		await look('search');
		await panel.click('#read-page');
		await panel.until(`!document.querySelector('#player').hidden`);
		await look('player');
		expect(cut).toEqual({});
	});
});

test('what is answered in another language says so to who reads it out', async () => {
	const scene = await startScene();
	try {
		await scene.giveKey();
		const { page, panel } = await scene.openPanelOn('/empty.html');
		await page.evaluate(() => {
			const paragraph = document.createElement('p');
			paragraph.textContent =
				'Die Gezeitenmühle am Hafen mahlte früher das Korn der ganzen Insel. Heute steht sie still, und Besucher erfahren dort, wie das Wasser der Flut die schweren Räder bewegte. '.repeat(
					4,
				);
			document.body.append(paragraph);
		});
		await panel.click('#summarize');
		await untilStatus(panel, 'Summary ready.');
		await panel.until(`document.querySelector('#answer').lang === 'de'`);
		await panel.until(`document.querySelector('#announcements p')?.lang === 'de'`);
		expect(await panel.evaluate('document.documentElement.lang')).toBe('en');
	} finally {
		await scene.close();
	}
});

test('Arabic runs from right to left, and what is written from left to right stays so', async () => {
	const scene = await startScene({ language: 'ar' });
	try {
		const page = await scene.browser.openOwn('options/index.html');
		await page.locator('#fields:enabled').waitFor();
		const start = (selector: string) =>
			page.evaluate((one) => {
				const box = document.querySelector(one)!.getBoundingClientRect();
				return box.left + box.width / 2 > innerWidth / 2 ? 'right' : 'left';
			}, selector);
		expect(await page.evaluate(() => document.documentElement.dir)).toBe('rtl');
		// The picture stands before the title, the box before its words, the button at the beginning.
		for (const selector of ['header img', '#remember-key', '#save'])
			expect({ selector, side: await start(selector) }).toEqual({ selector, side: 'right' });
		const direction = (selector: string) =>
			page.locator(selector).evaluate((element) => getComputedStyle(element).direction);
		expect(await direction('#base-url')).toBe('ltr');
		expect(await direction('#chat-model')).toBe('ltr');
		expect(await direction('label[for=api-key]')).toBe('rtl');
	} finally {
		await scene.close();
	}
});
