import { setTimeout as sleep } from 'node:timers/promises';
import { startScene } from '../test/browser/lib/scene';
import type { RemotePage } from '../test/browser/lib/remote-page';
import { timeBare } from './lib/bare';
import { median } from './lib/median';

const RUNS = 25;
/** Milliseconds a finger stays on a button. */
const PRESS = 80;
/** Milliseconds; the screen is drawn 60 times a second. */
const FRAME = 1000 / 60;

/** From the press of "Summarize page" to the moments after it, as the panel itself sees them. */
interface Times {
	readonly painted: number;
	readonly finished: number;
}

/**
 * What the extension adds to an answer: the sandbox answers at once, so that all that is measured is
 * reading the page, asking, and drawing, in the production build and the real side panel.
 */
export async function measure(): Promise<Record<string, number>> {
	const scene = await startScene();
	try {
		await scene.giveKey();
		const { panel } = await scene.openPanelOn('/article.html');
		await watchTimes(panel);
		const runs: Times[] = [];
		for (let run = 0; run < RUNS; run++) {
			const times = panel.evaluate<Times>('nextTimes()');
			await pressAtAnyTime(panel, '#summarize');
			runs.push(await times);
		}
		const painted = median(runs.map(({ painted }) => painted));
		return {
			'panel: click to first painted token (ms)': painted,
			'panel: the same / a bare request, drawn': painted / (await timeBare(panel, 'firstWords')),
			'panel: the same, first run (ms)': runs[0]?.painted ?? NaN,
			'panel: the same, fastest run (ms)': Math.min(...runs.map(({ painted }) => painted)),
			'panel: click to the whole summary (ms)': median(runs.map(({ finished }) => finished)),
		};
	} finally {
		await scene.close();
	}
}

/**
 * A click at no special moment between two frames. `RemotePage.click` comes right after one: it would
 * always wait for nearly the whole of the next.
 */
async function pressAtAnyTime(panel: RemotePage, selector: string): Promise<void> {
	const place = await panel.evaluate<{ x: number; y: number }>(
		`(({ left, top, width, height }) => ({ x: left + width / 2, y: top + height / 2 }))(
			document.querySelector('${selector}').getBoundingClientRect())`,
	);
	const send = (type: string) =>
		panel.send('Input.dispatchMouseEvent', { type, ...place, button: 'left', clickCount: 1 });
	await send('mousePressed');
	await sleep(PRESS + Math.random() * FRAME);
	await send('mouseReleased');
}

/**
 * Defines `nextTimes()`, which waits for the times of the next run. Painted is the task after the
 * frame in which the first text was there.
 */
async function watchTimes(panel: RemotePage): Promise<void> {
	await panel.evaluate(`(() => {
		const result = document.querySelector('#result');
		const summary = document.querySelector('#answer');
		const status = document.querySelector('#status');
		let clicked, step, painted, tell;
		window.nextTimes = () => new Promise((resolve) => (tell = resolve));
		document.querySelector('#summarize').addEventListener('click', (event) => {
			clicked = event.timeStamp;
			step = 'cleared';
		}, { capture: true });
		const afterFrame = (note) => requestAnimationFrame(() => {
			const { port1, port2 } = new MessageChannel();
			port1.onmessage = () => note(performance.now() - clicked);
			port2.postMessage('');
		});
		new MutationObserver(() => {
			if (step === 'cleared' && result.hidden) step = 'painted';
			if (step === 'painted' && !result.hidden && summary.textContent) {
				step = 'finished';
				afterFrame((time) => (painted = time));
			}
			if (step === 'finished' && status.textContent === 'Summary ready.') {
				step = undefined;
				afterFrame((finished) => tell({ painted, finished }));
			}
		}).observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true });
	})()`);
}
