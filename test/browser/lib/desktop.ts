import { execFile, spawn } from 'node:child_process';
import { promisify } from 'node:util';
import { waitFor } from './wait';

/** A screen that nobody sees, with a real keyboard and mouse. */
export interface Desktop {
	/** Of the X server, e.g. `:99`. */
	readonly display: string;
	/** Presses a key with what is held, as xdotool names it, e.g. `alt+shift+u`. */
	press(...keys: string[]): Promise<void>;
	/**
	 * Chooses from the menu that the right mouse button opens at a place of the screen (pixels).
	 * @param keys the way from the opened menu to the entry, one array for each menu on it
	 */
	chooseFromMenu(x: number, y: number, ...keys: ReadonlyArray<readonly string[]>): Promise<void>;
	/** Gives the keyboard to the newest window of the browser. */
	focusBrowser(): Promise<void>;
	close(): Promise<void>;
}

const run = promisify(execFile);
/** Milliseconds one command of xdotool may take. */
const PATIENCE = 20_000;
/** A page that is still being drawn opens no menu: it is clicked again so often. */
const CLICKS = 3;

/**
 * Starts an X server without a screen. A menu of the browser and its shortcuts are reached by no
 * protocol: only what comes from a keyboard and a mouse opens them.
 */
export async function startDesktop(): Promise<Desktop> {
	const server = spawn(
		'Xvfb',
		['-displayfd', '3', '-screen', '0', '1280x1000x24', '-nolisten', 'tcp'],
		{
			stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
		},
	);
	const display = await new Promise<string>((resolve, reject) => {
		server.on('error', reject);
		server.on('exit', (code) => reject(new Error(`Xvfb ended with code ${code}.`)));
		server.stdio[3]!.once('data', (number: Buffer) => resolve(`:${number.toString().trim()}`));
	});
	const xdotool = async (...values: string[]) => {
		const env = { ...process.env, DISPLAY: display };
		return (await run('xdotool', values, { env, timeout: PATIENCE })).stdout.trim();
	};
	const search = async (...values: string[]) =>
		(await xdotool('search', '--onlyvisible', ...values)).split('\n');
	/** What stands on the screen; an open menu is a window of its own, which has no class. */
	const listWindows = () => search('--maxdepth', '1', '--name', '');
	// Any other window may go meanwhile, e.g. the hint at a button.
	const untilMenus = (count: number, before: readonly string[]) =>
		waitFor(`${count} open menus`, async () => {
			const opened = (await listWindows()).filter((id) => !before.includes(id));
			return opened.length === count;
		});
	const press = async (...keys: readonly string[]) => {
		await xdotool('key', '--clearmodifiers', '--delay', '60', ...keys);
	};

	return {
		display,
		press,
		async chooseFromMenu(x, y, ...keys) {
			await xdotool('mousemove', String(Math.round(x)), String(Math.round(y)));
			const before = await listWindows();
			for (let click = 1; ; click++) {
				await xdotool('click', '3');
				try {
					await untilMenus(1, before);
					break;
				} catch (error) {
					if (click === CLICKS) throw error;
				}
			}
			for (const [index, way] of keys.entries()) {
				await untilMenus(index + 1, before);
				await press(...way);
			}
			await untilMenus(0, before);
		},
		async focusBrowser() {
			await xdotool('windowfocus', '--sync', (await search('--class', 'chromium')).at(-1)!);
		},
		async close() {
			server.removeAllListeners('exit');
			const ended = new Promise((resolve) => server.once('exit', resolve));
			server.kill();
			await ended;
		},
	};
}
