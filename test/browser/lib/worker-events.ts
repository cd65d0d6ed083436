/// <reference types="chrome" />
import type { ChromiumWithExtension } from './chromium-with-extension';

type Dispatcher = { dispatch(...values: unknown[]): void };

/** Delivers a shortcut to the worker's real listener, without the key press. */
export async function dispatchCommand(
	browser: ChromiumWithExtension,
	command: string,
): Promise<void> {
	const worker = await browser.worker();
	await worker.evaluate(async (name) => {
		const [tab] = await chrome.tabs.query({ active: true });
		(chrome.commands.onCommand as unknown as Dispatcher).dispatch(name, tab);
	}, command);
}

/**
 * Delivers a click on an entry of the context menu to the worker's real listener, without the click.
 * @returns when it did, in milliseconds since 1970
 */
export async function dispatchMenu(
	browser: ChromiumWithExtension,
	menuItemId: string,
	info: Partial<chrome.contextMenus.OnClickData> = {},
): Promise<number> {
	const worker = await browser.worker();
	return worker.evaluate(
		async (data) => {
			const [tab] = await chrome.tabs.query({ active: true });
			const moment = performance.timeOrigin + performance.now();
			(chrome.contextMenus.onClicked as unknown as Dispatcher).dispatch(data, tab);
			return moment;
		},
		{ menuItemId, ...info },
	);
}
