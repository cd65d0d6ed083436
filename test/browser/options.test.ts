import type { Page } from 'playwright-core';
import { startScene, type Scene } from './lib/scene';

let scene: Scene;

beforeAll(async () => {
	scene = await startScene();
});
afterAll(() => scene?.close());
beforeEach(() => scene.reset());

const openOptions = () => scene.browser.openOwn('options/index.html');
const status = (page: Page) => page.getByRole('status');
const alert = (page: Page) => page.getByRole('alert');
const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();

async function stored(page: Page) {
	return page.evaluate(async () => ({
		session: (await chrome.storage.session.get('apiKey')).apiKey,
		local: (await chrome.storage.local.get('apiKey')).apiKey,
		sync: Object.keys(await chrome.storage.sync.get()).length,
	}));
}

test('the key is kept for the session, and on the device only when asked to', async () => {
	const page = await openOptions();
	await page.getByLabel('API key').fill(`  ${scene.api.apiKey} `);
	await press(page, 'Save');
	await status(page).filter({ hasText: 'The key works.' }).waitFor();
	expect(await stored(page)).toEqual({ session: scene.api.apiKey, local: undefined, sync: 0 });

	await page.getByLabel('Remember the key on this device').check();
	await press(page, 'Save');
	await status(page)
		.filter({ hasText: /^Saved\.$/ })
		.waitFor();
	expect(await stored(page)).toEqual({ session: undefined, local: scene.api.apiKey, sync: 0 });

	await page.reload();
	await page.locator('#fields:enabled').waitFor();
	expect(await page.getByLabel('API key').inputValue()).toBe(scene.api.apiKey);
	expect(await page.getByLabel('API key').getAttribute('type')).toBe('password');
	expect(await page.getByLabel('Remember the key on this device').isChecked()).toBe(true);

	await press(page, 'Forget key');
	await status(page).filter({ hasText: 'The key is forgotten' }).waitFor();
	expect(await stored(page)).toEqual({ session: undefined, local: undefined, sync: 0 });
	expect(await page.getByLabel('API key').inputValue()).toBe('');
});

test('saving a new key proves it in the same press, and once', async () => {
	const page = await openOptions();
	await page.getByLabel('API key').fill(scene.api.apiKey);
	await press(page, 'Save');
	await status(page)
		.filter({ hasText: /^Saved\. The key works\. Balance: \$\d+\.\d\d$/ })
		.waitFor();
	await page.getByLabel('Summary length').selectOption('Long');
	await press(page, 'Save');
	await status(page)
		.filter({ hasText: /^Saved\.$/ })
		.waitFor();
	expect(scene.api.requests.map(({ path }) => path)).toEqual(['/v2/billing']);
});

test('a wrong key is saved, and said to be wrong', async () => {
	const page = await openOptions();
	await page.getByLabel('API key').fill('wrong-key');
	await press(page, 'Save');
	await alert(page)
		.filter({ hasText: /^Saved, but .*The API does not accept this key/ })
		.waitFor();
	expect(await alert(page).innerText()).toMatch(/Request id: \S{6,}/);
	expect(await status(page).innerText()).toBe('');
	expect(await stored(page)).toEqual({ session: 'wrong-key', local: undefined, sync: 0 });
});

test('offline, a new key is saved all the same', async () => {
	const page = await openOptions();
	await scene.browser.context.setOffline(true);
	try {
		await page.getByLabel('API key').fill(scene.api.apiKey);
		await press(page, 'Save');
		await alert(page)
			.filter({ hasText: /^Saved, but .*You are offline/ })
			.waitFor();
	} finally {
		await scene.browser.context.setOffline(false);
	}
	expect(await stored(page)).toEqual({ session: scene.api.apiKey, local: undefined, sync: 0 });
});

test('Forget key leaves nothing that was made with it, and keeps the other settings', async () => {
	const page = await openOptions();
	await page.getByLabel('API key').fill(scene.api.apiKey);
	await page.getByLabel('Summary length').selectOption('Short');
	await press(page, 'Save');
	await status(page).filter({ hasText: 'The key works.' }).waitFor();
	await page.evaluate(async () => {
		await chrome.storage.session.set({
			'tab:1': { text: 'An answer' },
			'paid-notes:1': { part: 'A note' },
			spending: 1,
		});
		await chrome.storage.local.set({ spending: 2 });
		await (await caches.open('speech')).put('https://speech.invalid/1', new Response('sound'));
	});
	await page.getByLabel('Chat model').fill('some/other-model');
	await press(page, 'Forget key');
	await status(page).filter({ hasText: 'The key is forgotten' }).waitFor();
	const left = await page.evaluate(async () => ({
		session: await chrome.storage.session.get(),
		local: Object.keys(await chrome.storage.local.get()),
		caches: await caches.keys(),
	}));
	expect(left).toEqual({ session: {}, local: ['preferences'], caches: [] });
	expect(await page.getByLabel('Chat model').inputValue()).toBe('some/other-model');
	await page.reload();
	await page.locator('#fields:enabled').waitFor();
	expect(await page.getByLabel('Summary length').inputValue()).toBe('short');
});

