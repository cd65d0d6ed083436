import type { IDataObject } from 'n8n-workflow';
import { startSandbox, type Sandbox } from '../sandbox';
import { type Credential, readCatalogue, runNode } from './lib/node-harness';
import { byId } from './lib/parameters';

let sandbox: Sandbox;
let credential: Credential;

beforeAll(async () => {
	sandbox = await startSandbox({ jobDuration: 300 });
	credential = { apiKey: sandbox.apiKey, baseUrl: sandbox.url };
	await readCatalogue(credential);
});
afterAll(async () => await sandbox.close());
beforeEach(() => sandbox.reset());

const chat = (operation: string, model: string, more: IDataObject): IDataObject => ({
	resource: 'chat',
	operation,
	model: byId(model),
	...more,
});
const bodies = () => sandbox.requests.map(({ body }) => body);
const png = Buffer.from('png').toString('base64');
const picture = {
	json: {},
	binary: { data: { data: png, mimeType: 'image/png', fileName: 'a.png' } },
};
const media = {
	media: { input: [{ parameter: 'image_url', source: 'binary', binaryProperty: 'data' }] },
};
const tools = [{ name: 'get_weather', parameters: { type: 'object', properties: { town: {} } } }];

describe('chat: message', () => {
	const MODEL = 'anthropic/claude-haiku-4.5';
	const message = (prompt: string, more: IDataObject = {}) =>
		chat('message', MODEL, { inputMode: 'prompt', prompt, ...more });

	it('sends what was set in the words of Messages and gives text and thinking', async () => {
		const { items, error } = await runNode(
			credential,
			message('What is this?', {
				systemPrompt: 'Be brief.',
				maxTokens: 2000,
				...media,
				options: { extraBody: { thinking: { type: 'enabled', budget_tokens: 1024 } } },
			}),
			{ items: [picture] },
		);
		expect(error).toBeUndefined();
		expect(bodies()[0]).toEqual({
			model: MODEL,
			max_tokens: 2000,
			system: 'Be brief.',
			messages: [
				{
					role: 'user',
					content: [
						{ type: 'image', source: { type: 'base64', media_type: 'image/png', data: png } },
						{ type: 'text', text: 'What is this?' },
					],
				},
			],
			thinking: { type: 'enabled', budget_tokens: 1024 },
		});
		expect(items[0]!.json).toEqual({
			text: expect.any(String),
			reasoning: 'What is this about?',
			finishReason: 'end_turn',
			call: expect.objectContaining({ costUsd: expect.any(Number) }),
		});
	});

	it('takes what the roles System and Developer say as its system prompt', async () => {
		const { error } = await runNode(
			credential,
			message('', {
				systemPrompt: 'Be brief.',
				inputMode: 'messages',
				messages: {
					message: [
						{ role: 'system', content: 'Be kind.' },
						{ role: 'user', content: 'Hello' },
						{ role: 'developer', content: 'Be exact.' },
					],
				},
			}),
		);
		expect(error).toBeUndefined();
		expect(bodies()[0]).toMatchObject({
			system: 'Be brief.\n\nBe kind.\n\nBe exact.',
			messages: [{ role: 'user', content: 'Hello' }],
		});
	});

	it('gives tool calls out and takes results back', async () => {
		const asked = await runNode(credential, message('How is the weather in Oslo?', { tools }));
		expect(bodies()[0]).toMatchObject({
			tools: [{ name: 'get_weather', input_schema: tools[0]!.parameters }],
		});
		const toolCalls = asked.items[0]!.json.toolCalls as IDataObject[];
		expect(toolCalls).toMatchObject([{ type: 'tool_use', name: 'get_weather' }]);
		const answered = await runNode(
			credential,
			message('', {
				inputMode: 'messages',
				messages: {
					message: [
						{ role: 'user', content: 'How is the weather in Oslo?' },
						{ role: 'assistant', content: '', toolCalls: toolCalls as never },
						{ role: 'tool', content: 'Rain', toolCallId: toolCalls[0]!.id },
					],
				},
			}),
		);
		expect(answered.error).toBeUndefined();
		expect(bodies()[1]).toMatchObject({
			messages: [
				{ role: 'user' },
				{ role: 'assistant', content: toolCalls },
				{
					role: 'user',
					content: [{ type: 'tool_result', tool_use_id: toolCalls[0]!.id, content: 'Rain' }],
				},
			],
		});
	});

	it('refuses what no block takes before anything is sent', async () => {
		const table = { data: { data: png, mimeType: 'text/csv', fileName: 'a.csv' } };
		const { error } = await runNode(credential, message('Look', media), {
			items: [{ json: {}, binary: table }],
		});
		expect(error?.message).toMatch(/^“Media” \(media\[0\]\) is of the type text\/csv/);
		const empty = await runNode(credential, message(''));
		expect(empty.error?.message).toMatch(/^“Prompt” is required/);
		expect(sandbox.requests).toHaveLength(0);
	});
});

