import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startChromium, type ChromiumWithExtension } from './lib/chromium-with-extension';
import { startFixedAnswer, type FixedAnswer } from './lib/fixed-answer';
import { startPageServer, type PageServer } from './lib/page-server';
import { untilStatus } from './lib/panel-driver';
import type { RemotePage } from './lib/remote-page';

let model: FixedAnswer;
let site: PageServer;
let browser: ChromiumWithExtension;
let panel: RemotePage;

beforeAll(async () => {
	model = await startFixedAnswer();
	site = await startPageServer();
	browser = await startChromium(model.port);
	await (await browser.worker()).evaluate(() => chrome.storage.session.set({ apiKey: 'secret' }));
	const page = await browser.open(`${site.url}/hostile.html`);
	await browser.clickToolbarIcon(page);
	panel = await browser.panel();
	const corpus = await readFile(join(__dirname, '../fixtures/hostile-answer.txt'), 'utf8');
	model.say(corpus.replaceAll('{{origin}}', site.url));
	await panel.click('#summarize');
	await untilStatus(panel, 'Summary ready.');
});
afterAll(async () => {
	await browser?.close();
	await Promise.all([model?.close(), site?.close()]);
});

test('nothing of a model’s answer runs or is loaded', async () => {
	expect(await panel.evaluate('window.attacked ?? 0')).toBe(0);
	expect(site.paths.filter((path) => path.includes('leak'))).toEqual([]);
	expect(
		await panel.evaluate(
			`[...document.querySelectorAll('#answer *')].map((element) => element.localName)
				.filter((name) => !'p ul li a span table thead tbody tr th td pre code strong em'.split(' ').includes(name))`,
		),
	).toEqual([]);
	expect(
		await panel.evaluate(
			`[...document.querySelectorAll('#answer *')]
				.flatMap(({ attributes }) => [...attributes].map(({ name, value }) => name === 'dir' ? 'dir=' + value : name))
				.filter((name) => !['href', 'target', 'rel', 'title', 'tabindex', 'dir=auto'].includes(name))`,
		),
	).toEqual([]);
});

test('only addresses of the web become links; they open elsewhere and tell nothing', async () => {
	const links = await panel.evaluate<Array<Record<string, string>>>(
		`[...document.querySelectorAll('#answer a')].map(({ href, target, rel, title }) => ({ href, target, rel, title }))`,
	);
	expect(links.map(({ href }) => href)).toEqual([
		'https://example.com/outer',
		'https://example.com/good',
		'https://example.com/auto',
		'https://example.com/bidi',
	]);
	for (const { href, target, rel, title } of links)
		expect({ target, rel, title }).toEqual({
			target: '_blank',
			rel: 'noopener noreferrer',
			title: href,
		});
});

test('HTML is shown as the text it is, and characters that turn text round are gone', async () => {
	const text = await panel.evaluate<string>(`document.querySelector('#answer').textContent`);
	expect(text).toContain('<script>window.attacked = 3');
	expect(text).toContain('<svg onload=');
	expect(text).not.toMatch(/[\u202a-\u202e\u2066-\u2069]/);
});

test('what stood in the answer is as safe after the panel is opened again', async () => {
	await panel.reload();
	await panel.until(`document.querySelector('#answer a')`);
	expect(await panel.evaluate('window.attacked ?? 0')).toBe(0);
	expect(site.paths.filter((path) => path.includes('leak'))).toEqual([]);
});
