import { askPanel, untilAlert, untilStatus } from './lib/panel-driver';
import type { RemotePage } from './lib/remote-page';
import { startScene, type Scene } from './lib/scene';
import axe from 'axe-core';

let scene: Scene;

beforeAll(async () => {
	scene = await startScene();
});
afterAll(() => scene?.close());
beforeEach(() => scene.reset());

/** No violation in either colour scheme. */
async function expectAccessible(panel: RemotePage): Promise<void> {
	for (const scheme of ['light', 'dark']) {
		await panel.emulateMedia({ 'prefers-color-scheme': scheme });
		expect({ scheme, violations: await panel.accessibilityViolations() }).toEqual({
			scheme,
			violations: [],
		});
	}
}

test('axe finds nothing in the panel: empty, working, ready and stopped', async () => {
	await scene.giveKey();
	const { panel } = await scene.openPanelOn('/article.html');
	await expectAccessible(panel);
	const release = scene.api.hold('POST /v1/chat/completions');
	await panel.click('#summarize');
	await untilStatus(panel, 'Summarizing…');
	await expectAccessible(panel);
	await panel.click('#stop');
	await untilStatus(panel, 'Stopped.');
	await expectAccessible(panel);
	release();
	await panel.click('#summarize');
	await untilStatus(panel, 'Summary ready.');
	await expectAccessible(panel);
});

test('axe finds nothing in the panel: streaming', async () => {
	await scene.giveKey();
	scene.hangStream();
	const { panel } = await scene.openPanelOn('/article.html');
	await panel.click('#summarize');
	await panel.until(`document.querySelector('#answer').textContent.length > 20`);
	await expectAccessible(panel);
	await panel.click('#stop');
});

test('axe finds nothing in the panel: an empty question, and a conversation', async () => {
	await scene.giveKey();
	const { panel } = await scene.openPanelOn('/article.html');
	await panel.click('#ask-page');
	await untilStatus(panel, 'Type a question first.');
	await expectAccessible(panel);
	await panel.click('#summarize');
	await untilStatus(panel, 'Summary ready.');
	await askPanel(panel, 'What ended the business?');
	await untilStatus(panel, 'Answer ready.');
	await panel.until(`document.querySelector('#turns h3')`);
	await expectAccessible(panel);
});

test('axe finds nothing in the panel: no key, and a problem with a request id', async () => {
	const { panel } = await scene.openPanelOn('/article.html');
	await expectAccessible(panel);
	await scene.giveKey('wrong-key');
	await panel.until(
		`document.querySelector('#welcome-title').textContent === 'Read less, know more'`,
	);
	await panel.click('#summarize');
	await untilAlert(panel);
	await expectAccessible(panel);
});

test('the whole panel can be used by keyboard, and the focus is seen', async () => {
	await scene.giveKey();
	const { panel } = await scene.openPanelOn('/article.html');
	await panel.evaluate(`document.querySelector('#settings').focus()`);
	await panel.press('Tab');
	await panel.press('Enter');
	await untilStatus(panel, 'Summary ready.');
	expect(await panel.evaluate('document.activeElement.id')).toBe('result');
	expect(await panel.evaluate(`getComputedStyle(document.activeElement).outlineStyle`)).toBe(
		'solid',
	);
	await panel.press('Tab');
	expect(await panel.evaluate('document.activeElement.id')).toBe('copy');
	await panel.press('Enter');
	await untilStatus(panel, 'Copied.');
});

test('roles and names are those that users and tests rely on', async () => {
	await scene.giveKey();
	const { panel } = await scene.openPanelOn('/article.html');
	await panel.click('#summarize');
	await untilStatus(panel, 'Summary ready.');
	const { nodes } = (await panel.send('Accessibility.getFullAXTree')) as {
		nodes: Array<{ role?: { value: string }; name?: { value: string }; ignored: boolean }>;
	};
	const named = nodes
		.filter(({ ignored }) => !ignored)
		.map(({ role, name }) => `${role?.value} ${name?.value}`);
	expect(named).toEqual(
		expect.arrayContaining([
			'button Summarize page',
			'button Summarize selection',
			'button Read aloud',
			'button Stop',
			'button Copy',
			'button Settings',
			'textbox Ask or search',
			'button Ask this page',
			'button Search the web',
			'region Result',
		]),
	);
});

