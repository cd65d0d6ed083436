import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { startSandbox, type Sandbox } from '../sandbox';
import { makeAudio } from '../sandbox/audio';
import { runNode, searchModels, type Credential } from './lib/node-harness';
import { ask, byId, compose, draw, fileItem, film, speak, transcribe } from './lib/parameters';

let sandbox: Sandbox;
let credential: Credential;

beforeAll(async () => {
	sandbox = await startSandbox();
	credential = { apiKey: sandbox.apiKey, baseUrl: sandbox.url };
});
afterAll(async () => await sandbox.close());
beforeEach(() => sandbox.reset());

const NO_FILE: INodeExecutionData[] = [{ json: {} }];
const FROM_BINARY = { binaryPropertyName: 'data' };

const image = (operation: string, more: IDataObject): IDataObject => ({
	resource: 'image',
	operation,
	...(operation !== 'detectFeatures' && { model: byId('gpt-4o-mini') }),
	...more,
});
const analyze = (more: IDataObject) => image('analyze', { task: 'describe', ...more });
const detect = (more: IDataObject) =>
	image('detectFeatures', { features: ['TEXT_DETECTION'], ...more });
const edit = (more: IDataObject) =>
	image('edit', {
		editWith: 'media',
		model: byId('flux/dev/image-to-image'),
		prompt: 'Night',
		...more,
	});
const upload = (more: IDataObject = {}) =>
	edit({
		editWith: 'upload',
		model: byId('openai/gpt-image-1'),
		binaryPropertyNames: 'data',
		...more,
	});
const read = (more: IDataObject): IDataObject => ({
	resource: 'document',
	operation: 'recognizeText',
	model: byId('mistral-ocr-latest'),
	...more,
});
const sculpt = (more: IDataObject = {}): IDataObject => ({
	resource: 'model3d',
	operation: 'generate',
	model: byId('triposr'),
	...more,
});
const message = (more: IDataObject = {}): IDataObject => ({
	...ask('Hi'),
	operation: 'message',
	model: byId('anthropic/claude-haiku-4.5'),
	...more,
});
const respond = (more: IDataObject = {}): IDataObject => ({
	resource: 'chat',
	operation: 'respond',
	model: byId('openai/gpt-5-mini-2025-08-07'),
	input: 'Hi',
	...more,
});
const classify = (more: IDataObject = {}): IDataObject => ({
	resource: 'moderation',
	operation: 'classify',
	model: byId('openai/gpt-oss-safeguard-20b'),
	input: 'Hi',
	...more,
});
const uploadReference = (): IDataObject => ({
	resource: 'music',
	operation: 'uploadReference',
	purpose: 'song',
	...FROM_BINARY,
});
const assistants = (resource: string, operation: string, more: IDataObject): IDataObject => ({
	resource,
	operation,
	threadId: 'thread_1',
	assistantId: 'asst_1',
	...more,
});

/** The file of the item, or a URL, in the Media field. */
const attach = (parameter: string, url?: string): IDataObject => ({
	media: {
		input: [
			url === undefined
				? { parameter, source: 'binary', binaryProperty: 'data' }
				: { parameter, source: 'url', url },
		],
	},
});
const set = (value: IDataObject): IDataObject => ({
	modelParameters: { mappingMode: 'defineBelow', value },
});
const extra = (body: unknown): IDataObject => ({
	options: { extraBody: typeof body === 'string' ? body : JSON.stringify(body) },
});

/** Operations that work on one file, by URL or as a binary, and a file that is none of theirs. */
const SOURCES: ReadonlyArray<
	readonly [name: string, source: string, build: (more: IDataObject) => IDataObject, wrong: string]
> = [
	['image:analyze', 'image', analyze, 'text/plain'],
	['image:detectFeatures', 'image', detect, 'application/pdf'],
	['document:recognizeText', 'document', read, 'video/mp4'],
	['speech:transcribe', 'audio', transcribe, 'image/png'],
];

/** Operations that upload a binary, the field that names it, and a file that is none of theirs. */
const UPLOADS: ReadonlyArray<
	readonly [name: string, field: string, parameters: IDataObject, wrong?: string]
> = [
	['image:edit', 'binaryPropertyNames', upload(), 'image/gif'],
	['image:edit, mask', 'maskPropertyName', upload({ maskPropertyName: 'data' }), 'image/jpeg'],
	['music:uploadReference', 'binaryPropertyName', uploadReference(), 'audio/flac'],
	['file:upload', 'binaryPropertyName', { resource: 'file', operation: 'upload', ...FROM_BINARY }],
];

