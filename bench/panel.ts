import { startScene } from '../test/browser/lib/scene';
import type { RemotePage } from '../test/browser/lib/remote-page';

const RUNS = 15;

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
			await panel.click('#summarize');
			runs.push(await times);
		}
		return {
			'panel: click to first painted token (ms)': median(runs.map(({ painted }) => painted)),
			'panel: the same, first run (ms)': runs[0]?.painted ?? NaN,
			'panel: click to the whole summary (ms)': median(runs.map(({ finished }) => finished)),
		};
	} finally {
		await scene.close();
	}
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

function median(values: readonly number[]): number {
	return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}
