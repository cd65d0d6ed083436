import { isSameDocument } from '../page/document-address';
import type { TabState } from '../state/tab-state';
import type { Task, Turn } from '../task';

/** More are forgotten, the oldest first: the storage of all tabs together is small. */
const MOST_TURNS = 30;

/** The question of a task, or what is searched for; undefined when it has none. */
export function questionOf(task: Task): string | undefined {
	if ('question' in task) return task.question;
	return task.type === 'search-web' ? task.query : undefined;
}

/** True for what goes on with the tab's conversation: a question about its page or image, or a search beside it. */
export function goesOn({ type }: Task): boolean {
	return type === 'ask-page' || type === 'ask-image' || type === 'search-web';
}

/**
 * What was asked and answered before in the same conversation.
 * @param before the tab's last state
 * @param action the words for a task that has no question, e.g. "Summarize page"
 */
export function turnsBefore(
	task: Task,
	subject: Pick<TabState, 'page' | 'image'>,
	before: TabState | undefined,
	action: (type: Task['type']) => string,
): readonly Turn[] {
	if (!goesOn(task) || !before || !isSameSubject(subject, before)) return [];
	const question = before.task.question ?? action(before.task.type);
	// What was broken off and is asked again takes its own place.
	const isRepeated = before.status !== 'ready' && before.task.question === questionOf(task);
	if (!before.text || isRepeated) return before.turns;
	return [...before.turns, { question, answer: before.text, ...foundIn(before) }].slice(
		-MOST_TURNS,
	);
}

function foundIn({ run, sources, cards }: TabState): Pick<Turn, 'run' | 'sources' | 'cards'> {
	return sources ? { run, sources, ...(cards && { cards }) } : {};
}

/** What a task has of the tab's last state until its subject is read: the conversation, as if it goes on. */
export function carriedOver(
	task: Task,
	before: TabState,
	action: (type: Task['type']) => string,
): Pick<TabState, 'page' | 'image' | 'turns'> {
	const { page, image } = before;
	return { page, image, turns: turnsBefore(task, before, before, action) };
}

/** True when a state says something that was paid for. */
export function holdsAnswer(state: TabState): boolean {
	return state.text !== '' || state.turns.length > 0;
}

function isSameSubject(
	subject: Pick<TabState, 'page' | 'image'>,
	{ page, image }: TabState,
): boolean {
	// So far there were only searches: they go with anything.
	if (!page && !image) return true;
	if (subject.image) return subject.image.source === image?.source;
	return isSameDocument(subject.page?.url, page?.url);
}
