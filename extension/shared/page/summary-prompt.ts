import { languageName } from './language-name';
import type { Preferences, SummaryLength } from '../preferences';

/** What a summary of each length is made of. */
const SHAPES: Readonly<Record<SummaryLength, string>> = {
	short: 'Say the main point, and what it rests on, in at most three sentences. No list.',
	medium: `Begin with the main point in a line or two. Then list the five or so points that matter most in
Markdown, with the names and figures that carry them.`,
	long: `Begin with the main point in a line or two. Then list in Markdown, in the order of the page, up to
ten points of one to three sentences each, with the reasons, names and figures that carry them.`,
};

type Wishes = Pick<Preferences, 'summaryLength' | 'summaryLanguage' | 'summaryPrompt'>;

/** What a model is told to do with a page, as the user wishes summaries to be. */
export function summaryPrompt({ summaryLength, summaryLanguage, summaryPrompt }: Wishes): string {
	return `You summarize web pages for people who want to know quickly what a page says.
Write in ${languageOf(summaryLanguage)}. ${SHAPES[summaryLength]} Say only what the page says.
No heading, no links, no images, no HTML, no remark about the task.${wishOf(summaryPrompt)}`;
}

/** What a model is told to do with one part of a long page. The wish decides what is kept. */
export function notesPrompt({ summaryPrompt }: Wishes): string {
	return `You summarize one part of a long web page; others do the other parts, and a final
summary is made from all of them. Write in the language of the page. Keep the main points, names and
figures of this part in at most 200 words. Say only what the page says. No remark about the task.${wishOf(summaryPrompt)}`;
}

function languageOf(tag: string): string {
	return tag ? languageName(tag) : 'the language of the page';
}

function wishOf(prompt: string): string {
	return prompt.trim() && `\n\nThe reader also wishes: ${prompt.trim()}`;
}
