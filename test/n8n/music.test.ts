import type { IDataObject } from 'n8n-workflow';
import { startSandbox, type Sandbox } from '../sandbox';
import { makeAudio } from '../sandbox/audio';
import { readBinary, runNode, type Credential, type NodeRun } from './lib/node-harness';
import { byId, compose, fileItem } from './lib/parameters';

let sandbox: Sandbox;
let credential: Credential;

beforeAll(async () => {
	sandbox = await startSandbox({ jobDuration: 200 });
	credential = { apiKey: sandbox.apiKey, baseUrl: sandbox.url };
});
afterAll(async () => await sandbox.close());
beforeEach(() => sandbox.reset());

const submitted = () => sandbox.requests.filter(({ method }) => method === 'POST');
const shown = ({ error }: NodeRun) => `${error?.message} ${error?.description}`;
const upload = (more: IDataObject = {}): IDataObject => ({
	resource: 'music',
	operation: 'uploadReference',
	binaryPropertyName: 'data',
	purpose: 'song',
	...more,
});
const sing = (more: IDataObject = {}) =>
	compose('', {
		generateFrom: 'reference',
		model: byId('music-01'),
		lyrics: 'Streetlights flicker',
		...more,
	});
const recording = () => fileItem(makeAudio('mp3', 12).bytes, 'audio/mpeg', 'song.mp3');

it('waits and delivers the piece as binary and as URL', async () => {
	const { items, error } = await runNode(credential, compose('Calm piano'));
	expect(error).toBeUndefined();
	expect(submitted()[0]!.body).toEqual({ model: 'stable-audio', prompt: 'Calm piano' });
	expect(items[0]!.json).toMatchObject({
		status: 'completed',
		url: expect.stringContaining(sandbox.mediaUrl),
		mimeType: 'audio/mpeg',
		fileName: 'music.mp3',
		job: { operation: 'music:generate', id: expect.any(String) },
		call: { model: 'stable-audio', costUsd: expect.any(Number) },
	});
	expect((await readBinary(items[0]!)).toString('latin1', 0, 3)).toBe('ID3');
	expect(JSON.stringify(sandbox.mediaRequests)).not.toContain(sandbox.apiKey);
});

it('sends lyrics and settings as model parameters', async () => {
	const { error } = await runNode(
		credential,
		compose('Calm piano', {
			model: byId('minimax/music-1.5'),
			modelParameters: {
				mappingMode: 'defineBelow',
				value: { lyrics: 'La la la la la', audio_setting: '{"format":"wav"}' },
			},
		}),
	);
	expect(error).toBeUndefined();
	expect(submitted()[0]!.body).toMatchObject({
		lyrics: 'La la la la la',
		audio_setting: { format: 'wav' },
	});
});

it('returns the job at once when told not to wait, and fetches it later', async () => {
	const { items } = await runNode(credential, compose('Piano', { waitForCompletion: false }));
	const { job } = items[0]!.json;
	const finished = await runNode(
		credential,
		{ resource: 'job', operation: 'wait', job: '={{ $json.job }}', options: { pollInterval: 0.1 } },
		{ items: [{ json: { job } as never }] },
	);
	expect(finished.items[0]!.binary!.data!.mimeType).toBe('audio/mpeg');
});

it('names the reason and the job when it fails', async () => {
	sandbox.addFault({ route: 'POST /v2/generate/audio', kind: 'job-error', message: 'Too loud.' });
	expect(shown(await runNode(credential, compose('Piano')))).toMatch(/Too loud\. \(job \S+\)/);
});

it('sings lyrics after an uploaded reference', async () => {
	const { items, error } = await runNode(credential, upload(), { items: recording() });
	expect(error).toBeUndefined();
	expect(submitted()[0]).toMatchObject({
		path: '/v2/generate/audio/minimax/upload',
		body: { purpose: 'song' },
		files: [{ field: 'file', fileName: 'song.mp3', mimeType: 'audio/mpeg' }],
	});
	const { voice_id, instrumental_id } = items[0]!.json;
	expect([voice_id, instrumental_id]).toEqual([expect.any(String), expect.any(String)]);

	const song = await runNode(
		credential,
		sing({ voiceId: '={{ $json.voice_id }}', instrumentalId: '={{ $json.instrumental_id }}' }),
		{ items },
	);
	expect(song.error).toBeUndefined();
	expect(submitted()[1]).toMatchObject({
		path: '/v2/generate/audio/minimax/generate',
		body: {
			model: 'music-01',
			lyrics: 'Streetlights flicker',
			refer_voice: voice_id,
			refer_instrumental: instrumental_id,
		},
	});
	expect(song.items[0]!.json).toMatchObject({ fileName: 'music.mp3', music_duration: 11_000 });
	expect(await readBinary(song.items[0]!)).toEqual(makeAudio('mp3', 11).bytes);
});

it('tells a failure that comes inside a success', async () => {
	const run = await runNode(credential, sing({ voiceId: 'nobody', instrumentalId: '' }));
	expect(shown(run)).toMatch(/invalid params, refer_voice.*request id/);
});

describe('is refused before any request', () => {
	it.each<[string, IDataObject, ReturnType<typeof fileItem>, RegExp]>([
		['an empty prompt', compose(' '), [{ json: {} }], /^“Prompt” is required/],
		[
			'no lyrics',
			sing({ lyrics: '', voiceId: 'vocal-1' }),
			[{ json: {} }],
			/^“Lyrics” is required/,
		],
		[
			'too many lyrics',
			sing({ lyrics: 'La '.repeat(201) }),
			[{ json: {} }],
			/^“Lyrics” must be at most 600/,
		],
		[
			'no recording',
			upload(),
			[{ json: {} }],
			/^“Input Data Field Name” \(binaryPropertyName\): The item has no binary/,
		],
		[
			'an empty recording',
			upload(),
			fileItem('', 'audio/mpeg'),
			/^“Input Data Field Name” \(binaryPropertyName\): .* empty/,
		],
		[
			'a recording in another format',
			upload(),
			fileItem('x', 'audio/flac'),
			/^“Input Data Field Name” \(binaryPropertyName\): The file is audio\/flac, but a WAV or MP3 file is needed/,
		],
		['no purpose', upload({ purpose: 'noise' }), recording(), /^“Purpose” must be one of/],
	])('%s', async (_, parameters, items, message) => {
		const { error } = await runNode(credential, parameters, { items });
		expect(error?.message).toMatch(message);
		expect(sandbox.requests).toHaveLength(0);
	});
});
