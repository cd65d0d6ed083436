import { SUMMARY_LENGTHS } from '../../../extension/shared/preferences';
import { notesPrompt, summaryPrompt } from '../../../extension/shared/page/summary-prompt';
import { PREFERENCES } from './feature-context';

test('every length asks for another summary', () => {
	const prompts = SUMMARY_LENGTHS.map((summaryLength) =>
		summaryPrompt({ ...PREFERENCES, summaryLength }),
	);
	expect(new Set(prompts).size).toBe(SUMMARY_LENGTHS.length);
});

test.each([
	['', 'the language of the page'],
	['de', 'German'],
	['pt-BR', 'Brazilian Portuguese'],
	['not a tag', 'not a tag'],
])('the language %j is asked for as %j', (summaryLanguage, name) => {
	expect(summaryPrompt({ ...PREFERENCES, summaryLanguage })).toContain(`Write in ${name}.`);
});

test('the user’s own wish is told for the summary and for the parts it is made from', () => {
	const wishes = { ...PREFERENCES, summaryPrompt: ' for an eight-year-old ' };
	for (const prompt of [summaryPrompt(wishes), notesPrompt(wishes)])
		expect(prompt.endsWith('The reader also wishes: for an eight-year-old')).toBe(true);
});

test('without a wish nothing is said of one', () => {
	for (const prompt of [summaryPrompt(PREFERENCES), notesPrompt(PREFERENCES)])
		expect(prompt).not.toContain('wishes');
});
