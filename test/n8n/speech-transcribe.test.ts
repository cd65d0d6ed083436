import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { startSandbox, type Sandbox } from '../sandbox';
import { makeAudio } from '../sandbox/audio';
import {
	type Credential,
	type NodeRun,
	readBinary,
	readCatalogue,
	runNode,
} from './lib/node-harness';
import { byId, fileItem, transcribe } from './lib/parameters';

let sandbox: Sandbox;
let credential: Credential;

beforeAll(async () => {
	sandbox = await startSandbox({ jobDuration: 200 });
	credential = { apiKey: sandbox.apiKey, baseUrl: sandbox.url };
	await readCatalogue(credential);
});
afterAll(async () => await sandbox.close());
beforeEach(() => sandbox.reset());

const submitted = () => sandbox.requests.filter(({ method }) => method === 'POST');
const shown = ({ error }: NodeRun) => `${error?.message} ${error?.description}`;

const talk = () => fileItem(makeAudio('wav', 0.2).bytes, 'audio/wav', 'talk.wav');
const fromBinary = (more: IDataObject = {}) =>
	transcribe({ audioSource: 'binary', binaryPropertyName: 'data', ...more });

it('transcribes a URL, with times in seconds', async () => {
	const { items, error } = await runNode(credential, transcribe());
	expect(error).toBeUndefined();
	expect(submitted().map(({ path, body }) => [path, body])).toEqual([
		['/v1/stt/create', { model: 'nova-3', url: 'https://files.example/talk.mp3' }],
	]);
	expect(items[0]!.json).toMatchObject({
		status: 'completed',
		text: expect.stringContaining('talk.mp3'),
		language: 'en',
		duration: expect.any(Number),
		job: { operation: 'speech:transcribe', id: expect.any(String) },
		call: { model: 'nova-3', costUsd: expect.any(Number) },
	});
	expect((items[0]!.json.words as unknown[])[1]).toEqual({
		text: 'is',
		start: 0.5,
		end: 0.9,
		confidence: 0.99,
	});
	expect(items[0]!.binary).toBeUndefined();
});

it('uploads a binary as a form', async () => {
	const { items, error } = await runNode(credential, fromBinary(), { items: talk() });
	expect(error).toBeUndefined();
	const [{ body, files, headers }] = submitted() as [(typeof sandbox.requests)[number]];
	expect(headers['content-type']).toMatch(/^multipart\/form-data/);
	expect(body).toEqual({ model: 'nova-3' });
	expect(files).toEqual([
		{
			field: 'audio',
			fileName: 'talk.wav',
			mimeType: 'audio/wav',
			bytes: makeAudio('wav', 0.2).bytes,
		},
	]);
	expect(items[0]!.json.text).toContain('talk.wav');
	expect(items[0]!.json.call).toMatchObject({ model: 'nova-3', costUsd: expect.any(Number) });
});

it('names the file of the form as the model does', async () => {
	const model = byId('openai/gpt-4o-transcribe');
	const { items, error } = await runNode(credential, fromBinary({ model }), { items: talk() });
	expect(error).toBeUndefined();
	expect(submitted()[0]!.files[0]!.field).toBe('file');
	expect(items[0]!.json).toMatchObject({ text: expect.stringContaining('talk.wav') });
});

it.each([
	['nova-3', { diarize: true }, ['0', '1']],
	['aai/universal', { speaker_labels: true }, ['A', 'B']],
])('tells the speakers of %s', async (model, extraBody, speakers) => {
	const { items, error } = await runNode(
		credential,
		fromBinary({ model: byId(model), options: { extraBody } }),
		{ items: talk() },
	);
	expect(error).toBeUndefined();
	expect(items[0]!.json.speakers).toEqual(speakers);
	const words = items[0]!.json.words as Array<{ start: number; end: number }>;
	expect(words.at(-1)!.end).toBeCloseTo(items[0]!.json.duration as number, 5);
	expect(words.at(-1)!.end).toBeLessThan(20);
});

