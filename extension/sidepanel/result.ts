import { createAnnouncer } from '../shared/answer/announcer';
import { markLanguage } from '../shared/answer/text-language';
import { elementById } from '../shared/element';
import { isRunning, subjectOf, type TabState } from '../shared/state/tab-state';
import { text } from '../shared/texts';
import { throttle } from '../shared/throttle';
import { withoutBidiControls } from '../shared/bidi';
import { TASK_TEXTS } from './task-text';

/** The region with the answer. */
export interface Result {
	/**
	 * Shows the state's text; true when this is the first text of its run.
	 * @param isAnnounced false for a text that is read aloud: it would be heard twice
	 */
	show(state: TabState | undefined, isAnnounced: boolean): boolean;
	focus(): void;
	/** Resolves when what was to be announced of the text is. */
	announced(): Promise<void>;
}

/** Milliseconds between two drawings while text arrives. */
const DRAW_INTERVAL = 100;

/** Loaded beside the page, since nothing needs it before the first word of an answer. */
const markdown = import('../shared/answer/markdown');

/** Draws the answer while it arrives and has it spoken sentence by sentence. */
export function createResult(): Result {
	const region = elementById('result', HTMLElement);
	const answer = elementById('answer', HTMLElement);
	const announcer = createAnnouncer(elementById('announcements', HTMLElement));
	let shown: TabState | undefined;

	const draw = throttle(DRAW_INTERVAL, async () => {
		const { renderMarkdown } = await markdown;
		renderMarkdown(shown?.text ?? '', answer, shown?.sources);
		await markLanguage(answer, shown?.text ?? '');
	});

	return {
		show(state, isAnnounced) {
			const before = shown;
			shown = state;
			const sameRun = before !== undefined && before.run === state?.run;
			const running = isRunning(state);
			region.hidden = !state?.text;
			region.ariaBusy = String(running);
			if (state) showSubject(state);
			if (!sameRun || !isAnnounced) announcer.reset(state?.text.length);
			else if (running) announcer.read(state?.text ?? '');
			else if (isRunning(before)) {
				// Half a sentence says nothing.
				if (state?.status === 'ready') announcer.finish(state.text);
				else announcer.reset(state?.text.length);
			}
			const isFirst = sameRun && !before.text && Boolean(state?.text);
			if (state?.text !== before?.text || state?.sources !== before?.sources) draw.call();
			// The first word, the last one and another tab's answer do not wait for their turn.
			if (isFirst || !sameRun || !running) draw.flush();
			return isFirst;
		},
		focus: () => region.focus(),
		announced: announcer.announced,
	};
}

/** What the answer is about: the question, and the page or image. */
function showSubject(state: TabState): void {
	const { task } = state;
	const { page, image } = subjectOf(state);
	elementById('question', HTMLElement).textContent = withoutBidiControls(task.question ?? '');
	elementById('about', HTMLElement).textContent = text(TASK_TEXTS[task.type].about);
	elementById('source', HTMLElement).textContent = withoutBidiControls(
		page ? page.title || hostOf(page.url) : (image?.alternativeText ?? ''),
	);
}

/** Empty for an address that is not told. */
function hostOf(url: string): string {
	return URL.canParse(url) ? new URL(url).host : '';
}
