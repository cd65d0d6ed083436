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
import { byId, compose, draw, fileItem, film, transcribe } from './lib/parameters';

let sandbox: Sandbox;
let credential: Credential;

beforeAll(async () => {
	sandbox = await startSandbox({ jobDuration: 200 });
	credential = { apiKey: sandbox.apiKey, baseUrl: sandbox.url };
	await readCatalogue(credential);
});
afterAll(async () => await sandbox.close());
beforeEach(() => sandbox.reset());

const run = async (parameters: IDataObject, items?: INodeExecutionData[]) =>
	await runNode(credential, parameters, items ? { items } : {});
const submitted = () => sandbox.requests.filter(({ method }) => method === 'POST');
const asked = () => new Set(sandbox.requests.slice(1).map(({ path }) => path));
const shown = ({ error }: NodeRun) => `${error?.message} ${error?.description}`;
const at = (endpoint: string, more: IDataObject = {}) =>
	film('A paper boat', { options: { endpoint }, ...more });
const task = (value: string, more: IDataObject = {}) => film('', { task: value, ...more });
const song = (generateFrom: string, more: IDataObject = {}) =>
	compose('', { generateFrom, ...more });
const fetchJob = async (operation: 'get' | 'wait', job: unknown) =>
	await run(
		{ resource: 'job', operation, job: '={{ $json.job }}', options: { pollInterval: 0.1 } },
		[{ json: { job } as IDataObject }],
	);

const FIRST = '/v1/luma-ai/generations';
const SECOND = '/v2/generate/video/luma-ai/generation';
const CLIP = '/v2/generate/audio/suno-ai/clip';
const LYRIC = '/v2/generate/audio/suno-ai/lyric';

describe('video', () => {
	it('is asked for at the endpoint of today where there is no older one', async () => {
		const { items, error } = await run(at('/v1/video/generations'));
		expect(error).toBeUndefined();
		expect(submitted()).toMatchObject([
			{
				path: '/v1/video/generations',
				body: { model: 'ltxv/ltxv-2-fast', prompt: 'A paper boat' },
			},
		]);
		expect(asked()).toEqual(new Set(['/v2/video/generations']));
		expect(items[0]!.json.url).toContain(sandbox.mediaUrl);
		expect((await readBinary(items[0]!)).subarray(4, 8).toString()).toBe('ftyp');
	});

	it('is made by an endpoint that has its own words, and delivered alike', async () => {
		const { items, error } = await run(at(FIRST));
		expect(error).toBeUndefined();
		expect(submitted()[0]).toMatchObject({ path: FIRST, body: { user_prompt: 'A paper boat' } });
		expect(submitted()[0]!.body).not.toHaveProperty('model');
		expect(asked()).toEqual(new Set(['/v1/luma-ai/generation']));
		expect(items[0]!.json).toMatchObject({
			status: 'completed',
			url: expect.stringContaining(sandbox.mediaUrl),
			fileName: 'video.mp4',
			job: { operation: `video:generate${FIRST}` },
		});
		expect(items[0]!.binary!.data!.mimeType).toBe('video/mp4');
	});

	it.each([
		[FIRST, '/v1/luma-ai/generation'],
		[SECOND, `${SECOND}s`],
	])('%s: several jobs are fetched together by their ids', async (endpoint, path) => {
		const started = await runNode(credential, at(endpoint, { waitForCompletion: false }), {
			items: [{ json: {} }, { json: {} }],
		});
		const jobs = started.items.map(({ json }) => json.job as { operation: string; id: string });
		const id = jobs.map((job) => job.id).join(',');
		const { items, error } = await fetchJob('wait', { ...jobs[0], id });
		expect(error).toBeUndefined();
		expect(sandbox.requests.at(-1)!.path).toBe(path);
		expect(items[0]!.json.files).toMatchObject([
			{ fileName: 'video-1.mp4', binaryProperty: 'data' },
			{ fileName: 'video-2.mp4', binaryProperty: 'data2' },
		]);
		expect((await readBinary(items[0]!, 'data2')).subarray(4, 8).toString()).toBe('ftyp');
	});

	it('is extended, after the job of the item', async () => {
		const { items } = await run(at(FIRST));
		const extended = await run(
			task('extend', {
				userPrompt: 'It reaches the sea',
				additionalFields: { aspectRatio: '16:9', expandPrompt: false },
			}),
			items,
		);
		expect(extended.error).toBeUndefined();
		const { id } = items[0]!.json.job as { id: string };
		expect(submitted()[1]).toMatchObject({
			path: `${FIRST}/${encodeURIComponent(id)}/extend`,
			body: { user_prompt: 'It reaches the sea', aspect_ratio: '16:9', expand_prompt: false },
		});
		expect(extended.items[0]!.binary!.data!.mimeType).toBe('video/mp4');
		const { job } = extended.items[0]!.json;
		expect((await fetchJob('get', job)).items[0]!.json).toMatchObject({ status: 'completed', job });
		const listed = await run(task('listVideos'));
		expect(listed.items.map(({ json }) => json.id)).toEqual([id, (job as { id: string }).id]);
	});

	it('names the reason and the job when it fails', async () => {
		sandbox.addFault({ route: `POST ${FIRST}`, kind: 'job-error', message: 'Too scary.' });
		expect(shown(await run(at(FIRST)))).toMatch(/Too scary\. \(job \S+\)/);
	});

	it('tells the motions of the camera, and uploads an image', async () => {
		const motions = await run(task('listCameraMotions'));
		expect(motions.items.map(({ json }) => json.name)).toContain('Zoom In');
		const imageUrl = 'https://files.example/a.png';
		const uploaded = await run(task('uploadImage', { imageUrl }));
		expect(submitted()[0]).toMatchObject({
			path: '/luma-ai/generations/file-upload',
			body: { url: imageUrl },
		});
		expect(uploaded.items[0]!.json.url).toBe(imageUrl);
	});
});

