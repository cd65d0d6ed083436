import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { startSandbox, type Sandbox } from '../sandbox';
import { type Credential, readBinary, readCatalogue, runNode } from './lib/node-harness';
import { ask, byId } from './lib/parameters';

let sandbox: Sandbox;
let credential: Credential;

beforeAll(async () => {
	sandbox = await startSandbox();
	credential = { apiKey: sandbox.apiKey, baseUrl: sandbox.url };
	await readCatalogue(credential);
});
afterAll(async () => await sandbox.close());
beforeEach(() => sandbox.reset());

const sentBody = () => sandbox.requests[0]!.body as { messages: Array<{ content: unknown }> };
const media = (...input: IDataObject[]): IDataObject => ({ media: { input } });
const file = (name: string, mimeType: string, text: string): INodeExecutionData['binary'] => ({
	[name]: { data: Buffer.from(text).toString('base64'), mimeType, fileName: `${name}.file` },
});
const withFiles: INodeExecutionData[] = [
	{
		json: {},
		binary: {
			...file('photo', 'image/png', 'photo'),
			...file('report', 'application/pdf', '%PDF-1.4'),
			...file('voice', 'audio/x-wav', 'RIFF'),
			...file('song', 'audio/mpeg', 'ID3'),
			...file('clip', 'video/mp4', 'ftyp'),
			...file('table', 'text/csv', 'a,b'),
			...file('nothing', 'image/png', ''),
		},
	},
];
const attached = (binaryProperty: string, parameter = 'image_url'): IDataObject => ({
	parameter,
	source: 'binary',
	binaryProperty,
});
const base64 = (text: string) => Buffer.from(text).toString('base64');

describe('media', () => {
	it('is enough for a question, with the system prompt before it', async () => {
		await runNode(
			credential,
			ask('', { systemPrompt: 'Describe it.', ...media(attached('photo')) }),
			{
				items: withFiles,
			},
		);
		expect(sentBody().messages).toEqual([
			{ role: 'system', content: 'Describe it.' },
			{ role: 'user', content: [expect.objectContaining({ type: 'image_url' })] },
		]);
	});

	it('sends several pictures, by URL, data URL and file, with the last user message', async () => {
		const picture = 'https://example.com/cat.jpg';
		const dataUrl = `data:image/gif;base64,${base64('GIF89a')}`;
		const { error } = await runNode(
			credential,
			ask('What is this?', {
				systemPrompt: 'Be brief.',
				...media(
					{ parameter: 'image_url', source: 'url', url: picture },
					{ parameter: 'image_url', source: 'url', url: dataUrl },
					attached('photo'),
				),
			}),
			{ items: withFiles },
		);
		expect(error).toBeUndefined();
		expect(sentBody().messages).toEqual([
			{ role: 'system', content: 'Be brief.' },
			{
				role: 'user',
				content: [
					{ type: 'text', text: 'What is this?' },
					{ type: 'image_url', image_url: { url: picture } },
					{ type: 'image_url', image_url: { url: dataUrl } },
					{
						type: 'image_url',
						image_url: { url: `data:image/png;base64,${base64('photo')}` },
					},
				],
			},
		]);
	});

	it('sends each kind of file as the part that takes it', async () => {
		const { items, error } = await runNode(
			credential,
			ask('What is in these?', {
				...media(attached('report'), attached('voice'), attached('song', 'input_audio'), {
					parameter: 'video_url',
					source: 'url',
					url: 'https://example.com/a.mp4',
				}),
			}),
			{ items: withFiles },
		);
		expect(error).toBeUndefined();
		expect(sentBody().messages[0]!.content).toEqual([
			{ type: 'text', text: 'What is in these?' },
			{
				type: 'file',
				file: {
					filename: 'report.file',
					file_data: `data:application/pdf;base64,${base64('%PDF-1.4')}`,
				},
			},
			{ type: 'input_audio', input_audio: { data: base64('RIFF'), format: 'wav' } },
			{ type: 'input_audio', input_audio: { data: base64('ID3'), format: 'mp3' } },
			{ type: 'video_url', video_url: { url: 'https://example.com/a.mp4' } },
		]);
		expect(items[0]!.json.text).toContain('The document report.file holds 8 bytes.');
	});

	it.each<[string, IDataObject, RegExp]>([
		['a file no part takes', attached('table'), /^“Media” \(media\[0\]\) is of the type text\/csv/],
		[
			'a picture as audio',
			{ parameter: 'input_audio', source: 'url', url: 'data:image/png;base64,iVBORw0KGgo=' },
			/^“Media” \(media\[0\]\) is of the type image\/png, which does not go into input_audio/,
		],
		[
			'an empty file',
			attached('nothing'),
			/^“Media > Input Data Field Name” \(media\[0\]\.binaryProperty\): The file .* is empty/,
		],
		[
			'a missing file',
			attached('other'),
			/^“Media > Input Data Field Name” \(media\[0\]\.binaryProperty\): The item has no/,
		],
		[
			'an address of a document',
			{ parameter: 'file', source: 'url', url: 'https://example.com/a.pdf' },
			/^“Media” \(media\[0\]\): A document is sent as a file/,
		],
		[
			'an address that is none',
			{ parameter: 'image_url', source: 'url', url: 'ftp://example.com/a.png' },
			/^“Media > URL” \(media\[0\]\.url\) must be a URL/,
		],
		[
			'an unknown part',
			{ parameter: 'hologram', source: 'url', url: 'https://example.com/a' },
			/^“Media” \(media\[0\]\): “hologram” is none of/,
		],
	])('refuses %s before anything is sent', async (_, input, message) => {
		const { error } = await runNode(credential, ask('Look', media(input)), { items: withFiles });
		expect(error?.message).toMatch(message);
		expect(sandbox.requests).toHaveLength(0);
	});
});

