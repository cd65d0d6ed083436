import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import axe from 'axe-core';
import { EXTENSION_FOLDER } from './lib/chromium-with-extension';
import { untilAlert, untilStatus } from './lib/panel-driver';
import { startScene, type Scene } from './lib/scene';

/** The texts of a language, with nothing in their places for values. */
function textsOf(language: string): (name: string) => string {
	const file = join(EXTENSION_FOLDER, '_locales', language, 'messages.json');
	const messages = JSON.parse(readFileSync(file, 'utf8')) as Record<string, { message: string }>;
	return (name) => messages[name]!.message;
}

/** Run in a page: what is wider than its place, or sticks out of the window. */
const OVERFLOWING = `[...document.querySelectorAll('button, label, h1, h2, p, dd, select, input, textarea')]
	.filter((element) => element.checkVisibility())
	.filter((element) => !element.matches('.visually-hidden'))
	.filter((element) => {
		const { left, right } = element.getBoundingClientRect();
		const isCut = element.matches('button') && element.scrollWidth > element.clientWidth;
		return isCut || left < 0 || right > document.documentElement.clientWidth;
	})
	.map((element) => element.outerHTML)
	.concat(document.documentElement.scrollWidth > document.documentElement.clientWidth ? ['page'] : [])`;

/** Run in a page: the parts that should say something, and do not. */
const SILENT = `[...document.querySelectorAll('[data-text]')]
	.filter((element) => !element.textContent.trim())
	.map((element) => element.outerHTML)`;

describe.each(['de', 'es', 'ar'])('in %s', (language) => {
	const text = textsOf(language);
	let scene: Scene;

	beforeAll(async () => {
		scene = await startScene({ language });
	});
	afterAll(() => scene?.close());
	beforeEach(() => scene.reset());

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
