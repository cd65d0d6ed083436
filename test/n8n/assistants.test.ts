import type { IDataObject } from 'n8n-workflow';
import { startSandbox, type Sandbox } from '../sandbox';
import { runNode, type Credential } from './lib/node-harness';

let sandbox: Sandbox;
let credential: Credential;

beforeAll(async () => {
	sandbox = await startSandbox({ jobDuration: 200 });
	credential = { apiKey: sandbox.apiKey, baseUrl: sandbox.url };
});
afterAll(async () => await sandbox.close());
beforeEach(() => sandbox.reset());

const run = async (resource: string, operation: string, more: IDataObject = {}) => {
	const { items, error } = await runNode(credential, { resource, operation, ...more });
	return { items, error, json: items[0]?.json as IDataObject };
};
const idOf = async (...parameters: Parameters<typeof run>) =>
	(await run(...parameters)).json.id as string;
const last = () => sandbox.requests.at(-1)!;
const options = { pollInterval: 0.1 };
const tools = [{ type: 'function', function: { name: 'get_weather', parameters: {} } }];

it('an assistant takes the model of the picker', async () => {
	const model = { __rl: true, mode: 'list', value: 'gpt-4o' };
	await run('assistant', 'create', { model });
	expect(last().body).toMatchObject({ model: 'gpt-4o' });
});

it('an assistant is created, read, listed, changed and deleted', async () => {
	const assistantId = await idOf('assistant', 'create', {
		model: 'gpt-4o',
		name: 'Cook',
		additionalFields: { tools: JSON.stringify(tools), metadata: { team: 'a' } },
	});
	expect(last()).toMatchObject({
		method: 'POST',
		path: '/assistants',
		body: { model: 'gpt-4o', name: 'Cook', tools, metadata: { team: 'a' } },
	});
	await run('assistant', 'create', { model: 'gpt-4o', name: 'Baker' });
	const listed = await run('assistant', 'getMany', { returnAll: true, order: 'asc' });
	expect(listed.items.map(({ json }) => json.name)).toEqual(['Cook', 'Baker']);
	await run('assistant', 'update', { assistantId, additionalFields: { name: 'Chef' } });
	expect(last()).toMatchObject({ method: 'POST', body: { name: 'Chef' } });
	expect((await run('assistant', 'get', { assistantId })).json).toMatchObject({ name: 'Chef' });
	expect((await run('assistant', 'delete', { assistantId })).json).toMatchObject({ deleted: true });
	expect((await run('assistant', 'get', { assistantId })).error?.message).toMatch(/No assistant/);
});

it('a record of many fields is shortened, unless Simplify is off', async () => {
	const assistantId = await idOf('assistant', 'create', { model: 'gpt-4o', name: 'Cook' });
	const whole = await run('assistant', 'get', { assistantId, simplify: false });
	const short = await run('assistant', 'get', { assistantId });
	expect(whole.json).toMatchObject({ ...short.json, call: {}, assistantId, object: 'assistant' });
	expect(short.json).toMatchObject({ id: assistantId, name: 'Cook', model: 'gpt-4o' });
	expect(short.json).not.toHaveProperty('object');
	const began = {
		assistantId,
		thread: '{"messages": [{"role": "user", "content": "Hi"}]}',
		options,
	};
	const ended = await run('run', 'createThreadAndRun', { ...began, simplify: false });
	expect(ended.json).toMatchObject({ object: 'thread.run', text: expect.any(String) });
});

it('a thread and its messages are created, read, changed and deleted', async () => {
	const threadId = await idOf('thread', 'create', {
		messages: [{ role: 'user', content: 'Hi' }] as never,
	});
	await run('thread', 'update', { threadId, additionalFields: { metadata: '{"a":"b"}' } });
	expect((await run('thread', 'get', { threadId })).json).toMatchObject({ metadata: { a: 'b' } });
	const messageId = await idOf('message', 'create', { threadId, role: 'user', content: 'And?' });
	const message = { threadId, messageId };
	await run('message', 'update', { ...message, metadata: '{"seen":"yes"}' });
	expect((await run('message', 'get', message)).json).toMatchObject({ metadata: { seen: 'yes' } });
	const { items } = await run('message', 'getMany', { threadId, limit: 1 });
	expect(items.map(({ json }) => json.id)).toEqual([messageId]);
	expect((await run('message', 'delete', message)).json).toMatchObject({ deleted: true });
	expect((await run('thread', 'delete', { threadId })).json).toMatchObject({ deleted: true });
	const lost = await run('message', 'create', { threadId, role: 'user', content: 'And?' });
	expect(lost.error?.message).toMatch(/No thread found/);
});

