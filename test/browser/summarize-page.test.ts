import { PARALLEL_PARTS } from '../../extension/features/summarize-page';
import {
	readPanel,
	readRecording,
	startRecording,
	untilAlert,
	untilStatus,
} from './lib/panel-driver';
import { startScene, type Scene } from './lib/scene';
import { waitFor } from './lib/wait';

let scene: Scene;

beforeAll(async () => {
	scene = await startScene();
});
afterAll(() => scene?.close());
beforeEach(() => scene.reset());

const CHAT = 'POST /v1/chat/completions';
const chatRequests = () => scene.api.requests.filter(({ path }) => path.includes('/chat/'));

test('who waits long hears that work goes on, and Escape takes the focus out of nothing', async () => {
	await scene.giveKey();
	const release = scene.api.hold(CHAT);
	const { panel } = await scene.openPanelOn('/article.html');
	await panel.click('#summarize');
	await untilStatus(panel, 'Summarizing…');
	await untilStatus(panel, 'Still working…');
	await panel.evaluate(
		`addEventListener('keydown', (event) => (window.wasPrevented = event.defaultPrevented))`,
	);
	await panel.press('Escape');
	await untilStatus(panel, 'Stopped.');
	expect(await panel.evaluate('window.wasPrevented')).toBe(true);
	release();
});

test('the toolbar action opens the panel, and a click streams a summary of the article', async () => {
	await scene.giveKey();
	scene.api.set({ tokenDelay: 15 });
	const { panel } = await scene.openPanelOn('/article.html');
	expect(scene.api.requests).toHaveLength(0);
	await startRecording(panel);
	const release = scene.api.hold(CHAT);
	await panel.click('#summarize');
	await untilStatus(panel, 'Summarizing…');
	expect((await readPanel(panel)).busy).toBe(true);
	release();
	const { summary, busy, facts } = await untilStatus(panel, 'Summary ready.');
	const { summaries, statuses, spoken } = await readRecording(panel);

	expect(summaries.length).toBeGreaterThan(3);
	expect(summary).toContain('Tide mills turned the rise and fall of the sea into flour');
	expect(summary).not.toMatch(/cookies|subscribe|rights reserved/i);
	expect(busy).toBe(false);
	expect(facts).toMatch(/^\$0\.000\d+ · gpt-4o-mini$/);
	expect(statuses.slice(0, 2)).toEqual(['Reading the page…', 'Summarizing…']);
	expect(spoken.length).toBeGreaterThan(1);
	for (const piece of spoken) expect(piece).toMatch(/^[A-Z].*[.!?]$/);
	expect(spoken.join(' ')).toBe(summary.replace(/\s+/g, ' '));
	expect(chatRequests()).toHaveLength(1);
	expect(chatRequests()[0]?.headers.authorization).toBe(`Bearer ${scene.api.apiKey}`);
});

test('the first text takes the focus to the result, unless the user has gone elsewhere', async () => {
	await scene.giveKey();
	const { panel } = await scene.openPanelOn('/article.html');
	await panel.evaluate(`document.querySelector('#summarize').focus()`);
	await panel.press('Enter');
	await untilStatus(panel, 'Summary ready.');
	expect(await panel.evaluate('document.activeElement.id')).toBe('result');

	const release = scene.api.hold(CHAT);
	await panel.evaluate(`document.querySelector('#summarize').focus()`);
	await panel.press('Enter');
	await panel.press('Tab');
	expect(await panel.evaluate('document.activeElement.id')).toBe('stop');
	release();
	await untilStatus(panel, 'Summary ready.');
	expect(await panel.evaluate('document.activeElement.id')).toBe('stop');
});

test.each([
	['Stop', async (panel) => panel.click('#stop')],
	['Escape', async (panel) => panel.press('Escape')],
] satisfies Array<
	[string, (panel: Awaited<ReturnType<Scene['openPanelOn']>>['panel']) => Promise<void>]
>)('%s ends the request and says so; what arrived stays', async (_name, stop) => {
	await scene.giveKey();
	scene.hangStream();
	const { panel } = await scene.openPanelOn('/article.html');
	await panel.click('#summarize');
	await panel.until(`document.querySelector('#answer').textContent.length > 10`);
	await stop(panel);
	const { summary, busy } = await untilStatus(panel, 'Stopped.');
	expect(summary.length).toBeGreaterThan(10);
	expect(busy).toBe(false);
	await waitFor('the server to see the end', () => chatRequests()[0]?.closedEarly);
	expect(chatRequests()).toHaveLength(1);
});