describe('tools', () => {
	const weather = {
		name: 'get_weather',
		description: 'The weather in a town',
		parameters: { type: 'object', properties: { town: { type: 'string' } } },
	};

	it('gives the calls out and takes the results back', async () => {
		const { items } = await runNode(
			credential,
			ask('How is the weather in Oslo?', { tools: [weather] }),
		);
		expect(sandbox.requests[0]!.body).toMatchObject({
			tools: [{ type: 'function', function: weather }],
		});
		const toolCalls = items[0]!.json.toolCalls as Array<{ id: string }>;
		expect(items[0]!.json).toMatchObject({ text: '', finishReason: 'tool_calls' });
		expect(toolCalls).toMatchObject([{ function: { name: 'get_weather' } }]);

		const answer = await runNode(
			credential,
			ask('', {
				inputMode: 'messages',
				messages: {
					message: [
						{ role: 'user', content: 'How is the weather in Oslo?' },
						{ role: 'assistant', content: '', toolCalls: '={{ $json.toolCalls }}' },
						{ role: 'tool', content: 'Rain, 8 °C', toolCallId: '={{ $json.toolCalls[0].id }}' },
					],
				},
				tools: [weather],
			}),
			{ items: [{ json: { toolCalls } as never }] },
		);
		expect(answer.error).toBeUndefined();
		expect((sandbox.requests[1]!.body as { messages: unknown }).messages).toEqual([
			{ role: 'user', content: 'How is the weather in Oslo?' },
			{ role: 'assistant', content: null, tool_calls: toolCalls },
			{ role: 'tool', content: 'Rain, 8 °C', tool_call_id: toolCalls[0]!.id },
		]);
		expect(answer.items[0]!.json.text).toContain('Rain, 8 °C');
	});

	it.each<[string, IDataObject, RegExp]>([
		['tools that are no list', { tools: '{}' }, /^“[^”]+”( \(tools\))? must be a list/],
		['broken tools', { tools: '[{' }, /^“[^”]+”( \(tools\))? is not valid JSON/],
		[
			'a tool without a name',
			{ tools: [{ type: 'function', function: {} }] },
			/^“[^”]+”( \(tools\[0\]\))? must/,
		],
		[
			'a result of no call',
			{
				inputMode: 'messages',
				messages: { message: [{ role: 'tool', content: 'x', toolCallId: '' }] },
			},
			/^“Messages > Tool Call ID” \(messages\[0\]\.toolCallId\) is empty/,
		],
	])('refuses %s before anything is sent', async (_, parameters, message) => {
		const { error } = await runNode(credential, ask('Hi', parameters));
		expect(error?.message).toMatch(message);
		expect(sandbox.requests).toHaveLength(0);
	});
});

