import { listen } from './lib/listener';
import type { RemotePage } from './lib/remote-page';
import { startScene, type Scene } from './lib/scene';
import { waitFor } from './lib/wait';

let scene: Scene;

beforeAll(async () => {
	scene = await startScene();
});
afterAll(() => scene?.close());
beforeEach(() => scene.reset());

const speechRequests = () => scene.api.requests.filter(({ path }) => path === '/v1/tts');
const textOf = (index: number) => (speechRequests()[index]?.body as { text: string }).text;

/** A model whose sandbox voice is a hum in WAV, so that its signal can be seen. */
async function prefer(preferences: object = {}): Promise<void> {
	await (
		await scene.browser.worker()
	).evaluate((values) => chrome.storage.local.set({ preferences: values }), {
		speechModel: 'inworld/tts-1',
		...preferences,
	});
}

const untilSaid = (panel: RemotePage, status: string, timeout = 20_000) =>
	panel.until(
		`document.querySelector('#player-status').textContent === ${JSON.stringify(status)}`,
		timeout,
	);

test('a click reads the article: real sound, from the CDN, without the key, to its end', async () => {
	await scene.giveKey();
	await prefer({ speechSpeed: 3 });
	scene.api.set({ latency: 300 });
	const { panel } = await scene.openPanelOn('/article.html');
	await panel.click('#read-aloud');
	const listener = await listen(scene);
	await untilSaid(panel, 'Reading aloud.');
	await untilSaid(panel, 'Finished reading.');
	const sounds = await listener.heard();
	console.log(
		JSON.stringify(sounds, null, 1),
		speechRequests().map((r) => [(r.body as any).text.length, r.at]),
	);
	console.log(await panel.evaluate(`document.querySelector('#player').innerText`));
	expect(sounds.length).toBe(speechRequests().length);
});
void textOf;
void waitFor;
