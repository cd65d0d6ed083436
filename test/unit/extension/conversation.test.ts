import { turnsBefore } from '../../../extension/shared/answer/conversation';
import type { TabState } from '../../../extension/shared/state/tab-state';

const page = { title: 'Balconies', url: 'https://example.com/', cut: false };
const ask = { type: 'ask-page', question: 'And in winter?' } as const;
const action = (type: string) => `the words for ${type}`;

const summary: TabState = {
	run: 'one',
	task: { type: 'summarize-page' },
	status: 'ready',
	page,
	turns: [],
	text: 'Salad for two.',
};
const summaryTurn = { question: 'the words for summarize-page', answer: 'Salad for two.' };

test('a question goes on from the summary of the same page', () => {
	expect(turnsBefore(ask, { page }, summary, action)).toEqual([summaryTurn]);
});

test('a summary, and a question about another page, begin anew', () => {
	expect(turnsBefore({ type: 'summarize-page' }, { page }, summary, action)).toEqual([]);
	const other = { ...page, url: 'https://example.com/other' };
	expect(turnsBefore(ask, { page: other }, summary, action)).toEqual([]);
	expect(turnsBefore(ask, { page }, undefined, action)).toEqual([]);
});

test.each(['stopped', 'failed', 'interrupted'] as const)(
	'a question that was %s and is asked again takes its own place',
	(status) => {
		const before: TabState = { ...summary, task: ask, status, turns: [summaryTurn], text: 'In w' };
		expect(turnsBefore(ask, { page }, before, action)).toEqual([summaryTurn]);
		const further = { ...ask, question: 'And in spring?' };
		expect(turnsBefore(further, { page }, before, action)).toHaveLength(2);
	},
);

test('an image is the same by its address, and no page is an image', () => {
	const image = { url: 'data:image/png;base64,AA==', source: 'https://example.com/a.png' };
	const before: TabState = {
		run: 'one',
		task: { type: 'describe-image' },
		status: 'ready',
		image,
		turns: [],
		text: 'A lemon.',
	};
	const about = { type: 'ask-image', question: 'Which colour?' } as const;
	expect(turnsBefore(about, { image }, before, action)).toHaveLength(1);
	expect(turnsBefore(about, { image }, summary, action)).toEqual([]);
	expect(turnsBefore(ask, { page }, before, action)).toEqual([]);
});

test('a search stands in the conversation of the page or image, with its sources', () => {
	const search = { type: 'search-web', query: 'salad' } as const;
	expect(turnsBefore(search, { page }, summary, action)).toEqual([summaryTurn]);

	const sources = [{ url: 'https://example.org/salad' }];
	const searched: TabState = {
		...summary,
		task: { type: 'search-web', question: 'salad' },
		turns: [summaryTurn],
		text: 'Green [1].',
		sources,
	};
	const searchTurn = { question: 'salad', answer: 'Green [1].', run: 'one', sources };
	expect(turnsBefore(ask, { page }, searched, action)).toEqual([summaryTurn, searchTurn]);
	// What began with a search goes on with any page.
	const { page: _, ...alone } = { ...searched, turns: [] };
	expect(turnsBefore(ask, { page }, alone, action)).toEqual([searchTurn]);
	expect(turnsBefore(search, {}, alone, action)).toEqual([searchTurn]);
});

test('a conversation does not grow for ever', () => {
	const turns = Array.from({ length: 500 }, () => summaryTurn);
	const kept = turnsBefore(ask, { page }, { ...summary, turns }, action);
	expect(kept.length).toBeLessThan(50);
	expect(kept.at(-1)).toEqual(summaryTurn);
});