/** Operations with files in the Media field, where they go, and a file that is none of theirs. */
const MEDIA: ReadonlyArray<
	readonly [
		name: string,
		parameter: string,
		build: (more: IDataObject) => IDataObject,
		wrong: string,
	]
> = [
	['chat:complete', 'image_url', (more) => ask('Hi', more), 'application/zip'],
	['chat:message', 'image_url', message, 'image/tiff'],
	['chat:respond', 'image_url', respond, 'audio/mpeg'],
	['moderation:classify', 'image_url', classify, 'application/zip'],
	['image:generate', 'image_url', (more) => draw('A cube', more), 'video/mp4'],
	['image:edit', 'image_url', edit, 'audio/mpeg'],
	['model3d:generate', 'image_url', sculpt, 'text/plain'],
	['video:generate', 'image_url', (more) => film('A boat', more), 'audio/mpeg'],
	['video:generate', 'video_url', (more) => film('A boat', more), 'image/png'],
	['video:generate', 'audio_url', (more) => film('A boat', more), 'image/png'],
	['music:generate', 'reference_audio_url', (more) => compose('Piano', more), 'image/png'],
];

/** What is wrong, the parameters, the field that is named, what is said, the input item. */
type Row = readonly [string, IDataObject, string, RegExp, INodeExecutionData[]?];