test('the way to a key is a link of the browser, and nothing is loaded for it', async () => {
	const page = await openOptions();
	const link = page.getByRole('link', { name: 'aimlapi.com/app/keys (opens in a new tab)' });
	expect(await link.getAttribute('href')).toBe('https://aimlapi.com/app/keys');
	expect(await link.getAttribute('rel')).toContain('noopener');
	expect(scene.api.requests).toHaveLength(0);
});

test('Test key tells the balance, without storing the key', async () => {
	const page = await openOptions();
	await page.getByLabel('API key').fill(scene.api.apiKey);
	await press(page, 'Test key');
	await status(page)
		.filter({ hasText: /^The key works\. Balance: \$\d+\.\d\d$/ })
		.waitFor();
	expect(await stored(page)).toEqual({ session: undefined, local: undefined, sync: 0 });
	expect(scene.api.requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
		'GET /v2/billing',
	]);
});

test('Test key tells the API’s error with its request id', async () => {
	const page = await openOptions();
	await page.getByLabel('API key').fill('wrong-key');
	await press(page, 'Test key');
	await alert(page).filter({ hasText: 'The API does not accept this key' }).waitFor();
	expect(await alert(page).innerText()).toMatch(/Request id: \S{6,}/);
	expect(await status(page).innerText()).toBe('');
});

test('what cannot be used is refused at its field', async () => {
	const page = await openOptions();
	await press(page, 'Test key');
	await alert(page).filter({ hasText: 'Enter an API key first.' }).waitFor();
	await page.getByLabel('API key').fill('schlüssel mit leerzeichen');
	await press(page, 'Save');
	await alert(page).filter({ hasText: 'exactly as your account shows it' }).waitFor();
	await page.getByLabel('API key').fill('my-key');
	for (const address of ['http://example.com', 'api.aimlapi.com', 'ftp://localhost']) {
		await page.getByLabel('API base URL').fill(address);
		await press(page, 'Save');
		await alert(page).filter({ hasText: 'begins with https://' }).waitFor();
		expect(await page.getByLabel('API base URL').getAttribute('aria-invalid')).toBe('true');
	}
	expect(await page.evaluate(() => document.activeElement?.id)).toBe('base-url');
	expect(await stored(page)).toEqual({ session: undefined, local: undefined, sync: 0 });
});

test('a base URL is accepted with a slash or a version, and an empty one is the default', async () => {
	const page = await openOptions();
	for (const address of ['https://api.aimlapi.com/', 'https://api.aimlapi.com/v1/', '']) {
		await page.getByLabel('API base URL').fill(address);
		await press(page, 'Save');
		await status(page).filter({ hasText: 'Saved.' }).waitFor();
		expect(await page.getByLabel('API base URL').inputValue()).toBe('https://api.aimlapi.com');
	}
});

test('access to another host is asked for before anything is stored', async () => {
	const page = await openOptions();
	await page.getByLabel('API key').fill('my-key');
	await page.getByLabel('API base URL').fill('https://proxy.example/v1');
	// The browser's own question cannot be answered from here: it stays open.
	await page.evaluate(() => {
		const { permissions } = chrome as unknown as {
			permissions: { request(wanted: { origins: string[] }, ...rest: unknown[]): unknown };
		};
		const request = permissions.request.bind(permissions);
		permissions.request = (wanted, ...rest) => {
			document.body.dataset.asked = wanted.origins.join();
			return request(wanted, ...rest);
		};
	});
	await press(page, 'Save');
	await page.locator('[data-asked="https://proxy.example/*"]').waitFor();
	await status(page)
		.filter({ hasText: 'The browser asks whether the extension may reach proxy.example' })
		.waitFor();
	expect(await stored(page)).toEqual({ session: undefined, local: undefined, sync: 0 });
	expect(await page.evaluate(async () => (await chrome.permissions.getAll()).origins)).toEqual([
		'https://api.aimlapi.com/*',
		'https://cdn.aimlapi.com/*',
	]);
});