describe('structured output', () => {
	const schema = {
		type: 'object',
		properties: { title: { type: 'string' }, tags: { type: 'array', items: { type: 'string' } } },
		required: ['title', 'tags'],
	};

	it('gives the value that fits the schema', async () => {
		const { items, error } = await runNode(
			credential,
			ask('Name a book', { responseFormat: 'json_schema', jsonSchema: JSON.stringify(schema) }),
		);
		expect(error).toBeUndefined();
		expect(sentBody()).toMatchObject({
			response_format: { type: 'json_schema', json_schema: { name: 'answer', schema } },
		});
		expect(items[0]!.json.output).toEqual({
			title: expect.any(String),
			tags: [expect.any(String)],
		});
	});

	it('reads JSON mode too, also when Extra Body asks for it', async () => {
		const mode = await runNode(credential, ask('JSON please', { responseFormat: 'json_object' }));
		const extra = { response_format: { type: 'json_object' } };
		const raw = await runNode(credential, ask('JSON', { options: { extraBody: extra } }));
		for (const { items } of [mode, raw])
			expect(items[0]!.json.output).toEqual({ answer: expect.any(String) });
	});

	it('tells the text of an answer that is no JSON, because it was cut off', async () => {
		const { error } = await runNode(
			credential,
			ask('Name a book', {
				responseFormat: 'json_object',
				options: { extraBody: { max_tokens: 3 } },
			}),
		);
		expect(error?.message).toMatch(/asked for as JSON, but is none \(finish reason: length\)/);
		expect(error?.message).toMatch(/request id [0-9a-f-]{36}/);
		expect(error?.description).toContain('{"answer":');
	});

	it.each<[string, unknown, RegExp]>([
		['broken JSON', '{', /^“JSON Schema” \(jsonSchema\) is not valid JSON/],
		[
			'an example instead of a schema',
			{ title: 'A' },
			/^“JSON Schema” \(jsonSchema\) is no JSON Schema: it has none/,
		],
		[
			'an unknown type',
			{ type: 'text' },
			/^“JSON Schema” \(jsonSchema\) is no JSON Schema: type must be one of/,
		],
		[
			'an inner fault',
			{ type: 'object', properties: { a: { type: 'array', items: { type: 'int' } } } },
			/^“JSON Schema” \(jsonSchema\.a\[\]\) is no JSON Schema/,
		],
	])('refuses %s before anything is sent', async (_, jsonSchema, message) => {
		const { error } = await runNode(
			credential,
			ask('Hi', { responseFormat: 'json_schema', jsonSchema: jsonSchema as string }),
		);
		expect(error?.message).toMatch(message);
		expect(sandbox.requests).toHaveLength(0);
	});
});

