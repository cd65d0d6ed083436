import { chromium, type Browser, type Locator, type Page } from 'playwright-core';
import { findChromium } from '../../../scripts/lib/chromium';
import { OWNER } from '../../../scripts/lib/n8n-session';

/** Opening the editor loads several megabytes of scripts. Milliseconds. */
const PATIENCE = 60_000;

/** n8n's own editor in a Chromium, signed in as the owner. */
export class Editor {
	private constructor(
		private readonly browser: Browser,
		private readonly url: string,
		readonly page: Page,
	) {}

	static async open(url: string): Promise<Editor> {
		const executablePath = findChromium();
		if (!executablePath) throw new Error('No Chromium was found: install it or set CHROMIUM_PATH.');
		const browser = await chromium.launch({
			executablePath,
			args: ['--headless=new', '--no-sandbox', '--disable-gpu'],
		});
		const page = await browser.newPage({ viewport: { width: 1500, height: 1400 } });
		page.setDefaultTimeout(PATIENCE);
		const editor = new Editor(browser, url, page);
		await editor.signIn();
		return editor;
	}

	private async signIn(): Promise<void> {
		await this.page.goto(`${this.url}/signin`);
		await this.page.locator('input[name=emailOrLdapLoginId]').fill(OWNER.email);
		await this.page.locator('input[type=password]').fill(OWNER.password);
		await this.page.keyboard.press('Enter');
		await this.page.waitForURL((address) => !address.pathname.startsWith('/signin'));
	}

	async openWorkflow(id: string): Promise<void> {
		await this.page.goto(`${this.url}/workflow/${id}`);
		await this.page.locator('[data-test-id="canvas-node"]').first().waitFor();
	}

	/** Opens the form of a node, and waits until its Model Parameters have been asked for. */
	async openNode(name: string): Promise<Locator> {
		const asked = this.page.waitForResponse(/resource-mapper-fields/);
		await this.page.locator(`[data-test-id="canvas-node"][data-node-name="${name}"]`).dblclick();
		await asked;
		return this.form;
	}

	/** The form of the node that is open. */
	get form(): Locator {
		return this.page.locator('[data-test-id="ndv"]');
	}

	async closeNode(): Promise<void> {
		await this.page.locator('[data-test-id="ndv-close-button"]').first().click();
		await this.form.waitFor({ state: 'hidden' });
	}

	async close(): Promise<void> {
		await this.browser.close();
	}
}
