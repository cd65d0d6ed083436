import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { EXTENSION_FOLDER } from './lib/chromium-with-extension';
import { startScene, type Scene } from './lib/scene';

const manifest = JSON.parse(readFileSync(join(EXTENSION_FOLDER, 'manifest.json'), 'utf8'));
const files = readdirSync(EXTENSION_FOLDER, { recursive: true }).map(String);

let scene: Scene;

beforeAll(async () => {
	scene = await startScene();
});
afterAll(() => scene?.close());

/** What the browser itself says about the extension, as on its page of extensions. */
interface ExtensionInfo {
	readonly manifestErrors: readonly unknown[];
	readonly runtimeErrors: readonly unknown[];
	readonly installWarnings?: readonly unknown[];
	readonly permissions: { readonly simplePermissions: ReadonlyArray<{ message: string }> };
	readonly commands: ReadonlyArray<{ name: string; keybinding: string }>;
	readonly state: string;
}

test('it asks for no more than it needs', () => {
	expect(manifest.permissions).toEqual([
		'activeTab',
		'contextMenus',
		'offscreen',
		'scripting',
		'sidePanel',
		'storage',
	]);
	expect(manifest.host_permissions).toEqual([
		'https://api.aimlapi.com/*',
		'https://cdn.aimlapi.com/*',
	]);
	expect(manifest).not.toHaveProperty('content_scripts');
	expect(manifest).not.toHaveProperty('web_accessible_resources');
	expect(manifest).not.toHaveProperty('externally_connectable');
});

test('its policy lets only its own files run', () => {
	const policy = manifest.content_security_policy.extension_pages as string;
	expect(policy).toContain("default-src 'none'; script-src 'self'; style-src 'self'");
	expect(policy).toContain("require-trusted-types-for 'script'");
	expect(policy).toContain('media-src blob:;');
	expect(policy).not.toMatch(/unsafe|\*\.|script-src[^;]*http/);
});

test('browsers that cannot read an answer’s body piece by piece do not install it', () => {
	expect(Number(manifest.minimum_chrome_version)).toBeGreaterThanOrEqual(124);
});

test('no file is there twice, and none that is not used', () => {
	expect(files.filter((file) => /extract/.test(file)).sort()).toEqual([
		expect.stringMatching(/^assets\/extract-result-[^/]+\.js$/),
		'content/extract-pdf.js',
		'content/extract.js',
	]);
	expect(files.filter((file) => /\.(ts|map)$/.test(file))).toEqual([]);
});

test('it loads without a warning, and its shortcuts are accepted', async () => {
	const page = await scene.browser.open('chrome://extensions');
	const info = await page.evaluate(
		(id) =>
			(
				chrome as unknown as {
					developerPrivate: { getExtensionInfo(id: string): Promise<ExtensionInfo> };
				}
			).developerPrivate.getExtensionInfo(id),
		scene.browser.extensionId,
	);
	expect(info.state).toBe('ENABLED');
	expect(info.manifestErrors).toEqual([]);
	expect(info.runtimeErrors).toEqual([]);
	expect(info.installWarnings ?? []).toEqual([]);
	expect(info.permissions.simplePermissions).toEqual([]);
	const keys = Object.fromEntries(info.commands.map(({ name, keybinding }) => [name, keybinding]));
	expect(keys).toEqual({
		_execute_action: 'Alt+Shift+S',
		'summarize-page': 'Alt+Shift+U',
		'read-selection': 'Alt+Shift+L',
		stop: 'Alt+Shift+Q',
	});
});

test('the options page opens when it is installed without a key', async () => {
	const isOptions = (url: string) => url.endsWith('/options/index.html');
	const opened = scene.browser.context.pages().some((page) => isOptions(page.url()));
	expect(opened).toBe(true);
});
