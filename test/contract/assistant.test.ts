import {
	ASSISTANT,
	callOperation,
	checkJob,
	createRun,
	createThreadAndRun,
	MESSAGE,
	messageText,
	startJob,
	submitToolOutputs,
} from '../../client';
import { failureOf, fakePorts } from '../unit/fake-ports';

const ids = { threadId: 'thread_1', runId: 'run_1' };
const run = { id: 'run_1', object: 'thread.run', thread_id: 'thread_1', status: 'queued' };

test('the documented bodies are sent as they are, to paths without a version', () => {
	const assistant = {
		name: 'Recipe Assistant',
		instructions: 'You answer from the file.',
		tools: [{ type: 'file_search' }],
		model: 'gpt-4o',
	};
	expect(ASSISTANT.create.request({ body: assistant })).toEqual({
		method: 'POST',
		path: '/assistants',
		body: assistant,
	});
	const message = { role: 'user', content: 'How does AI work?' };
	expect(MESSAGE.create.request({ ids, body: message })).toEqual({
		method: 'POST',
		path: '/threads/thread_1/messages',
		body: message,
	});
});

test.each([
	[createRun, { ids, body: { assistant_id: 'a' } }, '/threads/thread_1/runs'],
	[createThreadAndRun, { body: { assistant_id: 'a' } }, '/threads/runs'],
	[
		submitToolOutputs,
		{ ids, body: { tool_outputs: [{ tool_call_id: 'c', output: 'o' }] } },
		'/threads/thread_1/runs/run_1/submit_tool_outputs',
	],
] as const)('%# starts a job that both ids name', async (operation, input, path) => {
	const ports = fakePorts([{ body: run }]);
	const { job } = await startJob(ports, operation, input);
	expect(ports.requests[0]).toMatchObject({ method: 'POST', path });
	expect(job).toMatchObject({ operation: operation.name, id: 'thread_1/run_1' });
	await checkJob(ports, operation, job);
	expect(ports.requests[1]).toEqual({ method: 'GET', path: '/threads/thread_1/runs/run_1' });
});

test.each([
	['queued', 'running'],
	['in_progress', 'running'],
	['cancelling', 'running'],
	['requires_action', 'completed'],
	['completed', 'completed'],
	['incomplete', 'completed'],
	['cancelled', 'failed'],
	['expired', 'failed'],
	['failed', 'failed'],
])('a run that is %s is %s', async (status, expected) => {
	const last_error = status === 'failed' ? { code: 'x', message: 'Too busy.' } : null;
	const ports = fakePorts([{ body: { ...run, status, last_error } }]);
	const { output } = await callOperation(ports, createRun.check, 'thread_1/run_1');
	expect(output.status).toBe(expected);
	if (status === 'failed') expect(output).toMatchObject({ reason: 'Too busy.' });
});

test('the text of a message is read from its parts', () => {
	const text = { value: 'Hello.', annotations: [] };
	expect(messageText({ content: [{ type: 'text', text }, { type: 'image_file' }] })).toBe('Hello.');
});

test('an answer without an id is none', async () => {
	const input = { body: { model: 'm' } };
	const error = await failureOf(() =>
		callOperation(fakePorts([{ body: {} }]), ASSISTANT.create, input),
	);
	expect(error.code).toBe('unexpected-response');
});