const ROWS: readonly Row[] = [
	// The wrong kind of file
	...SOURCES.map(([name, source, build, wrong]): Row => [
		`${name}: ${wrong}`,
		build({ [`${source}Source`]: 'binary', ...FROM_BINARY }),
		'binaryPropertyName',
		/The file is \S+, but .* is needed/,
		fileItem('x', wrong),
	]),
	...SOURCES.filter(([, , , wrong]) => wrong === 'text/plain' || wrong === 'video/mp4').map(
		([name, source, build, wrong]): Row => [
			`${name}: a data URL of ${wrong}`,
			build({ [`${source}Source`]: 'url', [`${source}Url`]: `data:${wrong};base64,eA==` }),
			`${source}Url`,
			/The file is \S+, but .* is needed/,
		],
	),
	...UPLOADS.filter(([, , , wrong]) => wrong).map(([name, field, parameters, wrong]): Row => [
		`${name}: ${wrong}`,
		parameters,
		field,
		/The file is \S+, but .* is needed/,
		fileItem('x', wrong!),
	]),
	...MEDIA.map(([name, parameter, build, wrong]): Row => [
		`${name}: ${wrong} as ${parameter}`,
		build(attach(parameter)),
		'media[0]',
		/is needed|takes (JPEG|images)/,
		fileItem('x', wrong),
	]),
	// An empty file, and none at all
	...SOURCES.flatMap(([name, source, build]): Row[] => {
		const parameters = build({ [`${source}Source`]: 'binary', ...FROM_BINARY });
		return [
			[
				`${name}: an empty file`,
				parameters,
				'binaryPropertyName',
				/empty/,
				fileItem('', 'image/png'),
			],
			[`${name}: no file`, parameters, 'binaryPropertyName', /no binary field “data”/, NO_FILE],
			[
				`${name}: neither URL nor file`,
				build({ [`${source}Source`]: 'url', [`${source}Url`]: ' ' }),
				`${source}Url`,
				/is required and is empty/,
			],
		];
	}),
	...UPLOADS.filter(([, field]) => field !== 'maskPropertyName').flatMap(
		([name, field, parameters]): Row[] => [
			[`${name}: an empty file`, parameters, field, /empty/, fileItem('', 'image/png')],
			[`${name}: no file`, parameters, field, /no binary field “data”/, NO_FILE],
		],
	),
	...MEDIA.flatMap(([name, parameter, build]): Row[] => {
		const field = 'media[0].binaryProperty';
		const file = fileItem('', 'image/png');
		return [
			[`${name}: an empty file as ${parameter}`, build(attach(parameter)), field, /empty/, file],
			[`${name}: no file as ${parameter}`, build(attach(parameter)), field, /no binary field/],
			[
				`${name}: no URL as ${parameter}`,
				build(attach(parameter, '')),
				'media[0].url',
				/is required and is empty/,
			],
		];
	}),
	[
		'image:edit: no mask',
		upload({ maskPropertyName: 'mask' }),
		'maskPropertyName',
		/no binary field “mask”/,
		fileItem('x', 'image/png'),
	],
	['image:edit: nothing to edit', edit({}), 'media', /An image to edit is required/],
	['model3d:generate: nothing to work on', sculpt(), 'media', /An image or a mesh/],
	// A file over a documented limit
	[
		'document:recognizeText: a document over the limit',
		read({ documentSource: 'binary', ...FROM_BINARY }),
		'binaryPropertyName',
		/50\.1 MB, and the API takes at most 50 MB/,
		fileItem(Buffer.alloc(50_100_000, 1), 'application/pdf'),
	],
	[
		'document:recognizeText: a picture over the limit in the model’s description',
		read({ model: byId('zhipu/glm-ocr'), documentSource: 'binary', ...FROM_BINARY }),
		'binaryPropertyName',
		/10\.1 MB, and the API takes at most 10 MB/,
		fileItem(Buffer.alloc(10_100_000, 1), 'image/png'),
	],
	[
		'image:edit: a picture over the limit',
		upload(),
		'binaryPropertyNames',
		/50\.1 MB, and the API takes at most 50 MB/,
		fileItem(Buffer.alloc(50_100_000, 1), 'image/png'),
	],
	[
		'image:edit: a mask over the limit',
		upload({ maskPropertyName: 'data' }),
		'maskPropertyName',
		/4\.1 MB, and the API takes at most 4 MB/,
		fileItem(Buffer.alloc(4_100_000, 1), 'image/png'),
	],
	[
		'image:edit: too many pictures',
		upload({ binaryPropertyNames: Array(17).fill('data').join(',') }),
		'binaryPropertyNames',
		/17 images, and the API takes at most 16/,
		fileItem('x', 'image/png'),
	],
	[
		'music:uploadReference: a recording that is too short',
		uploadReference(),
		'binaryPropertyName',
		/9\.0 s long; it must be longer than 10 s/,
		fileItem(makeAudio('wav', 9).bytes, 'audio/wav'),
	],
	[
		'music:uploadReference: a recording that is too long',
		uploadReference(),
		'binaryPropertyName',
		/s long; it must be .* at most 600 s/,
		fileItem(makeAudio('mp3', 620).bytes, 'audio/mpeg'),
	],
	// An address that is none
	...SOURCES.flatMap(([name, source, build]): Row[] =>
		['ftp://files.example/a', '/tmp/a', 'https:///a', 'javascript:alert(1)'].map((url) => [
			`${name}: ${url}`,
			build({ [`${source}Source`]: 'url', [`${source}Url`]: url }),
			`${source}Url`,
			/must be a URL that starts with http/,
		]),
	),
	...MEDIA.map(([name, parameter, build]): Row => [
		`${name}: ftp as ${parameter}`,
		build(attach(parameter, 'ftp://files.example/a')),
		'media[0].url',
		/must be a URL that starts with http/,
	]),
	[
		'image:analyze: a data URL without bytes',
		analyze({ imageSource: 'url', imageUrl: 'data:image/png;base64,' }),
		'imageUrl',
		/without any bytes/,
	],
	[
		'video:generate: a file as a model parameter',
		film('A boat', {
			model: byId('alibaba/happyhorse-1-0'),
			...set({ image_url: 'file:///a.png' }),
		}),
		'image_url',
		/must be a URL that starts with http/,
	],
	// JSON that does not parse
	[
		'chat:complete: messages',
		ask('', { inputMode: 'json', messagesJson: '[{' }),
		'messagesJson',
		/not valid JSON/,
	],
	[
		'chat:message: messages',
		message({ inputMode: 'json', messagesJson: '[{' }),
		'messagesJson',
		/not valid JSON/,
	],
	['chat:complete: tools', ask('Hi', { tools: '[{' }), 'tools', /not valid JSON/],
	['chat:message: tools', message({ tools: '[{' }), 'tools', /not valid JSON/],
	['chat:respond: tools', respond({ tools: '[{' }), 'tools', /not valid JSON/],
	...(
		[
			['chat:complete', (more) => ask('Hi', more)],
			['chat:message', message],
			['chat:respond', respond],
			['image:generate', (more) => draw('A cube', more)],
			['image:edit', upload],
			['image:analyze', (more) => analyze({ imageUrl: 'https://files.example/a.png', ...more })],
			[
				'image:detectFeatures',
				(more) => detect({ imageUrl: 'https://files.example/a.png', ...more }),
			],
			['video:generate', (more) => film('A boat', more)],
			['music:generate', (more) => compose('Piano', more)],
			['model3d:generate', sculpt],
			['speech:synthesize', (more) => speak('Hi', more)],
			['speech:transcribe', (more) => transcribe(more)],
			[
				'document:recognizeText',
				(more) => read({ documentUrl: 'https://files.example/a.pdf', ...more }),
			],
			['moderation:classify', classify],
			['embedding:create', (more) => embed(more)],
			['search:answer', (more) => search('answer', more)],
			['search:findLinks', (more) => search('findLinks', more)],
			[
				'assistant:create',
				(more) => assistants('assistant', 'create', { model: 'gpt-4o', ...more }),
			],
			['run:create', (more) => assistants('run', 'create', more)],
		] as ReadonlyArray<readonly [string, (more: IDataObject) => IDataObject]>
	).map(([name, build]): Row => [
		`${name}: extra body`,
		build(extra('{"a":')),
		'extraBody',
		/not valid JSON/,
		fileItem('x', 'image/png'),
	]),
	[
		'music:generate: a model parameter',
		compose('Piano', { model: byId('minimax/music-1.5'), ...set({ audio_setting: '{' }) }),
		'audio_setting',
		/not valid JSON/,
	],
	[
		'batch:create: requests',
		{ resource: 'batch', operation: 'create', requests: '[{' },
		'requests',
		/not valid JSON/,
	],
	[
		'job:get: the job',
		{ resource: 'job', operation: 'get', job: '{"id"' },
		'job',
		/not valid JSON/,
	],
	[
		'assistant:create: tools',
		assistants('assistant', 'create', { model: 'gpt-4o', additionalFields: { tools: '[{' } }),
		'tools',
		/not valid JSON/,
	],
	[
		'thread:create: messages',
		assistants('thread', 'create', { messages: '[{' }),
		'messages',
		/not valid JSON/,
	],
	[
		'message:create: attachments',
		assistants('message', 'create', {
			role: 'user',
			content: 'Hi',
			additionalFields: { attachments: '[{' },
		}),
		'attachments',
		/not valid JSON/,
	],
	[
		'run:createThreadAndRun: thread',
		assistants('run', 'createThreadAndRun', { thread: '{' }),
		'thread',
		/not valid JSON/,
	],
	[
		'run:submitToolOutputs: outputs',
		assistants('run', 'submitToolOutputs', { runId: 'run_1', toolOutputs: '[{' }),
		'toolOutputs',
		/not valid JSON/,
	],
	// A schema that is none
	...(
		[
			['chat:complete', (more) => ask('Hi', more)],
			['chat:respond', respond],
		] as ReadonlyArray<readonly [string, (more: IDataObject) => IDataObject]>
	).flatMap(([name, build]): Row[] =>
		['{"title": "A book"}', '{"type": "text"}', '[]', '{"type":'].map((jsonSchema) => [
			`${name}: the schema ${jsonSchema}`,
			build({ responseFormat: 'json_schema', jsonSchema }),
			'jsonSchema',
			/is no JSON Schema|must be a JSON object|not valid JSON/,
		]),
	),
	...(
		[
			['chat:complete', (more) => ask('Hi', more)],
			['chat:message', message],
			['chat:respond', respond],
		] as ReadonlyArray<readonly [string, (more: IDataObject) => IDataObject]>
	).map(([name, build]): Row => [
		`${name}: a function whose parameters are no schema`,
		build({ tools: '[{"name": "look_up", "parameters": {"city": "a name"}}]' }),
		'tools[0].parameters',
		/is no JSON Schema/,
	]),
	// A voice the model does not have
	['speech:synthesize: a voice', speak('Hi', { voice: 'nobody' }), 'voice', /must be one of alloy/],
	[
		'speech:synthesize: a voice of a parameter',
		speak('Hi', set({ voice: 'nobody' })),
		'voice',
		/must be one of/,
	],
	// Larger than the model's own description allows
	[
		'video:generate: a file of 21 MB',
		film('A boat', { model: byId('video-01'), ...attach('first_frame_image') }),
		'media[0]',
		/has 21\.0 MB, and the API takes at most 20 MB/,
		fileItem(Buffer.alloc(21_000_000), 'image/png'),
	],
	// An expression that gives nothing, or something else than a message
	[
		'image:generate: a URL that is null',
		draw('A', {
			media: { input: [{ parameter: 'image_url', source: 'url', url: '={{ null }}' }] },
		}),
		'media[0].url',
		/is required and is empty/,
	],
	[
		'chat:complete: a tool call without its ID',
		ask('', {
			inputMode: 'messages',
			messages: { message: [{ role: 'tool', content: 'Rain', toolCallId: '={{ null }}' }] },
		}),
		'messages[0].toolCallId',
		/is empty/,
	],
	...[ask(''), message()].flatMap((chat) =>
		[null, 'Hi'].map((wrong): Row => {
			const messagesJson = JSON.stringify([{ role: 'user', content: 'Hi' }, wrong]);
			const parameters = { ...chat, inputMode: 'json', messagesJson };
			const name = `chat:${String(chat.operation)}: the message ${wrong}`;
			return [name, parameters, 'messagesJson[1]', /must be an object with a role/];
		}),
	),
	// Less than no time
	['video:generate: a duration', film('A boat', set({ duration: -5 })), 'duration', /must/],
	[
		'video:generate: a duration in the body',
		film('A boat', extra({ duration: '-5' })),
		'duration',
		/not be negative/,
	],
	[
		'music:generate: seconds',
		compose('Piano', set({ seconds_total: -5 })),
		'seconds_total',
		/must/,
	],
	[
		'music:generate: milliseconds',
		compose('Piano', extra({ music_length_ms: -10000 })),
		'music_length_ms',
		/not be negative/,
	],
	['video:generate: maxWait', film('A boat', { options: { maxWait: -1 } }), 'maxWait', /0 or more/],
	['job:wait: pollInterval', wait({ pollInterval: -1 }), 'pollInterval', /0 or more/],
	['chat:complete: timeout', ask('Hi', { options: { timeout: 0 } }), 'timeout', /1 or more/],
];