test('at 320 pixels and 200 % nothing is cut off, in forced colours and with reduced motion', async () => {
	await scene.giveKey();
	scene.hangStream();
	const { panel } = await scene.openPanelOn('/article.html');
	// 320 pixels at 200 % are 160 of the page's own.
	await panel.send('Emulation.setDeviceMetricsOverride', {
		width: 160,
		height: 280,
		deviceScaleFactor: 2,
		mobile: false,
	});
	await panel.emulateMedia({ 'forced-colors': 'active', 'prefers-reduced-motion': 'reduce' });
	await panel.click('#summarize');
	await panel.until(`document.querySelector('#answer').textContent.length > 20`);
	expect(
		await panel.evaluate(
			`getComputedStyle(document.querySelector('#status'), '::before').animationName`,
		),
	).toBe('appear');
	expect(
		await panel.evaluate(
			'document.documentElement.scrollWidth <= document.documentElement.clientWidth',
		),
	).toBe(true);
	await panel.click('#stop');
	await untilStatus(panel, 'Stopped.');
});

test.each(['light', 'dark'] as const)(
	'axe finds nothing on the options page: %s',
	async (scheme) => {
		const page = await scene.browser.openOwn('options/index.html');
		await page.emulateMedia({ colorScheme: scheme });
		const violations = () =>
			page
				.evaluate(`${axe.source}; axe.run(document)`)
				.then((result) => (result as axe.AxeResults).violations.map(({ id }) => id));
		expect(await violations()).toEqual([]);
		await page.getByLabel('API key').fill('wrong-key');
		await page.getByRole('button', { name: 'Test key' }).click();
		await page.getByRole('alert').filter({ hasText: 'does not accept' }).waitFor();
		expect(await violations()).toEqual([]);
	},
);

/** Run in a panel: whether the bar hides a part of what has the focus and would fit beside it. */
const IS_FOCUS_HIDDEN = `(() => {
	const bar = document.querySelector('#bar');
	if (bar.contains(document.activeElement)) return false;
	const isSticky = getComputedStyle(bar).position === 'sticky';
	const edge = isSticky ? bar.getBoundingClientRect().bottom : 0;
	const { top, bottom, height } = document.activeElement.getBoundingClientRect();
	return height > innerHeight - edge ? bottom <= edge : top < edge - 1;
})()`;

describe.each(['en', 'de'])('in %s', (language) => {
	let own: Scene;

	beforeAll(async () => {
		own = await startScene({ language });
	});
	afterAll(() => own?.close());
	beforeEach(() => own.reset());

	test.each([
		[320, 700],
		[160, 700],
	])('what has the focus is never behind the bar: %i by %i pixels', async (width, height) => {
		await own.giveKey();
		const { panel } = await own.openPanelOn('/article.html');
		const size = { width, height, deviceScaleFactor: 1, mobile: false };
		await panel.send('Emulation.setDeviceMetricsOverride', size);
		await askPanel(panel, 'tide mills', '#search-web');
		await panel.until(`!document.querySelector('#more').hidden`);
		await panel.evaluate(
			`document.querySelectorAll('#card-buttons button').forEach((button) => button.click())`,
		);
		await panel.until(`document.querySelectorAll('.card:not([hidden])').length === 6
			&& !/…$/m.test(document.querySelector('#cards').innerText)`);
		await panel.evaluate(`document.querySelector('#search-web').focus()`);
		const hidden: string[] = [];
		let steps = 0;
		while ((await panel.evaluate('document.activeElement.id')) !== 'settings') {
			if (await panel.evaluate(IS_FOCUS_HIDDEN))
				hidden.push(await panel.evaluate('document.activeElement.outerHTML'));
			await panel.press('Tab', { shift: true });
			steps++;
		}
		expect(steps).toBeGreaterThan(20);
		expect(hidden).toEqual([]);
	});

	test.each([
		[320, 700],
		[640, 512],
	])('nor behind that of the options page: %i by %i pixels', async (width, height) => {
		const page = await own.browser.openOwn('options/index.html');
		await page.setViewportSize({ width, height });
		await page.locator('#api-key').fill('wrong-key');
		await page.locator('#save').click();
		await page.locator('#alert:not(:empty)').waitFor();
		await page.locator('#api-key').focus();
		const hidden: string[] = [];
		let steps = 0;
		while ((await page.evaluate(() => document.activeElement!.id)) !== 'save') {
			const isHidden = await page.evaluate(() => {
				const bar = document.querySelector('.bar')!;
				const { top, bottom } = document.activeElement!.getBoundingClientRect();
				const isSticky = getComputedStyle(bar).position === 'sticky';
				return isSticky && (top + bottom) / 2 > bar.getBoundingClientRect().top;
			});
			if (isHidden) hidden.push(await page.evaluate(() => document.activeElement!.outerHTML));
			await page.keyboard.press('Tab');
			steps++;
		}
		expect(steps).toBeGreaterThan(15);
		expect(hidden).toEqual([]);
	});
});
