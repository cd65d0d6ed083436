import { callOperation, createEmbeddings } from '../../client';
import { failureOf, fakePorts } from '../unit/fake-ports';

const input = { model: 'voyage-code-2', input: ['Laura is a DJ.', 'Bob is not.'] };
const row = (index: number, embedding: unknown) => ({ object: 'embedding', index, embedding });

test('the documented body is sent as it is', () => {
	expect(createEmbeddings.request(input)).toEqual({
		method: 'POST',
		path: '/v1/embeddings',
		body: input,
	});
});

test('the documented answer is read in the order of the texts', async () => {
	const body = {
		object: 'list',
		data: [row(1, [0.3, 0.4]), row(0, [0.1, 0.2])],
		model: 'voyage-code-2',
		usage: { prompt_tokens: 5, total_tokens: 5 },
		meta: { usage: { credits_used: 2, usd_spent: 0.000001 } },
	};
	const { output, call } = await callOperation(fakePorts([{ body }]), createEmbeddings, input);
	expect(output.embeddings).toEqual([
		[0.1, 0.2],
		[0.3, 0.4],
	]);
	expect(call).toMatchObject({ costUsd: 0.000001, creditsUsed: 2, usage: { total_tokens: 5 } });
});

test.each([{ data: [] }, { data: [row(0, [])] }, { data: [row(0, null)] }, {}])(
	'%j is no answer',
	async (body) => {
		const error = await failureOf(() =>
			callOperation(fakePorts([{ body }]), createEmbeddings, input),
		);
		expect(error.code).toBe('unexpected-response');
	},
);