function wait(options: IDataObject): IDataObject {
	return {
		resource: 'job',
		operation: 'wait',
		job: { operation: 'video:generate', id: '1' },
		options,
	};
}

function embed(more: IDataObject): IDataObject {
	const model = byId('text-embedding-3-small');
	return { resource: 'embedding', operation: 'create', model, input: 'Hi', ...more };
}

function search(operation: string, more: IDataObject): IDataObject {
	return { resource: 'search', operation, model: byId('perplexity/sonar'), query: 'Hi', ...more };
}

const posted = () => sandbox.requests.filter(({ method }) => method === 'POST');

/** Both items are refused, each for itself, and nothing is sent. */
async function expectRefusal(
	parameters: IDataObject,
	field: string,
	problem: RegExp,
	[item]: INodeExecutionData[] = NO_FILE,
): Promise<void> {
	const items = [item, item] as INodeExecutionData[];
	const run = await runNode(credential, parameters, { items, onError: 'continueRegularOutput' });
	const escaped = field.replace(/[[\].]/g, '\\$&');
	expect(posted()).toEqual([]);
	expect(run.items).toHaveLength(2);
	for (const [index, { json, pairedItem }] of run.items.entries()) {
		const { message, ...details } = json.error as IDataObject;
		expect(message).toMatch(problem);
		expect(message).toMatch(new RegExp(`^“[^”]+” \\(${escaped}\\)|^“${escaped}”`, 'i'));
		expect(details).toMatchObject({ code: 'invalid-input', field });
		expect(pairedItem).toEqual({ item: index });
	}
}

