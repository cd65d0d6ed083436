import type { Page } from 'playwright-core';
import { startScene, type Scene } from './lib/scene';

let scene: Scene;

beforeAll(async () => {
	scene = await startScene();
});
afterAll(() => scene?.close());
beforeEach(() => scene.reset());

/** The page is ready when its fields are open: a field that is closed takes no focus. */
const untilOpen = (page: Page) => page.locator('#fields:enabled').waitFor();

async function openOptions(): Promise<Page> {
	const page = await scene.browser.openOwn('options/index.html');
	await untilOpen(page);
	return page;
}
async function reload(page: Page): Promise<void> {
	await page.reload();
	await untilOpen(page);
}

const noteOf = (page: Page, id: string) => page.locator(`#${id}-note`);

async function save(page: Page): Promise<void> {
	await page.getByRole('button', { name: 'Save', exact: true }).click();
	await page.getByRole('status').filter({ hasText: 'Saved.' }).waitFor();
}

async function preferences(page: Page): Promise<Record<string, unknown>> {
	return page.evaluate(
		async () =>
			(await chrome.storage.local.get('preferences')).preferences as Record<string, unknown>,
	);
}

/** What a field offers: value and label. */
async function offered(page: Page, label: string): Promise<Array<[string, string]>> {
	const id = await page.getByLabel(label, { exact: true }).getAttribute('id');
	await page.getByLabel(label, { exact: true }).focus();
	await page.waitForFunction((list) => document.querySelector(`#${list}-list option`), id);
	return page
		.locator(`#${id}-list option`)
		.evaluateAll((options) =>
			(options as HTMLOptionElement[]).map(({ value, label: name }) => [value, name]),
		);
}

/** Gives every page from now on these voices of the browser: a machine without sound has none. */
async function openWithBrowserVoices(): Promise<Page> {
	const page = await scene.browser.context.newPage();
	await page.addInitScript(() => {
		const voices = [
			{ name: 'Anna', lang: 'de-DE', localService: true, voiceURI: 'Anna' },
			{ name: 'Far voice', lang: 'en-GB', localService: false, voiceURI: 'far' },
		];
		speechSynthesis.getVoices = () => voices as SpeechSynthesisVoice[];
	});
	await page.goto(`chrome-extension://${scene.browser.extensionId}/options/index.html`);
	await untilOpen(page);
	return page;
}

test('each model field offers the models of the live catalogue that fit it', async () => {
	const page = await openOptions();
	expect(scene.api.requests).toHaveLength(0);
	const chat = await offered(page, 'Chat model');
	const vision = await offered(page, 'Vision model');
	const speech = await offered(page, 'Speech model');
	const search = await offered(page, 'Search model');
	const ids = (list: Array<[string, string]>) => list.map(([id]) => id);
	expect(chat.length).toBeGreaterThan(100);
	expect(vision.length).toBeGreaterThan(10);
	expect(vision.length).toBeLessThan(chat.length);
	expect(search.length).toBeGreaterThan(0);
	expect(search.length).toBeLessThan(chat.length);
	expect(speech.length).toBeGreaterThan(10);
	for (const id of [...ids(vision), ...ids(search)]) expect(ids(chat)).toContain(id);
	expect(ids(speech).filter((id) => ids(chat).includes(id))).toEqual([]);
	// What one chooses by: who made it and what it costs.
	expect(chat.filter(([, label]) => / · .*\$/.test(label)).length).toBeGreaterThan(10);
	// The catalogue is large: all fields share one.
	expect(scene.api.requests.filter(({ path }) => path === '/v1/models')).toHaveLength(1);
});

test('a model that the catalogue does not list is warned of, and saved', async () => {
	const page = await openOptions();
	const field = page.getByLabel('Vision model');
	await offered(page, 'Vision model');
	expect(await noteOf(page, 'vision-model').textContent()).toBe('');
	await field.fill('maker/next-year');
	await field.press('Tab');
	await noteOf(page, 'vision-model').filter({ hasText: 'The API lists no such model' }).waitFor();
	await save(page);
	expect(await preferences(page)).toMatchObject({ visionModel: 'maker/next-year' });
	await field.fill('');
	await field.press('Tab');
	await noteOf(page, 'vision-model').filter({ hasText: /^$/ }).waitFor({ state: 'attached' });
	await save(page);
	expect(await field.inputValue()).not.toBe('');
});

