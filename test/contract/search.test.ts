import {
	callOperation,
	findSearchResults,
	readSources,
	SEARCH_RESULTS,
	sumCalls,
	webSearchModels,
	type Model,
} from '../../client';
import { failureOf, fakePorts } from '../unit/fake-ports';

test.each(SEARCH_RESULTS)('%s are asked for with the id of the answer', async (kind) => {
	const operation = findSearchResults(kind);
	const path = `/v1/bagoodex/${kind === 'localMap' ? 'local-map' : kind}`;
	expect(operation.request({ followup_id: 'chat-1' })).toEqual({
		method: 'GET',
		path,
		query: { followup_id: 'chat-1' },
	});
	const error = await failureOf(() => operation.request({ followup_id: '' }));
	expect(error.message).toMatch(/^followup_id: /);
});

test('the documented list of links is read, and an empty one', async () => {
	for (const body of [['https://www.example.com/a', 'https://www.example.com/b'], []]) {
		const ports = fakePorts([{ body }]);
		const { output } = await callOperation(ports, findSearchResults('links'), { followup_id: '1' });
		expect(output).toEqual(body);
	}
});

test('sources of every documented form are one list, each page once', () => {
	const body = {
		search_results: [{ title: 'A', url: 'https://a.example', date: '2026-01-01' }],
		citations: ['https://a.example', 'https://b.example'],
	};
	const citations = [
		{ type: 'url_citation', url_citation: { url: 'https://a.example', title: 'A in brief' } },
		{ link: 'https://c.example', title: 'C', content: 'See.' },
		{ note: 'no address' },
		null,
	];
	expect(readSources({ text: 'x', citations, body })).toEqual([
		{ url: 'https://a.example', title: 'A in brief', date: '2026-01-01' },
		{ url: 'https://c.example', title: 'C', snippet: 'See.' },
		{ url: 'https://b.example' },
	]);
});

test('models that search are known by what the catalogue says of them', () => {
	const model = (id: string, more: object) => ({
		id,
		aliases: [],
		type: 'openai/chat-completions',
		tags: [],
		...more,
		info: { description: (more as { description?: string }).description },
	});
	const models = [
		model('a', { capabilities: ['web-search'] }),
		model('b', { description: 'It searches the web before it answers.' }),
		model('c', { description: 'It draws.' }),
		model('d', { type: 'openai/responses', capabilities: ['web-search'] }),
	] as Model[];
	expect(webSearchModels({ models }).map(({ id }) => id)).toEqual(['a', 'b']);
});

test('two calls cost what both cost', () => {
	const first = { model: 'm', costUsd: 0.1, attempts: 1, durationMs: 10 };
	expect(
		sumCalls([first, { costUsd: 0.2, creditsUsed: 4, attempts: 1, durationMs: 5 }], 15),
	).toEqual({
		model: 'm',
		costUsd: expect.closeTo(0.3),
		creditsUsed: 4,
		attempts: 2,
		durationMs: 15,
	});
});