it.each(ROWS.map((row) => [row[0], row] as const))('%s', async (_, row) => {
	const [, parameters, field, problem, item] = row;
	await expectRefusal(parameters, field, problem, item);
});

it('the error that ends a run names the item', async () => {
	const items = ['Hi', ''].map((prompt) => ({ json: { prompt } }));
	const { error } = await runNode(credential, ask('={{ $json.prompt }}'), { items });
	expect(error?.message).toMatch(/^“Prompt” is required/);
	expect(error?.context.itemIndex).toBe(1);
});

describe('what is said of a field', () => {
	it.each<[string, IDataObject, string, string | undefined]>([
		[
			'its label and its parameter name',
			transcribe({ audioUrl: '' }),
			'“Audio URL” (audioUrl) is required and is empty.',
			'Fill it in, or give it by an expression.',
		],
		[
			'no name that only repeats the label',
			ask(''),
			'“Prompt” is required and is empty.',
			'Fill it in, or give it by an expression.',
		],
		[
			'that its expression gives nothing',
			ask('={{ $json.nothing }}'),
			'“Prompt” is required and is empty.',
			'Its expression gives nothing for this item.',
		],
		[
			'the way to an option',
			ask('Hi', { options: { timeout: -5 } }),
			'“Options > Timeout (Seconds)” (timeout) must be a number of seconds, 1 or more.',
			undefined,
		],
		[
			'the way into a list',
			film('A boat', attach('image_url', 'a.png')),
			'“Media > URL” (media[0].url) must be a URL that starts with http:// or https://.',
			undefined,
		],
		[
			'the binary fields there are',
			analyze({ imageSource: 'binary', binaryPropertyName: 'picture' }),
			'“Input Data Field Name” (binaryPropertyName): The item has no binary field “picture”, only “data”.',
			undefined,
		],
		[
			'the value that is out of its limits',
			draw('A cube', set({ num_images: 9 })),
			'“num_images” must be at most 4, but is 9.',
			undefined,
		],
		[
			'which fields of the model take a file',
			film('A boat', attach('bogus_param', 'https://files.example/a.png')),
			'“Media > Parameter” (media[0].parameter): “bogus_param” is no field of this model: a file goes into image_url. Extra Body sends fields it does not describe.',
			undefined,
		],
	])('%s', async (_, parameters, message, hint) => {
		const items = fileItem('x', 'image/png');
		const { error } = await runNode(credential, parameters, { items });
		expect(error?.message).toBe(message);
		if (hint) expect(error?.description).toBe(hint);
		expect(posted()).toEqual([]);
	});
});