test('without a catalogue any model can be used, and it is asked for again', async () => {
	const page = await openOptions();
	scene.api.addFault({ route: 'GET /v1/models', kind: 401 });
	await page.getByLabel('Chat model').focus();
	await noteOf(page, 'chat-model').filter({ hasText: 'any model id works' }).waitFor();
	await page.getByLabel('Vision model').focus();
	await page.getByLabel('Chat model').focus();
	await noteOf(page, 'chat-model').filter({ hasText: /^$/ }).waitFor({ state: 'attached' });
	expect((await offered(page, 'Chat model')).length).toBeGreaterThan(100);
});

test('voices are those of the chosen speech model and of the browser', async () => {
	const page = await openWithBrowserVoices();
	const voice = page.getByLabel('Voice', { exact: true });
	const groups = () =>
		voice.evaluate((list) =>
			[...list.querySelectorAll('optgroup')].map(({ label, children }) => [
				label,
				[...children].map((option) => (option as HTMLOptionElement).label),
			]),
		);
	expect(scene.api.requests).toHaveLength(0);
	await voice.focus();
	await voice.locator('option', { hasText: 'shimmer' }).waitFor({ state: 'attached' });
	expect(await groups()).toEqual([
		['Voices of the speech model', expect.arrayContaining(['alloy', 'shimmer'])],
		['Voices of the browser', ['Anna · German (Germany)', 'Far voice · British English · online']],
	]);
	await voice.selectOption('shimmer');
	await save(page);
	await reload(page);
	expect(await voice.inputValue()).toBe('shimmer');

	// Another model has other voices: the chosen one is not kept in silence.
	const model = page.getByLabel('Speech model');
	await model.fill('deepgram/aura');
	await model.press('Tab');
	await noteOf(page, 'voice').filter({ hasText: 'has no voice “shimmer”' }).waitFor();
	expect(await voice.inputValue()).toBe('');
	// A voice of the browser suits every model.
	await voice.selectOption({ label: 'Anna · German (Germany)' });
	await model.fill('openai/tts-1');
	await model.press('Tab');
	await voice.locator('option', { hasText: 'shimmer' }).waitFor({ state: 'attached' });
	await save(page);
	expect(await preferences(page)).toMatchObject({
		speechModel: 'openai/tts-1',
		voice: 'browser:Anna',
	});
});

test('when the voices cannot be read, the chosen one stays', async () => {
	const page = await openOptions();
	const preferences = { speechModel: 'maker/next-year', voice: 'somebody' };
	await page.evaluate((values) => chrome.storage.local.set(values), { preferences });
	await reload(page);
	await page.getByLabel('Speech model').focus();
	await noteOf(page, 'voice').filter({ hasText: 'maker/next-year could not be loaded' }).waitFor();
	expect(await page.getByLabel('Voice', { exact: true }).inputValue()).toBe('somebody');
});

test('the speed is set by keyboard and told in words', async () => {
	const page = await openOptions();
	const speed = page.getByRole('slider', { name: 'Speech speed' });
	expect(await speed.getAttribute('aria-valuetext')).toBe('1.0 times the normal speed');
	for (let press = 0; press < 5; press++) await speed.press('ArrowUp');
	expect(await speed.getAttribute('aria-valuetext')).toBe('1.5 times the normal speed');
	await page.getByText('1.5×').waitFor();
	await save(page);
	expect(await preferences(page)).toMatchObject({ speechSpeed: 1.5 });
	await speed.press('End');
	await save(page);
	expect(await preferences(page)).toMatchObject({ speechSpeed: 3 });
});

test('length and language of summaries are chosen from lists', async () => {
	const page = await openOptions();
	await page.getByLabel('Summary length').selectOption('Long');
	const language = page.getByLabel('Summary language');
	expect(await language.locator('option').first().innerText()).toBe('Language of the page');
	await language.selectOption('German');
	await save(page);
	expect(await preferences(page)).toMatchObject({ summaryLength: 'long', summaryLanguage: 'de' });
	await reload(page);
	expect(await language.inputValue()).toBe('de');
	// A language that a later version offers is kept by an earlier one.
	await page.evaluate(() => chrome.storage.local.set({ preferences: { summaryLanguage: 'rm' } }));
	await reload(page);
	expect(await language.inputValue()).toBe('rm');
});

