import type { CDPSession } from 'playwright-core';
import axe from 'axe-core';
import { waitFor } from './wait';

/** A violation as a test prints it. */
export interface Violation {
	readonly id: string;
	readonly help: string;
	readonly nodes: readonly string[];
}

type Json = Record<string, unknown>;

/**
 * A page Playwright does not list, such as the side panel: driven over the DevTools protocol with
 * trusted mouse and keyboard input.
 */
export class RemotePage {
	private nextId = 1;
	private readonly waiting = new Map<
		number,
		{ resolve: (result: Json) => void; reject: (error: Error) => void }
	>();

	private constructor(
		private readonly browser: CDPSession,
		private readonly sessionId: string,
		readonly targetId: string,
	) {
		browser.on('Target.receivedMessageFromTarget', (event) => {
			if (event.sessionId === sessionId) this.receive(JSON.parse(event.message) as Json);
		});
	}

	/** Attaches to a target. */
	static async attach(browser: CDPSession, targetId: string): Promise<RemotePage> {
		const { sessionId } = await browser.send('Target.attachToTarget', { targetId, flatten: false });
		const page = new RemotePage(browser, sessionId, targetId);
		await page.send('Page.enable');
		await page.send('Runtime.enable');
		return page;
	}

	/** Sends a command of the DevTools protocol. */
	send(method: string, params: Json = {}): Promise<Json> {
		const id = this.nextId++;
		const message = JSON.stringify({ id, method, params });
		return new Promise((resolve, reject) => {
			this.waiting.set(id, { resolve, reject });
			this.browser
				.send('Target.sendMessageToTarget', { sessionId: this.sessionId, message })
				.catch(reject);
		});
	}

	/** The value of a JavaScript expression; promises are waited for. */
	async evaluate<Value>(expression: string): Promise<Value> {
		const { result, exceptionDetails } = (await this.send('Runtime.evaluate', {
			expression,
			awaitPromise: true,
			returnByValue: true,
		})) as {
			result: { value: Value };
			exceptionDetails?: { exception?: { description?: string } };
		};
		if (exceptionDetails)
			throw new Error(`${exceptionDetails.exception?.description ?? 'Failed'}\nin ${expression}`);
		return result.value;
	}

	/** Waits until an expression is true. */
	async until(expression: string, timeout = 10_000): Promise<void> {
		await waitFor(expression, () => this.evaluate<boolean>(`Boolean(${expression})`), { timeout });
	}

	/** Loads the page again. */
	async reload(): Promise<void> {
		await this.evaluate('window.isOld = true');
		await this.send('Page.reload');
		// In between there is no page that could answer.
		await waitFor('the new page', () => this.evaluate<boolean>('!window.isOld').catch(() => false));
	}

	/**
	 * A trusted click at the middle of the first element that matches, once it stands still. When
	 * something moves it away in that very moment, it is clicked again.
	 */
	async click(selector: string): Promise<void> {
		for (let attempt = 0; attempt < 5; attempt++) {
			const { x, y } = await this.evaluate<{ x: number; y: number }>(
				`(async () => {
					const element = document.querySelector(${JSON.stringify(selector)});
					element.scrollIntoView({ block: 'center' });
					const place = () => JSON.stringify(element.getBoundingClientRect());
					for (let before; before !== place(); ) {
						before = place();
						await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
					}
					window.wasClicked = false;
					element.addEventListener('click', () => (window.wasClicked = true), { capture: true });
					const { left, top, width, height } = element.getBoundingClientRect();
					return { x: left + width / 2, y: top + height / 2 };
				})()`,
			);
			for (const type of ['mouseMoved', 'mousePressed', 'mouseReleased'])
				await this.send('Input.dispatchMouseEvent', {
					type,
					x,
					y,
					...(type !== 'mouseMoved' && { button: 'left', clickCount: 1 }),
				});
			// The page may be gone with the click.
			if (await this.evaluate<boolean>('window.wasClicked !== false').catch(() => true)) return;
		}
		throw new Error(`${selector} could not be clicked.`);
	}

	/** A trusted key press, e.g. `Tab`, `Enter` or `Escape`. */
	async press(
		key: 'Tab' | 'Enter' | 'Escape',
		{ shift = false, control = false } = {},
	): Promise<void> {
		const windowsVirtualKeyCode = { Tab: 9, Enter: 13, Escape: 27 }[key];
		const event = {
			key,
			code: key,
			windowsVirtualKeyCode,
			modifiers: (shift ? 8 : 0) + (control ? 2 : 0),
		};
		const text = key === 'Enter' && !control ? { text: '\r' } : {};
		await this.send('Input.dispatchKeyEvent', { type: 'keyDown', ...event, ...text });
		await this.send('Input.dispatchKeyEvent', { type: 'keyUp', ...event });
	}

	/** Media features, e.g. `{ 'prefers-color-scheme': 'dark' }`. */
	async emulateMedia(features: Record<string, string>): Promise<void> {
		await this.send('Emulation.setEmulatedMedia', {
			features: Object.entries(features).map(([name, value]) => ({ name, value })),
		});
	}

	/** What axe finds wrong with the page as it is now. */
	async accessibilityViolations(): Promise<Violation[]> {
		await this.evaluate(`${axe.source}; undefined`);
		return this.evaluate<Violation[]>(
			`axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) =>
				violations.map(({ id, help, nodes }) => ({ id, help, nodes: nodes.map(({ html }) => html) })))`,
		);
	}

	/** A picture of the page, as PNG. */
	async screenshot(): Promise<Buffer> {
		const { data } = await this.send('Page.captureScreenshot', { format: 'png' });
		return Buffer.from(String(data), 'base64');
	}

	private receive({ id, result, error }: Json): void {
		const waiting = this.waiting.get(Number(id));
		if (!waiting) return;
		this.waiting.delete(Number(id));
		if (error) waiting.reject(new Error(String((error as Json).message)));
		else waiting.resolve((result ?? {}) as Json);
	}
}