describe('more of an answer', () => {
	it('gives every choice, with log probabilities', async () => {
		const extraBody = { n: 2, logprobs: true };
		const { items } = await runNode(credential, ask('Hi', { options: { extraBody } }));
		const { text, logprobs, choices } = items[0]!.json as IDataObject & { choices: IDataObject[] };
		expect(choices).toHaveLength(2);
		expect(choices[0]).toEqual({ text, logprobs, finishReason: 'stop' });
		expect(logprobs).toMatchObject({ content: expect.arrayContaining([]) });
	});

	it('gives every choice of a stream', async () => {
		const extraBody = { n: 2, stream: true };
		const { items } = await runNode(credential, ask('Hi', { options: { extraBody } }));
		const alone = await runNode(credential, ask('Hi'));
		const { text } = alone.items[0]!.json;
		expect(items[0]!.json).toMatchObject({ text, choices: [{ text }, { text }] });
	});

	it.each([
		[undefined, { include_usage: true }],
		[{ include_usage: false }, { include_usage: false }],
		[null, undefined],
	])('sends %j as the options of a stream that Extra Body asks for', async (given, sent) => {
		const extraBody = JSON.stringify({ stream: true, stream_options: given });
		const { error } = await runNode(credential, ask('Hi', { options: { extraBody } }));
		expect(error).toBeUndefined();
		expect((sentBody() as IDataObject).stream_options).toEqual(sent);
	});

	it('delivers speech as binary and its words as text', async () => {
		const { items, error } = await runNode(
			credential,
			ask('Say hello', {
				model: byId('alibaba/qwen3.5-omni-plus'),
				options: {
					binaryProperty: 'speech',
					extraBody: { modalities: ['text', 'audio'], audio: { voice: 'Cherry', format: 'wav' } },
				},
			}),
		);
		expect(error).toBeUndefined();
		expect(items[0]!.json.text).toContain('Say hello');
		expect(items[0]!.json).not.toHaveProperty('audio');
		expect(items[0]!.binary!.speech).toMatchObject({
			mimeType: 'audio/wav',
			fileName: 'answer.wav',
		});
		const bytes = await readBinary(items[0]!, 'speech');
		expect(bytes.subarray(0, 4).toString()).toBe('RIFF');
		expect(bytes.readUInt32LE(24)).toBe(24_000);
		const sent = sandbox.requests.filter(({ method }) => method === 'POST');
		expect(sent.map(({ body }) => body)).toEqual([expect.objectContaining({ stream: true })]);
		expect(items[0]!.json.call).toMatchObject({ costUsd: expect.any(Number) });
	});

	it('delivers samples as what they are', async () => {
		const audio = { voice: 'Cherry', format: 'pcm16' };
		const parameters = ask('Say hello', {
			model: byId('alibaba/qwen3.5-omni-plus'),
			options: { extraBody: { modalities: ['text', 'audio'], audio } },
		});
		const { items } = await runNode(credential, parameters);
		expect(items[0]!.binary!.data).toMatchObject({
			mimeType: 'audio/pcm',
			fileName: 'answer.pcm',
		});
	});

	it('collects a stream that the user asks for, with its tool calls', async () => {
		const tools = '[{"name": "get_weather", "parameters": {"type": "object"}}]';
		const { items, error } = await runNode(
			credential,
			ask('How is the weather?', { tools, options: { extraBody: '{"stream": true}' } }),
		);
		expect(error).toBeUndefined();
		expect(items[0]!.json.toolCalls).toMatchObject([{ function: { name: 'get_weather' } }]);
	});

	it('asks for a stream once the API says that it answers in no other way', async () => {
		const message = 'This model only supports stream mode.';
		sandbox.addFault({ route: 'POST /v1/chat/completions', kind: 400, message, times: 1 });
		const { items, error } = await runNode(credential, ask('Say hello'));
		expect(error).toBeUndefined();
		expect(items[0]!.json.text).toContain('Say hello');
		const sent = sandbox.requests.filter(({ method }) => method === 'POST');
		expect(sent.map(({ status }) => status)).toEqual([400, 200]);
	});

	it('gives the thinking and the sources', async () => {
		const thinking = await runNode(
			credential,
			ask('Why?', {
				model: byId('anthropic/claude-haiku-4.5'),
				options: { extraBody: { thinking: { type: 'enabled', budget_tokens: 1024 } } },
			}),
		);
		expect(thinking.items[0]!.json.reasoning).toEqual(expect.any(String));
		const searched = await runNode(
			credential,
			ask('What is new?', {
				model: byId('perplexity/sonar'),
				options: { extraBody: { web_search_options: {} } },
			}),
		);
		expect(searched.items[0]!.json.citations).toEqual([
			expect.stringContaining('https://'),
			expect.stringContaining('https://'),
		]);
	});
});
