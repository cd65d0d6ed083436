import { createAnnouncer } from '../shared/answer/announcer';
import { markLanguage } from '../shared/answer/text-language';
import { elementById } from '../shared/element';
import { isRunning, subjectOf, type TabState } from '../shared/state/tab-state';
import { text } from '../shared/texts';
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

/** Loaded beside the page, since nothing needs it before the first word of an answer. */
const markdown = import('../shared/answer/markdown');

/** Draws the answer while it arrives and has it spoken sentence by sentence. */
export function createResult(): Result {
	const region = elementById('result', HTMLElement);
	const answer = elementById('answer', HTMLElement);
	const announcer = createAnnouncer(elementById('announcements', HTMLElement));
	let shown: TabState | undefined;

	async function draw(): Promise<void> {
		const { renderMarkdown } = await markdown;
		renderMarkdown(shown?.text ?? '', answer, shown?.sources);
		await markLanguage(answer, shown?.text ?? '');
	}

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
			if (state?.text !== before?.text || state?.sources !== before?.sources) void draw();
			return sameRun && !before.text && Boolean(state?.text);
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
