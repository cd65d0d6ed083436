import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { extensionFolder } from '../scripts/lib/paths';
import { startChromium } from '../test/browser/lib/chromium-with-extension';
import { startFixedAnswer } from '../test/browser/lib/fixed-answer';
import { startPageServer } from '../test/browser/lib/page-server';
import { untilStatus } from '../test/browser/lib/panel-driver';
import type { RemotePage } from '../test/browser/lib/remote-page';

/** Characters of the answer. */
const LENGTH = 6400;
/** Milliseconds between two pieces of it: about 400 tokens a second, faster than models are. */
const PAUSE = 2;
/** How often the whole answer is drawn again with a few more characters. */
const ROUNDS = 50;

/**
 * What drawing a long answer costs while it arrives: in how many drawings the panel shows it, and how
 * long one takes, from the Markdown to the layout, in the production build.
 */
export async function measure(): Promise<Record<string, number>> {
	const model = await startFixedAnswer(PAUSE);
	const site = await startPageServer();
	const browser = await startChromium(model.port);
	try {
		const worker = await browser.worker();
		await worker.evaluate(() => chrome.storage.session.set({ apiKey: 'bench' }));
		await browser.clickToolbarIcon(await browser.open(`${site.url}/article.html`));
		const panel = await browser.panel();
		model.say(answerOf(LENGTH));
		const { drawings, seconds } = await countDrawings(panel);
		const { first, again } = await timeDrawings(panel);
		return {
			'answer: drawings of 6.4 kB in 915 pieces': drawings,
			'answer: drawings in a second': drawings / seconds,
			'answer: draw 6.4 kB again (ms)': again,
			'answer: draw 6.4 kB at once (ms)': first,
		};
	} finally {
		await browser.close();
		await Promise.all([model.close(), site.close()]);
	}
}

/** Headings, emphasis, links, code and nested lists, as models like them. */
function answerOf(length: number): string {
	const chapter = (number: number) => `## Chapter ${number}

Of **the first importance** is [the source](https://example.com/${number}), and \`code ${number}\` as well.

- One point with *emphasis*
  - and one below it, number ${number}
- Another point, a little longer than the one before it

1. To begin with, this
2. and then that

`;
	return Array.from({ length: 50 }, (_, index) => chapter(index + 1))
		.join('')
		.slice(0, length);
}

async function countDrawings(panel: RemotePage): Promise<{ drawings: number; seconds: number }> {
	await panel.evaluate(`(() => {
		window.drawings = [];
		new MutationObserver(() => drawings.push(performance.now())).observe(
			document.querySelector('#answer'), { childList: true, subtree: true, characterData: true });
	})()`);
	await panel.click('#summarize');
	await untilStatus(panel, 'Summary ready.');
	const [drawings, milliseconds] = await panel.evaluate<[number, number]>(
		'[drawings.length, drawings.at(-1) - drawings[0]]',
	);
	return { drawings, seconds: milliseconds / 1000 };
}

/** Medians in milliseconds: of a first drawing, and of one after some more characters. */
function timeDrawings(panel: RemotePage): Promise<{ first: number; again: number }> {
	const chunk = readdirSync(join(extensionFolder, 'assets')).find((name) =>
		/^markdown-.*\.js$/.test(name),
	);
	return panel.evaluate(`(async () => {
		const { renderMarkdown } = await import('/assets/${chunk}');
		const text = ${JSON.stringify(answerOf(LENGTH))};
		const container = document.querySelector('#answer');
		const time = (markdown) => {
			const start = performance.now();
			renderMarkdown(markdown, container);
			container.offsetHeight;
			return performance.now() - start;
		};
		const first = [], again = [];
		for (let round = ${ROUNDS}; round > 0; round--) {
			await new Promise((resolve) => requestAnimationFrame(resolve));
			again.push(time(text.slice(0, text.length - round)));
		}
		for (let round = 0; round < ${ROUNDS}; round++) {
			container.replaceChildren();
			await new Promise((resolve) => requestAnimationFrame(resolve));
			first.push(time(text));
		}
		const median = (values) => values.sort((a, b) => a - b)[values.length >> 1];
		return { first: median(first), again: median(again) };
	})()`);
}
