import { answerChat } from './chat-answer';
import { keySentences, splitSentences, summarize } from './summary';

const ARTICLE = `Glaciers make sound almost constantly, and scientists have learned to listen.
When ice moves over rock it releases bubbles of ancient air that pop like soda.
In 2023 a team placed forty hydrophones below a glacier in Svalbard.
The recordings show that the loudest sounds of the glacier come from calving ice.
The team found that the sound of calving ice predicts the loss of the glacier.
Subscribe now
The hydrophones are cheap: one costs about 400 dollars and runs for a year.`;

describe('splitSentences', () => {
	it('joins wrapped lines, and leaves headings and menus out', () => {
		expect(
			splitSentences('Menu\nHome\nThe first sentence goes\non here. And a second one ends.'),
		).toEqual(['The first sentence goes on here.', 'And a second one ends.']);
	});

	it('keeps what there is when nothing is a sentence', () => {
		expect(splitSentences('alpha\nbeta')).toEqual(['alpha beta']);
		expect(splitSentences('Alpha\nBeta')).toEqual(['Alpha', 'Beta']);
	});
});

describe('summarize', () => {
	it('takes whole sentences in their order: a lead and bullets', () => {
		const summary = summarize(ARTICLE, 4);
		const [lead, ...bullets] = summary.split(/\n+/);
		expect(lead).toBe(
			'Glaciers make sound almost constantly, and scientists have learned to listen.',
		);
		expect(bullets).toHaveLength(3);
		const positions = bullets.map((bullet) => {
			expect(bullet).toMatch(/^- /);
			return ARTICLE.indexOf(bullet.slice(2));
		});
		expect(positions).toEqual([...positions].sort((a, b) => a - b));
		expect(positions[0]).toBeGreaterThan(0);
	});

	it('is the same every time, and much shorter than the text', () => {
		expect(summarize(ARTICLE, 3)).toBe(summarize(ARTICLE, 3));
		expect(summarize(ARTICLE, 2).length).toBeLessThan(ARTICLE.length / 2);
	});

	it('does not repeat itself', () => {
		const text = `${ARTICLE}\n${ARTICLE}`;
		expect(new Set(keySentences(text, 10)).size).toBe(keySentences(text, 10).length);
	});

	it('takes a text without sentences, and no text', () => {
		expect(summarize('Glacier', 3)).toBe('Glacier');
		expect(summarize('', 3)).toBe('There is no text to summarize.');
	});
});

describe('answerChat', () => {
	const ask = (content: unknown, more = {}) =>
		answerChat({ messages: [{ role: 'user', content }], ...more });

	it('summarizes the longest text, at the length asked for', () => {
		const answer = ask(`Summarize in three sentences:\n\n${ARTICLE}`);
		expect(answer.split(/\n+/)).toHaveLength(3);
		expect(answer).not.toMatch(/summarize/i);
	});

	it('finds the task in a system message and the text in parts', () => {
		const answer = answerChat({
			messages: [
				{ role: 'system', content: 'You write summaries.' },
				{ role: 'user', content: [{ type: 'text', text: ARTICLE }] },
			],
		});
		expect(answer).toContain('\n- ');
	});

	it.each(['Write an image prompt for this text:', 'Write a prompt for an image generator.'])(
		'writes one line for "%s"',
		(task) => {
			const prompt = ask(`${task}\n\n${ARTICLE}`);
			expect(prompt).toMatch(/^Cinematic illustration: .*glacier/i);
			expect(prompt).not.toContain('\n');
		},
	);

	it('answers a question from the text it came with', () => {
		const answer = ask(`${ARTICLE}\n\nWhat does one of the hydrophones cost?`);
		expect(answer).toContain('400 dollars');
		expect(answer).not.toContain('?');
	});

	it('echoes any other question', () => {
		expect(ask('Why is the sky blue?')).toContain('“Why is the sky blue?”');
	});

	it('answers in the format asked for', () => {
		const schema = {
			type: 'object',
			properties: {
				text: { type: 'string' },
				count: { type: 'integer' },
				kind: { enum: ['a', 'b'] },
			},
		};
		const format = { type: 'json_schema', json_schema: { name: 'x', schema } };
		expect(JSON.parse(ask('7 of what?', { response_format: format }))).toEqual({
			text: expect.stringContaining('7 of what?'),
			count: 7,
			kind: 'a',
		});
		expect(JSON.parse(ask('Hi?', { response_format: { type: 'json_object' } }))).toHaveProperty(
			'answer',
		);
	});
});
