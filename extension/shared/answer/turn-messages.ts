import type { Turn } from '../task';

/** A message of a chat request. */
export interface ChatMessage {
	readonly role: 'user' | 'assistant';
	readonly content: string;
}

/** Characters of earlier questions and answers that are sent with a new one. */
const HISTORY_CHARACTERS = 24_000;

/** The newest turns that fit into a request together. */
export function recentTurns(turns: readonly Turn[]): readonly Turn[] {
	let length = 0;
	const first = turns.findLastIndex(({ question, answer }) => {
		length += question.length + answer.length;
		return length > HISTORY_CHARACTERS;
	});
	return turns.slice(first + 1);
}

/** Turns as messages of a chat. */
export function turnMessages(turns: readonly Turn[]): ChatMessage[] {
	return turns.flatMap(({ question, answer }) => [
		{ role: 'user' as const, content: question },
		{ role: 'assistant' as const, content: answer },
	]);
}
