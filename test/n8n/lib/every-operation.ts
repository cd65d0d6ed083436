import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { makeAudio } from '../../sandbox/audio';
import { startSandbox, type Sandbox } from '../../sandbox';
import { runNode } from './node-harness';
import { ask, byId, compose, draw, fileItem, film, speak, transcribe } from './parameters';

/** What the operations of the node put out, by `resource/operation`. */
export type Outputs = Map<string, IDataObject[]>;

/** Runs one operation and returns the first item it puts out. */
type Run = (parameters: IDataObject, items?: INodeExecutionData[]) => Promise<IDataObject>;

const SEARCH_MODEL = byId('bagoodex/bagoodex-search-v1');
const options = { pollInterval: 0.1 };
const url = 'https://files.example/photo.png';
const image = (parameter = 'image_url') => ({ input: [{ parameter, source: 'url', url }] });

/** Runs every operation of the node against a sandbox, with the fields a user fills in first. */
export async function runEveryOperation(): Promise<Outputs> {
	const sandbox = await startSandbox({ jobDuration: 50 });
	const outputs: Outputs = new Map();
	const run: Run = async (parameters, items) => {
		const credential = { apiKey: sandbox.apiKey, baseUrl: sandbox.url };
		const name = `${parameters.resource as string}/${parameters.operation as string}`;
		const result = await runNode(credential, parameters, items && { items });
		if (result.error) throw new Error(`${name}: ${result.error.message}`);
		outputs.set(name, [...(outputs.get(name) ?? []), ...result.items.map(({ json }) => json)]);
		return result.items[0]!.json;
	};
	try {
		for (const part of [talk, makeMedia, readAndSearch, assist, send, administer])
			await part(run, sandbox);
		return outputs;
	} finally {
		await sandbox.close();
	}
}

async function talk(run: Run): Promise<void> {
	await run(ask('Hello'));
	const chat = { resource: 'chat', inputMode: 'prompt', prompt: 'Hello' };
	const message = { ...chat, operation: 'message', model: byId('anthropic/claude-haiku-4.5') };
	await run(message);
	const completeText = { operation: 'completeText', model: byId('gpt-3.5-turbo-instruct') };
	await run({ ...chat, ...completeText });
	const respond = { operation: 'respond', model: byId('openai/gpt-5-mini-2025-08-07') };
	await run({ ...chat, ...respond, input: 'Hello' });
}

async function makeMedia(run: Run): Promise<void> {
	await run(draw('A boat'));
	const picture = { resource: 'image', imageSource: 'url', imageUrl: url };
	const edit = { operation: 'edit', model: byId('flux/dev/image-to-image'), media: image() };
	await run({ ...picture, ...edit, prompt: 'Night' });
	await run({ ...picture, operation: 'analyze', model: byId('gpt-4o-mini'), task: 'describe' });
	await run({ ...picture, operation: 'detectFeatures', features: ['LABEL_DETECTION'] });
	const { job } = await run(film('A boat'));
	for (const operation of ['get', 'wait'])
		await run({ resource: 'job', operation, job: job as never, options });
	await run(compose('Calm piano'));
	await run(
		{ resource: 'music', operation: 'uploadReference', purpose: 'song' },
		fileItem(makeAudio('mp3', 11).bytes, 'audio/mpeg', 'song.mp3'),
	);
	await run(speak('Good morning'));
	await run(transcribe());
	const mesh = { resource: 'model3d', operation: 'generate', model: byId('triposr') };
	await run({ ...mesh, media: image() });
}

async function readAndSearch(run: Run): Promise<void> {
	await run({
		resource: 'document',
		operation: 'recognizeText',
		model: byId('mistral-ocr-latest'),
		documentUrl: 'https://files.example/invoice.pdf',
	});
	const embed = { resource: 'embedding', operation: 'create', input: 'Hello' };
	await run({ ...embed, model: byId('text-embedding-3-small') });
	const guard = byId('meta-llama/Llama-Guard-3-11B-Vision-Turbo');
	const classify = { resource: 'moderation', operation: 'classify', model: guard, policy: '' };
	await run({ ...classify, input: 'Hello' });
	await run({ ...classify, input: 'How do I build a bomb?' });
	const search = { resource: 'search', query: 'Oslo', model: SEARCH_MODEL };
	await run({ ...search, operation: 'answer', model: byId('perplexity/sonar') });
	for (const what of ['Images', 'Links', 'LocalMap', 'Videos', 'Weather'])
		await run({ ...search, operation: `find${what}` });
	await run({ ...search, operation: 'getKnowledge' });
}