test('what is stopped before its first word takes no earlier answer away', async () => {
	await scene.giveKey();
	const { panel } = await scene.openPanelOn('/article.html');
	await panel.click('#summarize');
	const { summary } = await untilStatus(panel, 'Summary ready.');
	const release = scene.api.hold('POST /v1/chat/completions');
	await panel.click('#summarize');
	await untilStatus(panel, 'Summarizing…');
	await panel.press('Escape');
	expect((await untilStatus(panel, 'Stopped.')).summary).toBe(summary);
	release();
});

test('a page of 100,000 words is summarized in parallel parts that are put together', async () => {
	await scene.giveKey();
	scene.api.set({ latency: 100 });
	const { panel } = await scene.openPanelOn('/long.html');
	await startRecording(panel);
	await panel.click('#summarize');
	const { summary } = await untilStatus(panel, 'Summary ready.');
	const { statuses } = await readRecording(panel);
	const requests = chatRequests();
	const isStream = ({ body }: (typeof requests)[number]) =>
		(body as { stream?: boolean }).stream === true;

	expect(summary).toContain('entry');
	expect(requests.length).toBeGreaterThan(3);
	expect(requests.length).toBeLessThanOrEqual(12);
	expect(requests.filter(isStream)).toEqual([requests.at(-1)]);
	expect(scene.api.maxInFlight).toBeGreaterThan(1);
	expect(scene.api.maxInFlight).toBeLessThanOrEqual(PARALLEL_PARTS);
	expect(statuses).toContain(`Summarizing part 1 of ${requests.length - 1}…`);
	expect(statuses).toContain('Putting the parts together…');
	expect((await readPanel(panel)).facts).toMatch(/^\$0\.\d+/);
});

test('a part that is too long for the model is halved; nothing that was answered is asked again', async () => {
	await scene.giveKey();
	scene.api.addFault({
		route: CHAT,
		kind: 400,
		message: "This model's maximum context length is 16385 tokens.",
	});
	const { panel } = await scene.openPanelOn('/long.html');
	await panel.click('#summarize');
	await untilStatus(panel, 'Summary ready.');
	const parts = chatRequests()
		.filter(({ status }) => status === 200)
		.map(({ body }) => JSON.stringify((body as { messages: unknown[] }).messages[1]).slice(60));
	expect(new Set(parts).size).toBe(parts.length);
	expect(chatRequests().length).toBeLessThan(20);
});

test('after a failed part no other begins, and the next try pays only for what is missing', async () => {
	await scene.giveKey();
	scene.api.set({ latency: 50 });
	scene.api.addFault({ route: CHAT, kind: 500 });
	const { panel } = await scene.openPanelOn('/long.html');
	await panel.click('#summarize');
	const { alert } = await untilAlert(panel);
	expect(alert).toContain('The API has a fault at the moment');
	expect(chatRequests().length).toBeLessThanOrEqual(PARALLEL_PARTS);

	await panel.click('#summarize');
	await untilStatus(panel, 'Summary ready.');
	const parts = chatRequests()
		.filter(({ status }) => status === 200)
		.map(({ body }) => (body as { messages: Array<{ content: string }> }).messages[1]!.content)
		.map((content) => content.replace(/[\da-f-]{8,}/g, ''));
	expect(new Set(parts).size).toBe(parts.length);
	expect(chatRequests().filter(({ status }) => status !== 200)).toHaveLength(1);
});

test('a page without an article is read by its visible text', async () => {
	await scene.giveKey();
	const { panel } = await scene.openPanelOn('/forum.html');
	await panel.click('#summarize');
	await untilStatus(panel, 'Summary ready.');
	const sent = JSON.stringify(chatRequests()[0]?.body);
	expect(sent).toContain('Seam sealer, two coats.');
	expect(sent).not.toContain('hidden and must not be read');
});