describe('chat: respond', () => {
	const respond = (input: unknown, more: IDataObject = {}) =>
		chat('respond', 'gpt-4o-mini', { input: input as string, ...more });

	it('answers, and goes on from an earlier response', async () => {
		const first = await runNode(credential, respond('Hello', { instructions: 'Be kind.' }));
		expect(first.error).toBeUndefined();
		expect(bodies()[0]).toEqual({ model: 'gpt-4o-mini', input: 'Hello', instructions: 'Be kind.' });
		expect(first.items[0]!.json).toEqual({
			id: expect.stringMatching(/^resp_/),
			text: expect.stringContaining('Hello'),
			status: 'completed',
			call: expect.objectContaining({ costUsd: expect.any(Number) }),
		});
		const previousResponseId = first.items[0]!.json.id as string;
		const second = await runNode(credential, respond('And?', { previousResponseId }));
		expect(second.error).toBeUndefined();
		expect(bodies()[1]).toMatchObject({ previous_response_id: previousResponseId });
	});

	it('sends files, tools and a schema in the words of Responses', async () => {
		const jsonSchema = { type: 'object', properties: { title: { type: 'string' } } };
		const seen = await runNode(
			credential,
			respond('What is this?', { ...media, responseFormat: 'json_schema', jsonSchema }),
			{ items: [picture] },
		);
		expect(bodies()[0]).toMatchObject({
			input: [
				{
					role: 'user',
					content: [
						{ type: 'input_text', text: 'What is this?' },
						{ type: 'input_image', image_url: `data:image/png;base64,${png}` },
					],
				},
			],
			text: { format: { type: 'json_schema', name: 'answer', schema: jsonSchema } },
		});
		expect(seen.items[0]!.json.output).toEqual({ title: expect.any(String) });
		const called = await runNode(credential, respond('The weather in Oslo?', { tools }));
		expect(bodies()[1]).toMatchObject({ tools: [{ type: 'function', name: 'get_weather' }] });
		expect(called.items[0]!.json.toolCalls).toMatchObject([
			{ type: 'function_call', name: 'get_weather' },
		]);
	});

	it('gives a picture the model made as a file', async () => {
		const tools = JSON.stringify([{ type: 'image_generation' }]);
		const { items, error } = await runNode(credential, respond('A red boat', { tools }));
		expect(error).toBeUndefined();
		const { id, ...rest } = (items[0]!.json.otherOutput as IDataObject[])[0]!;
		expect(rest).toEqual({ type: 'image_generation_call', status: 'completed' });
		expect(id).toMatch(/^ig_/);
		expect(items[0]!.binary!.data).toMatchObject({ mimeType: 'image/png', fileName: 'image.png' });
	});

	it('refuses a document that no response takes by its address', async () => {
		const input = [{ parameter: 'image_url', source: 'url', url: 'https://files.example/a.pdf' }];
		const { error } = await runNode(credential, respond('Read', { media: { input } }));
		expect(error?.message).toMatch(
			/^“Media” \(media\[0\]\): A response takes a PDF document as a file/,
		);
		expect(sandbox.requests).toHaveLength(0);
	});

	it('waits for a response in the background, or leaves it to Job > Wait', async () => {
		const options = { pollInterval: 0.1 };
		const waited = await runNode(credential, respond('Hello', { background: true, options }));
		expect(waited.items[0]!.json).toMatchObject({
			status: 'completed',
			text: expect.stringContaining('Hello'),
			job: { operation: 'chat:respond', id: expect.stringMatching(/^resp_/) },
			call: { costUsd: expect.any(Number) },
		});
		const started = await runNode(
			credential,
			respond('Hello', { background: true, waitForCompletion: false }),
		);
		const { job } = started.items[0]!.json;
		const finished = await runNode(
			credential,
			{ resource: 'job', operation: 'wait', job: '={{ $json.job }}', options },
			{ items: [{ json: { job } as never }] },
		);
		expect(finished.items[0]!.json).toMatchObject({ status: 'completed', job });
	});

	it('names the job when the model fails in the background', async () => {
		sandbox.addFault({ route: 'POST /v1/responses', kind: 'job-error' });
		const { error } = await runNode(
			credential,
			respond('Hello', { background: true, options: { pollInterval: 0.1 } }),
		);
		expect(error?.message).toMatch(/failed: The model stopped thinking\. \(job resp_/);
	});

	it('refuses an empty input before anything is sent', async () => {
		const { error } = await runNode(credential, respond(''));
		expect(error?.message).toMatch(/^“Input” is required/);
		expect(sandbox.requests).toHaveLength(0);
	});
});

it('chat: completeText continues a text', async () => {
	const { items, error } = await runNode(
		credential,
		chat('completeText', 'gpt-3.5-turbo-instruct', {
			prompt: 'Once upon a time',
			options: { extraBody: { n: 2 } },
		}),
	);
	expect(error).toBeUndefined();
	expect(sandbox.requests[0]).toMatchObject({ path: '/v1/completions' });
	expect(items[0]!.json).toMatchObject({
		text: expect.stringContaining('Once upon a time'),
		choices: [expect.any(String), expect.any(String)],
		finishReason: 'stop',
	});
});