it('sends a Media parameter that cannot be looked up', async () => {
	sandbox.addFault({ route: 'GET /docs-json', kind: 503, times: 9 });
	await runNode(credential, film('A boat', attach('bogus_param', 'https://files.example/a.png')));
	expect(posted()[0]?.body).toMatchObject({ bogus_param: 'https://files.example/a.png' });
});

describe('a model of another operation, with the name of the right one', () => {
	beforeAll(async () => void (await searchModels(credential, ask('Hi'))));

	it.each<[string, IDataObject, string]>([
		['chat:complete', ask('Hi', { model: byId('flux/schnell') }), 'Image > Generate'],
		[
			'chat:completeText',
			{ ...ask('Hi'), operation: 'completeText', model: byId('flux/schnell') },
			'Image > Generate',
		],
		['chat:message', message({ model: byId('flux/schnell') }), 'Image > Generate'],
		['chat:respond', respond({ model: byId('nova-3') }), 'Speech > Transcribe'],
		['image:generate', draw('A cube', { model: byId('ltxv/ltxv-2-fast') }), 'Video > Generate'],
		['image:edit', edit({ model: byId('gpt-4o-mini') }), 'Chat > Complete'],
		['image:analyze', analyze({ model: byId('flux/schnell') }), 'Image > Generate'],
		['video:generate', film('A boat', { model: byId('stable-audio') }), 'Music > Generate'],
		['music:generate', compose('Piano', { model: byId('nova-3') }), 'Speech > Transcribe'],
		['speech:synthesize', speak('Hi', { model: byId('nova-3') }), 'Speech > Transcribe'],
		[
			'speech:transcribe',
			transcribe({ model: byId('openai/gpt-4o-mini-tts') }),
			'Speech > Synthesize',
		],
		['model3d:generate', sculpt({ model: byId('nova-3') }), 'Speech > Transcribe'],
		[
			'document:recognizeText',
			read({ model: byId('text-embedding-3-small') }),
			'Embedding > Create',
		],
		['embedding:create', embed({ model: byId('mistral-ocr-latest') }), 'Document > Recognize Text'],
		['moderation:classify', classify({ model: byId('flux/schnell') }), 'Image > Generate'],
		['search:answer', search('answer', { model: byId('flux/schnell') }), 'Image > Generate'],
		['search:findLinks', search('findLinks', { model: byId('flux/schnell') }), 'Image > Generate'],
	])('%s', async (_, parameters, right) => {
		await expectRefusal(
			parameters,
			'model',
			new RegExp(`^“Model”: \\S+ .*takes an? .*choose one from the list\\. “\\S+” is for ${right}`),
		);
	});
});