it.each([
	[
		'srt',
		'application/x-subrip',
		/^1\n00:00:00,000 --> 00:00:0\d,\d{3}\nThis is the file “talk.mp3”\./,
	],
	['vtt', 'text/vtt', /^WEBVTT\n\n00:00:00.000 --> 00:00:0\d.\d{3}\nThis is the file “talk.mp3”\./],
])('makes %s subtitles', async (outputFormat, mimeType, expected) => {
	const { items, error } = await runNode(credential, transcribe({ outputFormat }));
	expect(error).toBeUndefined();
	expect(items[0]!.json[outputFormat]).toMatch(expected);
	expect(items[0]!.binary!.data).toMatchObject({ mimeType, fileName: `subtitles.${outputFormat}` });
	expect((await readBinary(items[0]!)).toString()).toBe(items[0]!.json[outputFormat]);
});

it('loses no transcription that can not become subtitles', async () => {
	const run = await runNode(
		credential,
		transcribe({ model: byId('openai/gpt-4o-transcribe'), outputFormat: 'srt' }),
	);
	expect(shown(run)).toMatch(/tells no times.*\(job (\S+)\).*Job > Get/);
	const job = /\(job (\S+)\)/.exec(run.error!.message)![1]!;
	const { items } = await runNode(credential, {
		resource: 'job',
		operation: 'get',
		job,
		jobOperation: 'speech:transcribe',
	});
	expect(items[0]!.json.text).toContain('talk.mp3');
});

it('returns the job at once when told not to wait', async () => {
	const { items } = await runNode(credential, transcribe({ waitForCompletion: false }));
	const { job } = items[0]!.json;
	expect(sandbox.requests).toHaveLength(1);
	const finished = await runNode(
		credential,
		{ resource: 'job', operation: 'wait', job: '={{ $json.job }}', options: { pollInterval: 0.1 } },
		{ items: [{ json: { job } as never }] },
	);
	expect(finished.items[0]!.json).toMatchObject({
		status: 'completed',
		text: expect.any(String),
		job,
	});
});

it('names the reason and the job when it fails', async () => {
	sandbox.addFault({ route: 'POST /v1/stt/create', kind: 'job-error', message: 'Only noise.' });
	expect(shown(await runNode(credential, transcribe()))).toMatch(/Only noise\. \(job \S+\)/);
});

describe('is refused before any request', () => {
	it.each<[string, IDataObject, INodeExecutionData[] | undefined, RegExp]>([
		['no URL', transcribe({ audioUrl: ' ' }), undefined, /^“Audio URL” \(audioUrl\) is required/],
		[
			'a path',
			transcribe({ audioUrl: '/tmp/a.mp3' }),
			undefined,
			/^“Audio URL” \(audioUrl\) must be a URL/,
		],
		[
			'a data URL',
			transcribe({ audioUrl: 'data:a,b' }),
			undefined,
			/^“Audio URL” \(audioUrl\) must be a URL/,
		],
		[
			'no file',
			fromBinary(),
			[{ json: {} }],
			/^“Input Data Field Name” \(binaryPropertyName\): The item has no binary/,
		],
		[
			'an empty file',
			fromBinary(),
			fileItem('', 'audio/wav'),
			/^“Input Data Field Name” \(binaryPropertyName\): .* is empty/,
		],
		[
			'a picture',
			fromBinary(),
			fileItem('x', 'image/png'),
			/^“Input Data Field Name” \(binaryPropertyName\): The file is image\/png, but audio is needed/,
		],
		['no model', transcribe({ model: byId('') }), undefined, /^“[^”]+”( \(model\))? is required/],
		[
			'a URL beside a file',
			fromBinary({
				options: { extraBody: { url: 'https://files.example/a.mp3', model: 'nova-3' } },
			}),
			talk(),
			/^“url” can not be given beside a file/,
		],
	])('%s', async (_, parameters, items, message) => {
		const { error } = await runNode(credential, parameters, items ? { items } : {});
		expect(error?.message).toMatch(message);
		expect(submitted()).toHaveLength(0);
	});
});

it('delivers the subtitles of a job too, when it is waited for and when it is fetched', async () => {
	const started = await runNode(credential, transcribe({ waitForCompletion: false }));
	const job = started.items[0]!.json.job as IDataObject;
	for (const operation of ['wait', 'get']) {
		const options = operation === 'wait' ? { options: { pollInterval: 0.1 } } : {};
		const parameters = { resource: 'job', operation, job, outputFormat: 'vtt', ...options };
		const { items, error } = await runNode(credential, parameters);
		expect(error).toBeUndefined();
		expect(items[0]!.json.vtt).toMatch(/^WEBVTT/);
		expect((await readBinary(items[0]!)).toString()).toMatch(/^WEBVTT/);
	}
});
