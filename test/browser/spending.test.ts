import { readPanel, untilSpendingShown, untilStatus } from './lib/panel-driver';
import type { RemotePage } from './lib/remote-page';
import { startScene, type Scene } from './lib/scene';

let scene: Scene;

beforeAll(async () => {
	scene = await startScene();
});
afterAll(() => scene?.close());
beforeEach(() => scene.reset());

const sums = (panel: RemotePage) =>
	panel.evaluate<[number?, number?]>(
		`Promise.all([chrome.storage.session, chrome.storage.local].map(
			async (area) => (await area.get('spending')).spending))`,
	);

test('what an answer costs is shown with the total, which outlives the browser', async () => {
	await scene.giveKey();
	const { panel } = await scene.openPanelOn('/article.html');
	await panel.evaluate(`chrome.storage.local.set({ spending: 5 })`);
	await panel.click('#summarize');
	await untilStatus(panel, 'Summary ready.');
	expect((await readPanel(panel)).facts).toMatch(/^\$0\.\d+ · /);
	await untilSpendingShown(panel);
	expect(await panel.evaluate(`document.querySelector('#spent').textContent`)).toBe(
		'Spent in total: $5.00',
	);
	const [session, total] = await sums(panel);
	expect(session).toBeGreaterThan(0);
	expect(total).toBeCloseTo(5 + session!, 10);
});

test('a sum that is drawn takes nothing away that was said meanwhile', async () => {
	await scene.giveKey();
	const { panel } = await scene.openPanelOn('/article.html');
	await panel.click('#summarize');
	await untilStatus(panel, 'Summary ready.');
	await untilSpendingShown(panel);
	await panel.click('#copy');
	await untilStatus(panel, 'Copied.');
	await panel.evaluate(`chrome.storage.local.set({ spending: 5 })`);
	await panel.until(`document.querySelector('#spent').textContent === 'Spent in total: $5.00'`);
	expect((await readPanel(panel)).status).toBe('Copied.');
});

test('costs that are added at the same moment are all counted', async () => {
	await scene.giveKey();
	const { panel } = await scene.openPanelOn('/long.html');
	await panel.click('#summarize');
	await untilStatus(panel, 'Summary ready.');
	const { facts } = await readPanel(panel);
	await untilSpendingShown(panel);
	const [session = 0] = await sums(panel);
	// A long page is several calls in flight at once; the panel adds them up by itself, too.
	const shown = Number(/^\$([\d.]+)/.exec(facts)?.[1]);
	expect(scene.api.requests.length).toBeGreaterThan(2);
	expect(session / shown).toBeCloseTo(1, 1);
});

test('Forget key empties the panel and stops what runs in it', async () => {
	await scene.giveKey();
	const { panel } = await scene.openPanelOn('/article.html');
	await panel.click('#summarize');
	await untilStatus(panel, 'Summary ready.');
	scene.hangStream();
	await panel.click('#summarize');
	await untilStatus(panel, 'Summarizing…');
	await panel.until(`document.querySelector('#answer').textContent.length > 20`);
	const options = await scene.browser.openOwn('options/index.html');
	await options.getByRole('button', { name: 'Forget key' }).click();
	await options.getByRole('status').filter({ hasText: 'forgotten' }).waitFor();
	await panel.until(`!document.querySelector('#welcome').hidden`);
	expect(await readPanel(panel)).toMatchObject({ status: '', alert: '', facts: '' });
	expect(await panel.evaluate(`document.querySelector('#result').hidden`)).toBe(true);
	// Nothing comes after it: the run was ended before anything more could be kept.
	await panel.until(`navigator.locks.query().then(({ held }) =>
		!held.some(({ name }) => name.startsWith('tab:')))`);
	expect(await panel.evaluate(`chrome.storage.session.get()`)).toEqual({});
});
