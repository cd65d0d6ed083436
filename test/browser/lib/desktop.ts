import { execFile, spawn } from 'node:child_process';
import { promisify } from 'node:util';

/** A screen that nobody sees, with a real keyboard and mouse. */
export interface Desktop {
	/** Of the X server, e.g. `:99`. */
	readonly display: string;
	/** Presses a key with what is held, as xdotool names it, e.g. `alt+shift+u`. */
	press(...keys: string[]): Promise<void>;
	/** Clicks at a place of the screen, in pixels. */
	click(x: number, y: number, button: 'left' | 'right'): Promise<void>;
	/** Gives the keyboard to the newest window of the browser. */
	focusBrowser(): Promise<void>;
	close(): Promise<void>;
}

const run = promisify(execFile);
/** Milliseconds one command of xdotool may take. */
const PATIENCE = 20_000;

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
	return {
		display,
		async press(...keys) {
			await xdotool('key', '--clearmodifiers', '--delay', '60', ...keys);
		},
		async click(x, y, button) {
			await xdotool('mousemove', String(Math.round(x)), String(Math.round(y)));
			await xdotool('click', button === 'left' ? '1' : '3');
		},
		async focusBrowser() {
			const windows = (await xdotool('search', '--onlyvisible', '--class', 'chromium')).split('\n');
			await xdotool('windowfocus', '--sync', windows.at(-1)!);
		},
		async close() {
			server.removeAllListeners('exit');
			const ended = new Promise((resolve) => server.once('exit', resolve));
			server.kill();
			await ended;
		},
	};
}
