import type { JsonObject } from './exchange';

/** What a chat request says, whichever way its contents are spelled. */
export interface Conversation {
	/** What to do: system texts, with the beginning and the end of the last user text. */
	readonly instructions: string;
	/** The text between marks; without any, the longest text, without the instructions around it. */
	readonly material: string;
	/** What the user wants to know: the last line of the last user text that holds a question, else its beginning. */
	readonly question: string;
	/** URLs of the pictures, data URLs among them. */
	readonly images: readonly string[];
	/** The whole text, for counting tokens. */
	readonly text: string;
}

/** How much of a user's text may be an instruction rather than the text it is about. */
const INSTRUCTION_LENGTH = 300;

/** A text that a request marks as what it is about: `<mark>`, the text, `</mark>`, on lines of their own. */
const MARKED = /^<([\w-]+)>\n([\s\S]+)\n<\/\1>$/m;

/** Reads the messages of a chat request. */
export function readConversation(messages: readonly JsonObject[]): Conversation {
	const texts = messages.map(({ role, content }) => ({
		role: String(role),
		text: textOf(content),
	}));
	const user = texts.filter(({ role }) => role === 'user').pop()?.text ?? '';
	const system = texts.filter(({ role }) => role === 'system' || role === 'developer');
	const ends =
		user.length > 2 * INSTRUCTION_LENGTH
			? `${user.slice(0, INSTRUCTION_LENGTH)}\n${user.slice(-INSTRUCTION_LENGTH)}`
			: user;
	const marked = texts.flatMap(({ text }) => MARKED.exec(text)?.[2] ?? []).at(-1);
	const longest = texts.reduce((a, b) => (b.text.length > a.length ? b.text : a), '');
	return {
		instructions: [...system.map(({ text }) => text), ends].join('\n'),
		material: marked ?? withoutInstructions(longest),
		question: questionOf(user),
		images: messages.flatMap(({ content }) => imagesOf(content)),
		text: texts.map(({ text }) => text).join('\n'),
	};
}

/** Content is a text, or a list of parts of which the text ones count. */
export function textOf(content: unknown): string {
	if (typeof content === 'string') return content;
	if (!Array.isArray(content)) return '';
	return (content as JsonObject[])
		.map((part) => (typeof part.text === 'string' ? part.text : ''))
		.filter(Boolean)
		.join('\n');
}

function imagesOf(content: unknown): string[] {
	if (!Array.isArray(content)) return [];
	return (content as JsonObject[]).flatMap(({ image_url: image }) => {
		const url = typeof image === 'string' ? image : (image as JsonObject | undefined)?.url;
		return typeof url === 'string' ? [url] : [];
	});
}

/** Drops short lines that tell what to do with the lines after or before them. */
function withoutInstructions(text: string): string {
	const lines = text.split('\n');
	const material = lines.filter(
		(line) =>
			line.length > INSTRUCTION_LENGTH ||
			!/summar|prompt|(^|\s)(title|url|source|page|text|article|language|question)\s*:|^\s*(answer|write|use|describe|reply)\s/i.test(
				line,
			),
	);
	return material.join('').trim() ? material.join('\n') : text;
}

function questionOf(user: string): string {
	const lines = user
		.split('\n')
		.map((line) => line.trim())
		.filter(Boolean);
	const question = lines.filter((line) => line.endsWith('?') && line.length < 300).pop();
	return (question ?? lines[0] ?? '').replace(/^(question|query|user)\s*:\s*/i, '').slice(0, 300);
}