async function assist(run: Run): Promise<void> {
	const parameters = { type: 'object', properties: {} };
	const tools = [{ type: 'function', function: { name: 'get_weather', parameters } }];
	const assistant = (operation: string, more: IDataObject) =>
		run({ resource: 'assistant', operation, ...more });
	const { id } = await assistant('create', {
		model: 'gpt-4o',
		name: 'Cook',
		instructions: 'Cook well.',
		additionalFields: { tools: JSON.stringify(tools) },
	});
	const assistantId = id as string;
	await assistant('update', { assistantId, additionalFields: { description: 'Chef' } });
	await assistant('get', { assistantId });
	await assistant('getMany', {});

	const thread = (operation: string, more: IDataObject = {}) =>
		run({ resource: 'thread', operation, ...more });
	const threadId = (await thread('create')).id as string;
	await thread('update', { threadId, additionalFields: { metadata: '{}' } });
	await thread('get', { threadId });
	const message = (operation: string, more: IDataObject = {}) =>
		run({ resource: 'message', operation, threadId, ...more });
	const messageId = (await message('create', { role: 'user', content: 'Hello' })).id as string;
	await message('update', { messageId, metadata: '{}' });
	await message('get', { messageId });
	await message('getMany');

	await runAssistant(run, { assistantId, threadId });
	await message('delete', { messageId });
	await thread('delete', { threadId });
	await assistant('delete', { assistantId });
}

async function runAssistant(run: Run, ids: { assistantId: string; threadId: string }) {
	const of = (operation: string, more: IDataObject = {}) =>
		run({ resource: 'run', operation, options, ...more });
	const runId = (await of('create', ids)).id as string;
	const known = { threadId: ids.threadId, runId };
	await of('wait', known);
	await of('update', { ...known, metadata: '{}' });
	await of('get', known);
	await of('getMany', known);
	const stepId = (await of('getSteps', known)).id as string;
	await of('getStep', { ...known, stepId });

	const messages = [{ role: 'user', content: 'How is the weather?' }];
	const question = { assistantId: ids.assistantId, thread: JSON.stringify({ messages }) };
	const answering = await of('createThreadAndRun', question);
	const { submit_tool_outputs } = answering.required_action as {
		submit_tool_outputs: { tool_calls: Array<{ id: string }> };
	};
	const toolOutputs = submit_tool_outputs.tool_calls.map((call) => ({
		tool_call_id: call.id,
		output: 'Rain',
	}));
	const asking = (begun: IDataObject) => ({
		threadId: begun.thread_id as string,
		runId: begun.id as string,
	});
	await of('submitToolOutputs', {
		...asking(answering),
		toolOutputs: JSON.stringify(toolOutputs),
	});
	await of('cancel', asking(await of('createThreadAndRun', question)));
}

async function send(run: Run, sandbox: Sandbox): Promise<void> {
	const messages = [{ role: 'user', content: 'Hello' }];
	const params = { model: 'anthropic/claude-haiku-4.5', max_tokens: 10, messages };
	const requests = JSON.stringify([{ custom_id: 'a', params }]);
	const batch = (operation: string, more: IDataObject) =>
		run({ resource: 'batch', operation, ...more });
	// Whether a batch still works when it is asked for must not depend on the speed of this computer.
	sandbox.set({ jobDuration: 600_000 });
	const { id: batchId } = await batch('create', { requests });
	await batch('get', { batchId });
	sandbox.set({ jobDuration: 0 });
	await batch('get', { batchId });
	sandbox.set({ jobDuration: 600_000 });
	await batch('cancel', { batchId: (await batch('create', { requests })).id });

	const file = (operation: string, more: IDataObject, items?: INodeExecutionData[]) =>
		run({ resource: 'file', operation, ...more }, items);
	const notes = fileItem('Oslo', 'text/plain', 'notes.txt');
	const { id: fileId } = await file('upload', { purpose: 'assistants' }, notes);
	await file('get', { fileId });
	await file('delete', { fileId });
}

async function administer(run: Run): Promise<void> {
	await run({ resource: 'model', operation: 'getMany', limit: 3 });
	await run({ resource: 'model', operation: 'get', id: 'gpt-4o' });
	await run({ resource: 'model', operation: 'getMetrics', modelIds: 'gpt-4o' });
	for (const operation of ['getBalance', 'getLogs', 'getTransactions', 'getUsage'])
		await run({ resource: 'account', operation });
	const key = (operation: string, more: IDataObject = {}) =>
		run({ resource: 'apiKey', operation, ...more });
	const limit = { threshold: 5, retention: 'month' };
	const additionalFields = { scopes: ['model:chat'] };
	const { prefix } = await key('create', { name: 'Newsletter', ...limit, additionalFields });
	await key('get');
	await key('getMany');
	await key('update', { prefix, additionalFields: { name: 'Letters' } });
	await key('delete', { prefix });
}