describe('songs', () => {
	it('come in twos after an idea, each as binary and as URL', async () => {
		const { items, error } = await run(song('idea', { idea: 'Frogs', instrumental: true }));
		expect(error).toBeUndefined();
		expect(submitted()[0]).toMatchObject({
			path: CLIP,
			body: { gpt_description_prompt: 'Frogs', make_instrumental: true },
		});
		expect(submitted()[0]!.body).not.toHaveProperty('model');
		const { files, job, url } = items[0]!.json as { files: IDataObject[] } & IDataObject;
		expect(job).toMatchObject({ operation: `music:generate${CLIP}`, id: expect.any(String) });
		expect(files.map((file) => file.url)).toEqual([url, expect.stringContaining('http')]);
		for (const file of files) {
			const bytes = await readBinary(items[0]!, String(file.binaryProperty));
			expect(bytes.toString('latin1', 0, 3)).toBe('ID3');
		}
		expect(JSON.stringify(sandbox.mediaRequests)).not.toContain(sandbox.apiKey);
	});

	it('are sung after lyrics, go on from an earlier one, and can be fetched later', async () => {
		const first = await run(song('idea', { idea: 'Frogs', waitForCompletion: false }));
		const [clip] = String((first.items[0]!.json.job as IDataObject).id).split(',');
		const { items, error } = await run(
			song('lyrics', {
				lyrics: '[Verse] Rain',
				title: 'Rain',
				tags: 'pop',
				continueClipId: clip,
				continueAt: 12.5,
				waitForCompletion: false,
			}),
		);
		expect(error).toBeUndefined();
		expect(submitted()[1]!.body).toEqual({
			prompt: '[Verse] Rain',
			title: 'Rain',
			tags: 'pop',
			continue_clip_id: clip,
			continue_at: 12.5,
		});
		const later = await fetchJob('wait', items[0]!.json.job);
		expect(later.items[0]!.json.files).toMatchObject([{ title: 'Rain' }, { tags: 'pop' }]);
		const alone = await run({
			resource: 'job',
			operation: 'get',
			job: clip,
			jobOperation: `music:generate${CLIP}`,
		});
		expect(alone.items[0]!.json).toMatchObject({ fileName: 'music.mp3', id: clip });
	});

	it('name the reason and the job when they fail', async () => {
		sandbox.addFault({ route: `POST ${CLIP}`, kind: 'job-error', message: 'Too loud.' });
		expect(shown(await run(song('idea', { idea: 'Frogs' })))).toMatch(/Too loud\. \(job \S+\)/);
	});

	it('are named all, with their job, when one can not be downloaded', async () => {
		sandbox.addFault({ route: '/media', kind: 404 });
		expect(shown(await run(song('idea', { idea: 'Frogs' })))).toMatch(
			/could not be downloaded.*\(job \S+\).*fetch it from http\S+ , http\S+/,
		);
	});

	it('are preceded by lyrics alone, which the API tells once', async () => {
		const parameters = song('idea', { idea: 'Frogs', songEndpoint: LYRIC });
		const { items, error } = await run(parameters);
		expect(error).toBeUndefined();
		expect(submitted()[0]).toMatchObject({ path: LYRIC, body: { prompt: 'Frogs' } });
		expect(items[0]!.json).toMatchObject({
			title: 'A song',
			text: expect.stringContaining('Frogs'),
		});
		const again = await fetchJob('get', items[0]!.json.job);
		expect(shown(again)).toMatch(/not found.*job music:generate\S+ \S+\]/);
	});

	it.each([
		['idea', '/generate', { idea: 'Frogs' }, { prompt: 'Frogs' }],
		[
			'lyrics',
			'/generate/custom-mode',
			{ lyrics: '[Verse] Rain', title: 'Rain', tags: 'pop' },
			{ prompt: '[Verse] Rain', title: 'Rain', tags: 'pop' },
		],
	])('after %s, come at once from %s', async (source, songEndpoint, fields, body) => {
		const { items, error } = await run(song(source, { songEndpoint, ...fields }));
		expect(error).toBeUndefined();
		expect(sandbox.requests).toMatchObject([
			{ path: songEndpoint, body: { ...body, wait_audio: true } },
		]);
		expect(items[0]!.json.files).toHaveLength(2);
		expect((await readBinary(items[0]!, 'data2')).toString('latin1', 0, 3)).toBe('ID3');
	});

	it('that the request did not wait for are named, and no success', async () => {
		const extraBody = { wait_audio: false };
		const parameters = song('idea', { idea: 'Frogs', songEndpoint: '/generate' });
		const outcome = await run({ ...parameters, options: { extraBody } });
		expect(shown(outcome)).toMatch(/holds no audio yet for the clips \S+,\S+\./);
	});
});