test.each(['Summary prompt', 'Image prompt'])(
	'%s is kept, and its default comes back',
	async (name) => {
		const page = await openOptions();
		const prompt = page.getByRole('textbox', { name });
		const byDefault = await prompt.inputValue();
		// The image prompt can be read and changed; a summary needs no wish.
		expect(byDefault !== '').toBe(name === 'Image prompt');
		await prompt.fill(' Explain technical terms.\nBe brief. ');
		await save(page);
		await reload(page);
		expect(await prompt.inputValue()).toBe('Explain technical terms.\nBe brief.');
		await page.getByRole('button', { name: `Use the default ${name}` }).click();
		expect(await prompt.inputValue()).toBe(byDefault);
		await save(page);
		expect(await preferences(page)).toMatchObject({ summaryPrompt: '', imagePrompt: '' });
	},
);

test('the speed of the player is followed, unless another one was chosen here', async () => {
	const page = await openOptions();
	const speed = page.getByLabel('Speech speed', { exact: true });
	const play = (speechSpeed: number) =>
		page.evaluate(
			(value) => chrome.storage.local.set({ preferences: { speechSpeed: value } }),
			speechSpeed,
		);
	await play(2);
	await page.waitForFunction(
		() => document.querySelector<HTMLInputElement>('#speech-speed')!.value === '2',
	);
	expect(await page.locator('#speech-speed-value').innerText()).toBe('2.0×');
	await speed.fill('1.5');
	await play(2.5);
	await save(page);
	expect(await preferences(page)).toMatchObject({ speechSpeed: 1.5 });
	await play(3);
	await page.waitForFunction(
		() => document.querySelector<HTMLInputElement>('#speech-speed')!.value === '3',
	);
});

test('spending is shown as it grows, and set back', async () => {
	const page = await openOptions();
	const sums = () => page.locator('dd').allInnerTexts();
	expect(await sums()).toEqual(['$0.00', '$0.00']);
	await page.evaluate(async () => {
		await chrome.storage.local.set({ spending: 12.3456 });
		await chrome.storage.session.set({ spending: 0.00042 });
	});
	await page.getByText('$0.00042').waitFor();
	expect(await sums()).toEqual(['$0.00042', '$12.35']);
	await page.getByRole('button', { name: 'Reset Spending' }).click();
	await page.getByRole('status').filter({ hasText: 'start again' }).waitFor();
	await page.getByText('$0.00042').waitFor({ state: 'detached' });
	expect(await sums()).toEqual(['$0.00', '$0.00']);
});

test('at 320 pixels and 200 % nothing is cut off, in forced colours', async () => {
	const page = await openOptions();
	// 320 pixels at 200 % are 160 of the page's own.
	await page.setViewportSize({ width: 160, height: 280 });
	await page.emulateMedia({ forcedColors: 'active' });
	const tooWide = await page.evaluate(() =>
		[...document.querySelectorAll('body, main, button, label, p, dd')]
			.filter((element) => element.scrollWidth > document.documentElement.clientWidth)
			.map((element) => `${element.tagName} ${element.id} ${element.scrollWidth}`),
	);
	expect(tooWide).toEqual([]);
	expect(
		await page.evaluate(
			() => document.documentElement.scrollWidth <= document.documentElement.clientWidth,
		),
	).toBe(true);
});

test('a key pressed in the middle of the form never hides the field behind the bar', async () => {
	const page = await openOptions();
	await page.setViewportSize({ width: 500, height: 600 });
	await page.getByLabel('API key').focus();
	for (let step = 0; step < 18; step++) {
		await page.keyboard.press('Tab');
		const hidden = await page.evaluate(() => {
			const focused = document.activeElement!;
			const bar = document.querySelector('.bar')!;
			return !bar.contains(focused) &&
				focused.getBoundingClientRect().top >= bar.getBoundingClientRect().top
				? focused.id
				: '';
		});
		expect(hidden).toBe('');
	}
});
