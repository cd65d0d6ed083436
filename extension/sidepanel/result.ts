import { elementById } from '../shared/element';
import { isRunning, type TabState } from '../shared/tab-state';
import { throttle } from '../shared/throttle';
import { createAnnouncer } from '../shared/announcer';

/** The region with the summary. */
export interface Result {
	/** Shows the state's text; true when this is the first text of its run. */
	show(state: TabState | undefined): boolean;
	focus(): void;
}

/** Milliseconds between two drawings while text arrives. */
const DRAW_INTERVAL = 100;

/** Loaded beside the page, since nothing needs it before the first word of an answer. */
const markdown = import('../shared/markdown');

/** Draws the summary while it arrives and has it spoken sentence by sentence. */
export function createResult(): Result {
	const region = elementById('result', HTMLElement);
	const source = elementById('source', HTMLElement);
	const summary = elementById('summary', HTMLElement);
	const announcer = createAnnouncer(elementById('announcements', HTMLElement));
	let shown: TabState | undefined;

	const draw = throttle(DRAW_INTERVAL, async () => {
		const { renderMarkdown } = await markdown;
		renderMarkdown(shown?.text ?? '', summary);
	});

	return {
		show(state) {
			const before = shown;
			shown = state;
			const sameRun = before !== undefined && before.run === state?.run;
			const running = isRunning(state);
			region.hidden = !state?.text;
			region.ariaBusy = String(running);
			source.textContent = state?.page ? state.page.title || new URL(state.page.url).host : '';
			if (!sameRun) announcer.reset(state?.text.length);
			else if (running) announcer.read(state?.text ?? '');
			else if (isRunning(before)) announcer.finish(state?.text ?? '');
			const isFirst = sameRun && !before.text && Boolean(state?.text);
			if (state?.text !== before?.text) draw.call();
			// The first word, the last one and another tab's summary do not wait for their turn.
			if (isFirst || !sameRun || !running) draw.flush();
			return isFirst;
		},
		focus: () => region.focus(),
	};
}
