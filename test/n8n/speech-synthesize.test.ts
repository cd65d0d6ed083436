import type { IDataObject } from 'n8n-workflow';
import { startSandbox, type Sandbox } from '../sandbox';
import {
	type Credential,
	loadOptions,
	type NodeRun,
	readBinary,
	readCatalogue,
	runNode,
} from './lib/node-harness';
import { byId, speak } from './lib/parameters';

let sandbox: Sandbox;
let credential: Credential;

beforeAll(async () => {
	sandbox = await startSandbox();
	credential = { apiKey: sandbox.apiKey, baseUrl: sandbox.url };
	await readCatalogue(credential);
});
afterAll(async () => await sandbox.close());
beforeEach(() => sandbox.reset());

const paid = () => sandbox.requests.filter(({ path }) => path === '/v1/tts');
const shown = ({ error }: NodeRun) => `${error?.message} ${error?.description}`;
const extraBody = (body: IDataObject) => ({ options: { extraBody: body } });
/** About 5000 characters: two parts of 4096. */
const LONG = Array.from(
	{ length: 100 },
	(_, n) => `This is sentence number ${n} of a long text.`,
).join(' ');

it('speaks a text as binary and URL, and sends no voice unless one is chosen', async () => {
	const { items, error } = await runNode(credential, speak('Good morning!'));
	expect(error).toBeUndefined();
	expect(sandbox.requests.map(({ path }) => path)).toEqual(['/v1/tts']);
	expect(paid()[0]!.body).toEqual({ model: 'openai/gpt-4o-mini-tts', text: 'Good morning!' });
	expect(items[0]!.json).toMatchObject({
		url: expect.stringContaining(sandbox.mediaUrl),
		mimeType: 'audio/mpeg',
		fileName: 'speech.mp3',
		call: { model: 'openai/gpt-4o-mini-tts', costUsd: expect.any(Number) },
	});
	expect((await readBinary(items[0]!)).subarray(0, 3).toString()).toBe('ID3');
});

it('sends the chosen voice', async () => {
	await runNode(credential, speak('Hello', { voice: 'coral' }));
	expect(paid()[0]!.body).toMatchObject({ voice: 'coral' });
});

it.each([
	['the audio itself', 'deepgram/aura-2', 'audio/wav', 'RIFF'],
	['a URL without an object', 'elevenlabs/v3_alpha', 'audio/mpeg', 'ID3'],
	['base64', 'alibaba/qwen3-tts-flash', 'audio/mpeg', 'ID3'],
])('reads %s', async (_, model, mimeType, start) => {
	const { items, error } = await runNode(credential, speak('Hello', { model: byId(model) }));
	expect(error).toBeUndefined();
	expect(items[0]!.binary!.data!.mimeType).toBe(mimeType);
	expect((await readBinary(items[0]!)).toString('latin1', 0, start.length)).toBe(start);
});

it('offers the voices the model itself describes', async () => {
	const voices = await loadOptions(credential, 'getVoices', speak(''));
	expect(voices[0]).toEqual({ name: 'Default of the Model', value: '' });
	expect(voices.map(({ value }) => value)).toEqual(expect.arrayContaining(['alloy', 'shimmer']));
});

