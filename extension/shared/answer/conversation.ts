import type { TabState } from '../state/tab-state';
import type { Task, Turn } from '../task';

/** More are forgotten, the oldest first: the storage of all tabs together is small. */
const MOST_TURNS = 30;

/** The question of a task, or what is searched for; undefined when it has none. */
export function questionOf(task: Task): string | undefined {
	if ('question' in task) return task.question;
	return task.type === 'search-web' ? task.query : undefined;
}

/**
 * What was asked and answered before a question about the same page or image.
 * @param before the tab's last state
 * @param action the words for a task that has no question, e.g. "Summarize page"
 */
export function turnsBefore(
	task: Task,
	subject: Pick<TabState, 'page' | 'image'>,
	before: TabState | undefined,
	action: (type: Task['type']) => string,
): readonly Turn[] {
	const isFollowUp = task.type === 'ask-page' || task.type === 'ask-image';
	if (!isFollowUp || !before || !isSameSubject(subject, before)) return [];
	const question = before.task.question ?? action(before.task.type);
	// What was broken off and is asked again takes its own place.
	const isRepeated = before.status !== 'ready' && before.task.question === questionOf(task);
	if (!before.text || isRepeated) return before.turns;
	return [...before.turns, { question, answer: before.text }].slice(-MOST_TURNS);
}

function isSameSubject(
	subject: Pick<TabState, 'page' | 'image'>,
	{ page, image }: TabState,
): boolean {
	if (subject.image) return subject.image.source === image?.source;
	return subject.page !== undefined && subject.page.url === page?.url;
}
