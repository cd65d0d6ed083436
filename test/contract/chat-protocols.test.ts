import {
	callOperation,
	checkJob,
	completeText,
	createMessage,
	createResponse,
	messageBlock,
	respondInBackground,
	type JsonObject,
} from '../../client';
import { failureOf, fakePorts } from '../unit/fake-ports';

const answer = {
	id: 'resp_1',
	object: 'response',
	error: null,
	incomplete_details: null,
	model: 'gpt-4o-mini',
	output: [
		{ id: 'rs_1', type: 'reasoning', summary: [] },
		{
			id: 'msg_1',
			type: 'message',
			status: 'in_progress',
			content: [{ type: 'output_text', annotations: [], logprobs: [], text: 'Hello!' }],
			role: 'assistant',
		},
	],
	output_text: 'Hello!',
	usage: { input_tokens: 294, output_tokens: 2520, total_tokens: 2814 },
};
const ask = { model: 'gpt-4o-mini', input: 'Hello' };
const job = { operation: 'chat:respond', id: 'resp_1' };

test('the documented request and answer of Responses', async () => {
	expect(createResponse.request(ask)).toEqual({ method: 'POST', path: '/v1/responses', body: ask });
	// The documented sample has no status.
	const { output, call } = await callOperation(fakePorts([{ body: answer }]), createResponse, ask);
	expect(output).toEqual({ id: 'resp_1', text: 'Hello!', status: 'completed', body: answer });
	expect(call.usage).toEqual(answer.usage);
});

test.each([
	['completed', 'completed'],
	['incomplete', 'completed'],
	['queued', 'running'],
	['in_progress', 'running'],
	['failed', 'failed'],
	['cancelled', 'failed'],
])('a background response that is %s is %s', async (status, expected) => {
	const ports = fakePorts([{ body: { ...answer, status } }]);
	const { output } = await checkJob(ports, respondInBackground, job);
	expect(output.status).toBe(expected);
	expect(ports.requests[0]).toEqual({ method: 'GET', path: '/v1/responses/resp_1' });
});

test('a response that failed, or says nothing, is an error', async () => {
	const error = { code: 'server_error', message: 'Overloaded.' };
	for (const [body, message] of [
		[{ ...answer, status: 'failed', error }, /Overloaded/],
		[
			{
				...answer,
				output: [],
				output_text: '',
				status: 'incomplete',
				incomplete_details: { reason: 'max_output_tokens' },
			},
			/empty \(max_output_tokens\)/,
		],
	] as const) {
		const failure = await failureOf(() =>
			callOperation(fakePorts([{ body }]), createResponse, ask),
		);
		expect(failure.message).toMatch(message);
	}
});

test('the answer of Messages: text, thinking and tools', async () => {
	const tool = { type: 'tool_use', id: 'toolu_1', name: 'add', input: { a: 1 } };
	const body = {
		id: 'msg_1',
		type: 'message',
		role: 'assistant',
		content: [
			{ type: 'thinking', thinking: 'Hm.', signature: 'x' },
			{ type: 'text', text: 'I will add.' },
			tool,
		],
		stop_reason: 'tool_use',
		usage: { input_tokens: 1, output_tokens: 2 },
		meta: { usage: { credits_used: 4 } },
	};
	const input = { model: 'm', max_tokens: 9, messages: [{ role: 'user', content: '1+1' }] };
	const { output, call } = await callOperation(fakePorts([{ body }]), createMessage, input);
	expect(output).toEqual({
		text: 'I will add.',
		reasoning: 'Hm.',
		toolCalls: [tool],
		finishReason: 'tool_use',
		body,
	});
	expect(call).toMatchObject({ creditsUsed: 4, usage: body.usage });
	const error = await failureOf(() => createMessage.request({ ...input, max_tokens: undefined }));
	expect(error.message).toMatch(/^max_tokens: /);
});

test('a legacy completion is read', async () => {
	const body = {
		object: 'text_completion',
		choices: [{ text: ' there was', finish_reason: 'stop' }],
	};
	const input = { model: 'm', prompt: 'Once' };
	const { output } = await callOperation(fakePorts([{ body }]), completeText, input);
	expect(output).toEqual({ text: ' there was', finishReason: 'stop', body });
});

test('a response that refuses, draws or asks is an answer', async () => {
	const refuse = { type: 'message', content: [{ type: 'refusal', refusal: 'I will not.' }] };
	const picture = { type: 'image_generation_call', id: 'ig_1', result: 'iVBORw0KGgo=' };
	const question = { type: 'mcp_approval_request', id: 'mcpr_1', name: 'delete' };
	const read = async (...items: JsonObject[]) => {
		const body = { id: 'resp_1', status: 'completed', output: items };
		return (await callOperation(fakePorts([{ body }]), createResponse, ask)).output;
	};
	expect(await read(refuse)).toMatchObject({ text: '', refusal: 'I will not.' });
	expect(await read(picture)).toMatchObject({ text: '', otherOutput: [picture] });
	expect(await read(question)).toMatchObject({ text: '', otherOutput: [question] });
	const error = await failureOf(() => read({ type: 'web_search_call', status: 'completed' }));
	expect(error).toMatchObject({ code: 'unexpected-response' });
});

test('a document by its address is a document block', () => {
	const url = 'https://files.example/paper.pdf?version=2';
	expect(messageBlock(url, 'media[0]')).toEqual({ type: 'document', source: { type: 'url', url } });
});