describe('a long text', () => {
	it.each([
		['wav', 'RIFF'],
		['mp3', '\xff\xfb'],
		['pcm', ''],
	])('becomes one %s file, in order, with the sum of the costs', async (format, start) => {
		const { items, error } = await runNode(
			credential,
			speak(LONG, extraBody({ response_format: format })),
		);
		expect(error).toBeUndefined();
		const texts = paid().map(({ body }) => (body as { text: string }).text);
		expect(texts).toHaveLength(2);
		expect([...texts].sort((a, b) => LONG.indexOf(a) - LONG.indexOf(b)).join(' ')).toBe(LONG);
		for (const text of texts) expect(text).toMatch(/\.$/);

		const { json, binary } = items[0]!;
		expect(Object.keys(binary!)).toEqual(['data']);
		const parts = json.parts as Array<{ characters: number; costUsd: number; url: string }>;
		expect(parts.map(({ characters }) => characters)).toEqual(
			[...texts].sort((a, b) => LONG.indexOf(a) - LONG.indexOf(b)).map(({ length }) => length),
		);
		expect(json.call).toMatchObject({
			costUsd: expect.closeTo(parts[0]!.costUsd + parts[1]!.costUsd, 10),
			attempts: 2,
		});
		const bytes = await readBinary(items[0]!);
		expect(bytes.toString('latin1', 0, start.length)).toBe(start);
		if (format === 'wav') {
			expect(bytes.readUInt32LE(4)).toBe(bytes.length - 8);
			expect(bytes.readUInt32LE(40)).toBe(bytes.length - 44);
		}
		if (format !== 'mp3') {
			const samples = format === 'wav' ? bytes.length - 44 : bytes.length;
			expect(samples / 2 / 8000).toBeCloseTo((texts[0]!.length + texts[1]!.length) * 0.01, 1);
		}
	});

	it('goes by the limit of the model', async () => {
		const { items } = await runNode(
			credential,
			speak(LONG.slice(0, 1500), { model: byId('alibaba/qwen3-tts-flash') }),
		);
		const lengths = paid().map(({ body }) => (body as { text: string }).text.length);
		expect(lengths.length).toBeGreaterThanOrEqual(3);
		expect(Math.max(...lengths)).toBeLessThanOrEqual(600);
		expect(items[0]!.json.isJoined).toBe(true);
	});

	it('is cut small enough for every model when its description is out of reach', async () => {
		sandbox.addFault({ route: 'GET /docs-json', kind: 503, times: 2 });
		await runNode(credential, speak(LONG.slice(0, 1500)));
		const lengths = paid().map(({ body }) => (body as { text: string }).text.length);
		expect(lengths.length).toBeGreaterThanOrEqual(3);
		expect(Math.max(...lengths)).toBeLessThanOrEqual(500);
	});

	it('is cut as before on a further try, so that no part is bought again', async () => {
		const parameters = speak(LONG.slice(0, 1500), { model: byId('alibaba/qwen3-tts-flash') });
		sandbox.addFault({ route: 'POST /v1/tts', kind: 500 });
		const failed = await runNode(credential, parameters);
		const count = paid().length;
		sandbox.addFault({ route: 'GET /docs-json', kind: 503, times: 2 });
		const { error } = await runNode(credential, parameters, { retryOf: failed });
		expect(error).toBeUndefined();
		expect(paid()).toHaveLength(count + 1);
	});

	it('becomes one file for each part when its format can not be joined', async () => {
		const { items } = await runNode(
			credential,
			speak(LONG, extraBody({ response_format: 'flac' })),
		);
		expect(items[0]!.json.isJoined).toBe(false);
		expect(Object.keys(items[0]!.binary!)).toEqual(['data', 'data2']);
	});

	it('tells what was paid for when a part fails', async () => {
		sandbox.addFault({ route: 'POST /v1/tts', kind: 503, after: 1 });
		const run = await runNode(credential, speak(LONG));
		expect(shown(run)).toMatch(
			/Part [12] of 2: .*1 of 2 parts of the text were spoken and paid for \(\$0\.\d+\)\. Their files: http/,
		);
		expect(paid()).toHaveLength(2);
	});
});

describe('is refused before anything is paid for', () => {
	it.each<[string, IDataObject, RegExp]>([
		['an empty text', speak('  '), /^“Text” is required/],
		['no model', speak('Hi', { model: byId('') }), /^“[^”]+”( \(model\))? is required/],
		[
			'an unknown voice',
			speak('Hi', { voice: 'Nobody' }),
			/^“Voice Name or ID” \(voice\) must be one of alloy/,
		],
	])('%s', async (_, parameters, message) => {
		const { error } = await runNode(credential, parameters);
		expect(error?.message).toMatch(message);
		expect(paid()).toHaveLength(0);
	});
});

it('says when an answer holds no audio', async () => {
	sandbox.addFault({ route: 'POST /v1/tts', kind: 'empty' });
	expect(shown(await runNode(credential, speak('Hi')))).toMatch(/holds no audio.*request id/);
});