describe('a run', () => {
	let assistantId: string;
	beforeEach(async () => {
		assistantId = await idOf('assistant', 'create', {
			model: 'gpt-4o',
			additionalFields: { tools: tools as never },
		});
	});
	const asked = (content: string) => ({
		thread: { messages: [{ role: 'user', content }] } as never,
	});

	it('answers a conversation, in steps that can be read', async () => {
		const threadId = await idOf('thread', 'create');
		await run('message', 'create', { threadId, role: 'user', content: 'Hello there' });
		const { json, error } = await run('run', 'create', { threadId, assistantId, options });
		expect(error).toBeUndefined();
		expect(json).toMatchObject({
			status: 'completed',
			text: expect.stringContaining('Hello there'),
			job: { operation: 'run:create', id: `${threadId}/${json.id as string}` },
		});
		const ids = { threadId, runId: json.id as string };
		await run('run', 'update', { ...ids, metadata: { a: 'b' } });
		expect((await run('run', 'get', ids)).json).toMatchObject({ metadata: { a: 'b' } });
		expect((await run('run', 'getMany', { threadId })).items).toHaveLength(1);
		const steps = await run('run', 'getSteps', ids);
		expect(steps.items.map(({ json: step }) => step.type)).toEqual(['message_creation']);
		const stepId = steps.items[0]!.json.id as string;
		expect((await run('run', 'getStep', { ...ids, stepId })).json).toMatchObject({ id: stepId });
	});

	it('tells its own text, whatever was written to the thread since', async () => {
		const threadId = await idOf('thread', 'create');
		await run('message', 'create', { threadId, role: 'user', content: 'Hello there' });
		const { json } = await run('run', 'create', { threadId, assistantId, options });
		for (const role of ['user', 'assistant'])
			await run('message', 'create', { threadId, role, content: 'Something else' });
		const ids = { threadId, runId: json.id as string };
		expect((await run('run', 'wait', { ...ids, options })).json.text).toBe(json.text);
		const messages = await run('message', 'getMany', { threadId });
		const own = messages.items.find(({ json: { run_id } }) => run_id === json.id);
		await run('message', 'delete', { threadId, messageId: own!.json.id as string });
		expect((await run('run', 'wait', { ...ids, options })).json).not.toHaveProperty('text');
	});

	it('calls a function and goes on with its result', async () => {
		const question = { assistantId, ...asked('How is the weather?'), options };
		const { json } = await run('run', 'createThreadAndRun', question);
		expect(json).toMatchObject({ status: 'requires_action' });
		const action = json.required_action as {
			submit_tool_outputs: { tool_calls: Array<{ id: string }> };
		};
		const [call] = action.submit_tool_outputs.tool_calls;
		const ids = { threadId: json.thread_id as string, runId: json.id as string };
		const toolOutputs = [{ tool_call_id: call!.id, output: 'Rain' }];
		const answered = await run('run', 'submitToolOutputs', {
			...ids,
			toolOutputs: JSON.stringify(toolOutputs),
			options,
		});
		expect(answered.json).toMatchObject({
			status: 'completed',
			text: 'The function answered: Rain',
		});
	});

	it('is taken as a stream, with its events', async () => {
		const streamed = { streamEvents: true, options };
		const question = { assistantId, ...asked('Hello there'), ...streamed };
		const { json, error } = await run('run', 'createThreadAndRun', question);
		expect(error).toBeUndefined();
		expect(json).toMatchObject({
			status: 'completed',
			text: expect.stringContaining('Hello there'),
			job: { operation: 'run:createThreadAndRun', id: `${json.thread_id}/${json.id}` },
		});
		const names = (json.events as Array<{ event: string }>).map(({ event }) => event);
		expect(names.slice(0, 4)).toEqual([
			'thread.run.created',
			'thread.run.queued',
			'thread.run.in_progress',
			'thread.message.created',
		]);
		expect(names).toContain('thread.message.delta');
		expect(names.at(-1)).toBe('thread.run.completed');
		expect(sandbox.requests.at(-1)).toMatchObject({ method: 'POST', body: { stream: true } });

		const threadId = json.thread_id as string;
		await run('message', 'create', { threadId, role: 'user', content: 'How is the weather?' });
		const waiting = (await run('run', 'create', { threadId, assistantId, ...streamed })).json;
		expect(waiting).toMatchObject({ status: 'requires_action' });
		const action = waiting.required_action as {
			submit_tool_outputs: { tool_calls: Array<{ id: string }> };
		};
		const tool_call_id = action.submit_tool_outputs.tool_calls[0]!.id;
		const toolOutputs = JSON.stringify([{ tool_call_id, output: 'Rain' }]);
		const ids = { threadId, runId: waiting.id as string };
		const answered = await run('run', 'submitToolOutputs', { ...ids, toolOutputs, ...streamed });
		expect(answered.json).toMatchObject({
			status: 'completed',
			text: 'The function answered: Rain',
		});
	});

	it('is taken as a stream whose connection breaks: told as paid, not sent again', async () => {
		sandbox.addFault({ route: 'POST /threads/runs', kind: 'reset-after' });
		const question = { assistantId, ...asked('Hello'), streamEvents: true, options };
		const { error } = await run('run', 'createThreadAndRun', question);
		expect(`${error?.message} ${error?.description}`).toMatch(/broke.*paid for/);
	});

	it('that ended keeps its job when its text can not be had', async () => {
		const { json } = await run('run', 'createThreadAndRun', {
			assistantId,
			...asked('Hi'),
			options,
		});
		const ids = { threadId: json.thread_id as string, runId: json.id as string };
		const messages = `GET /threads/${ids.threadId}/messages`;
		sandbox.addFault({ route: messages, kind: 403, message: 'No access', times: 3 });
		for (const [resource, operation, more] of [
			['run', 'create', { ...ids, assistantId }],
			['run', 'wait', ids],
			['job', 'get', { job: json.job as never }],
		] as const) {
			const { error } = await run(resource, operation, { ...more, options });
			expect(error?.message).toMatch(/^No access \(job thread_/);
			expect(error?.description).toMatch(/Job > Get fetches the result/);
		}
	});

	it('is waited for later, as a run or as a job, or cancelled', async () => {
		const question = { assistantId, ...asked('Hello'), waitForCompletion: false };
		const started = (await run('run', 'createThreadAndRun', question)).json.job as IDataObject;
		const [threadId, runId] = String(started.id).split('/');
		const waited = await run('run', 'wait', { threadId, runId, options });
		expect(waited.json).toMatchObject({ status: 'completed', text: expect.any(String) });
		const fetched = await run('job', 'get', { job: started as never });
		expect(fetched.json).toMatchObject({ status: 'completed', job: started });

		const other = (await run('run', 'createThreadAndRun', question)).json.job as { id: string };
		const ids = { threadId: other.id.split('/')[0], runId: other.id.split('/')[1] };
		expect((await run('run', 'cancel', ids)).json).toMatchObject({ status: 'cancelled' });
		const { error } = await run('run', 'wait', { ...ids, options });
		expect(error?.message).toMatch(/the run is cancelled \(job thread_/);
	});

	it.each([
		['create', { threadId: 'thread_1', assistantId: ' ', options }, /^“assistant_id” is required/],
		['get', { threadId: 'thread_1', runId: ' ' }, /^“Run ID” \(runId\) is required/],
		[
			'submitToolOutputs',
			{ threadId: 'thread_1', runId: 'run_1', toolOutputs: '[{' },
			/^“Tool Outputs \(JSON\)” \(toolOutputs\) is not valid JSON/,
		],
	])('%s refuses bad input before anything is sent', async (operation, parameters, message) => {
		const before = sandbox.requests.length;
		const { error } = await run('run', operation, parameters as IDataObject);
		expect(error?.message).toMatch(message);
		expect(sandbox.requests).toHaveLength(before);
	});
});