it('image: an older address answers alike', async () => {
	const endpoint = '/v1/images/generations/with-url';
	const { items, error } = await run(draw('A red cube', { options: { endpoint } }));
	expect(error).toBeUndefined();
	expect(submitted()).toMatchObject([
		{ path: endpoint, body: { model: 'flux/schnell', prompt: 'A red cube' } },
	]);
	expect((await readBinary(items[0]!)).subarray(1, 4).toString()).toBe('PNG');
	expect(items[0]!.json.url).toContain(sandbox.mediaUrl);
});

describe('speech at once', () => {
	const endpoint = '/v1/stt';

	it('is transcribed from a URL, without a job', async () => {
		const { items, error } = await run(transcribe({ options: { endpoint } }));
		expect(error).toBeUndefined();
		expect(sandbox.requests).toMatchObject([
			{ path: endpoint, body: { model: 'nova-3', url: 'https://files.example/talk.mp3' } },
		]);
		const { json } = items[0]!;
		expect(json).toMatchObject({ status: 'completed', call: { costUsd: expect.any(Number) } });
		expect(json.text).toContain('talk.mp3');
		expect(json).not.toHaveProperty('job');
	});

	it('is transcribed from a file, as subtitles', async () => {
		const { items, error } = await run(
			transcribe({ audioSource: 'binary', outputFormat: 'vtt', options: { endpoint } }),
			fileItem(makeAudio('wav', 0.2).bytes, 'audio/wav', 'talk.wav'),
		);
		expect(error).toBeUndefined();
		expect(submitted()[0]!.files).toMatchObject([{ field: 'audio', fileName: 'talk.wav' }]);
		expect((await readBinary(items[0]!)).toString()).toMatch(/^WEBVTT/);
	});

	it('loses no text that can not become subtitles', async () => {
		const model = byId('openai/gpt-4o-transcribe');
		const outcome = await run(transcribe({ model, outputFormat: 'srt', options: { endpoint } }));
		expect(shown(outcome)).toMatch(/tells no times.*the text is “This is the file “talk\.mp3”/);
	});

	it('is paid for once when no answer comes', async () => {
		sandbox.addFault({ route: `POST ${endpoint}`, kind: 'reset-after' });
		const outcome = await run(transcribe({ options: { endpoint } }));
		expect(shown(outcome)).toMatch(/may have been carried out and paid for/);
		expect(sandbox.requests).toHaveLength(1);
	});
});

it('model: the older catalogue is listed alike', async () => {
	const { items } = await run({
		resource: 'model',
		operation: 'getMany',
		limit: 2,
		filters: { search: 'flux' },
		options: { endpoint: '/v1/models/with-details' },
	});
	expect(sandbox.requests).toMatchObject([{ path: '/v1/models/with-details' }]);
	expect(items).toHaveLength(2);
	expect(items[0]!.json).toMatchObject({ id: expect.stringContaining('flux') });
});

it('apiKey: what is not given is reset when the key is replaced', async () => {
	const key = { resource: 'apiKey', operation: 'create', name: 'Newsletter', threshold: 5 };
	const { prefix } = (await run(key)).items[0]!.json;
	const { items, error } = await run({
		resource: 'apiKey',
		operation: 'update',
		prefix,
		replace: true,
		additionalFields: { disabled: true },
	});
	expect(error).toBeUndefined();
	expect(sandbox.requests.at(-1)).toMatchObject({ method: 'PUT', body: { disabled: true } });
	expect(items[0]!.json).toMatchObject({ prefix, disabled: true, name: null, limit: null });
});

describe('is refused before any request', () => {
	it.each<[string, IDataObject, RegExp]>([
		['a video without a prompt', at(FIRST, { prompt: ' ' }), /^“user_prompt” is required/],
		['an unknown task', task('dance'), /^“Task”: “dance” is no task/],
		[
			'nothing to extend',
			task('extend', { userPrompt: 'On' }),
			/^“Video ID” \(taskId\) is required/,
		],
		[
			'no prompt to extend by',
			task('extend', { taskId: '7' }),
			/^“Prompt” \(userPrompt\) is required/,
		],
		['no image', task('uploadImage'), /^“Image URL” \(imageUrl\) is required/],
		[
			'no URL',
			task('uploadImage', { imageUrl: 'a.png' }),
			/^“Image URL” \(imageUrl\) must be a URL/,
		],
		['no idea', song('idea', { idea: ' ' }), /^“Idea” is required/],
		['no lyrics', song('lyrics', { lyrics: '' }), /^“Lyrics” is required/],
		[
			'lyrics for lyrics',
			song('lyrics', { lyrics: 'La', songEndpoint: LYRIC }),
			/^“Endpoint” \(songEndpoint\): “.*lyric” takes no lyrics/,
		],
		[
			'a time before the beginning',
			song('lyrics', { lyrics: 'La', continueClipId: '7', continueAt: -1 }),
			/^“Continue At \(Seconds\)” \(continueAt\) must be a number of seconds/,
		],
		[
			'too many clips',
			{
				resource: 'job',
				operation: 'get',
				job: '1,2,3,4,5,6,7',
				jobOperation: `music:generate${CLIP}`,
			},
			/^“Job” may name at most 6/,
		],
		[
			'an unknown endpoint',
			draw('A cube', { options: { endpoint: '/v1/x' } }),
			/^“Options > Endpoint” \(endpoint\): “\/v1\/x” is no endpoint/,
		],
	])('%s', async (_, parameters, message) => {
		const { error } = await run(parameters);
		expect(error?.message).toMatch(message);
		expect(sandbox.requests).toHaveLength(0);
	});
});
