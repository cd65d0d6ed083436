import {
	callOperation,
	checkJob,
	generateSongs,
	generateSongsAtOnce,
	startJob,
	waitForJob,
	writeLyrics,
	type JsonObject,
} from '../../client';
import { failureOf, fakePorts } from '../unit/fake-ports';

const PATH = '/v2/generate/audio/suno-ai';
const job = (id: string) => ({ operation: generateSongs.name, id });
const song = (id: string, more: JsonObject = {}) => ({
	id,
	status: 'completed',
	title: 'Rain',
	audio_url: `https://files.example/${id}.mp3`,
	...more,
});
const check = async (body: JsonObject | readonly unknown[], id = 'a,b') =>
	(await checkJob(fakePorts([{ body }]), generateSongs, job(id))).output;

test('both songs of a request are one job, asked for together', async () => {
	const ports = fakePorts([
		{ body: { clip_ids: ['a', 'b'] } },
		{ body: [song('a'), song('b', { status: 'streaming', audio_url: '' })] },
		{ body: [song('a'), song('b')] },
	]);
	const { job: started } = await startJob(ports, generateSongs, { prompt: 'Rain' });
	expect(started).toMatchObject({ operation: `music:generate${PATH}/clip`, id: 'a,b' });
	const { output } = await waitForJob(ports, generateSongs, started);
	expect(output.output).toEqual([
		{ url: 'https://files.example/a.mp3', details: { id: 'a', title: 'Rain' } },
		{ url: 'https://files.example/b.mp3', details: { id: 'b', title: 'Rain' } },
	]);
	expect(ports.requests[1]).toMatchObject({
		method: 'GET',
		path: `${PATH}/clips`,
		query: { 'clip_ids[]': ['a', 'b'] },
	});
});

test('one clip is asked for alone, and more than six are refused', () => {
	expect(generateSongs.check.request('a')).toMatchObject({
		path: `${PATH}/clip`,
		query: { clip_id: 'a' },
	});
	expect(() => generateSongs.check.request('1,2,3,4,5,6,7')).toThrow(/^job: .*at most 6/);
});

test.each<[string, JsonObject | readonly unknown[]]>([
	['a list', [song('a')]],
	['a list in a field', { clips: [song('a')] }],
	['the clip alone', song('a')],
	['the status that others have seen', song('a', { status: 'complete' })],
])('a result is read from %s', async (_, body) => {
	expect(await check(body)).toMatchObject({
		status: 'completed',
		output: [{ url: 'https://files.example/a.mp3' }],
	});
});

test.each(['submitted', 'queued', 'streaming'])('%s is still running', async (status) => {
	expect(await check([song('a', { status }), song('b')])).toMatchObject({ status: 'running' });
});

test('a song is a result beside one that failed, and both failed are a failure', async () => {
	const failed = { id: 'b', status: 'error', error: 'Too loud.' };
	expect(await check([song('a'), failed])).toMatchObject({
		status: 'completed',
		output: [{ details: { id: 'a' } }],
	});
	expect(await check([failed, failed])).toMatchObject({ status: 'failed', reason: 'Too loud.' });
});

test.each<[string, JsonObject | readonly unknown[]]>([
	['nothing', {}],
	['an empty list', []],
	['a completed clip without audio', [song('a', { audio_url: '' })]],
])('%s is no result', async (_, body) => {
	const error = await failureOf(() => check(body));
	expect(error).toMatchObject({ code: 'unexpected-response', details: { job: { id: 'a,b' } } });
});

test('a submission without a clip is no job', async () => {
	for (const body of [{}, { clip_ids: [] }, { clip_ids: [1] }]) {
		const error = await failureOf(() =>
			startJob(fakePorts([{ body }]), generateSongs, { prompt: 'Rain' }),
		);
		expect(error.message).toMatch(/holds no clip id/);
	}
});

describe('lyrics', () => {
	test('are a job of their own', async () => {
		const ports = fakePorts([
			{ body: { id: '7' } },
			{ body: { title: '', text: '' } },
			{ body: { title: 'Rain', text: '[Verse]' } },
		]);
		const { job: started } = await startJob(ports, writeLyrics, { prompt: 'Rain' });
		const { output } = await waitForJob(ports, writeLyrics, started);
		expect(output.output).toEqual({ title: 'Rain', text: '[Verse]' });
		expect(ports.requests.map(({ method, query }) => [method, query])).toEqual([
			['POST', undefined],
			['GET', { lyric_id: '7' }],
			['GET', { lyric_id: '7' }],
		]);
	});

	test.each<[JsonObject, RegExp]>([
		[{ status: 'error', error: 'Refused.' }, /Refused/],
		[{ status: 'completed', text: '' }, /hold no text/],
	])('%j ends in an error with the job', async (body, message) => {
		const lyrics = { operation: writeLyrics.name, id: '7' };
		const error = await failureOf(() => waitForJob(fakePorts([{ body }]), writeLyrics, lyrics));
		expect(error.message).toMatch(message);
		expect(error.details.job).toEqual(lyrics);
	});
});

describe.each(Object.values(generateSongsAtOnce))('songs at once', (operation) => {
	const call = async (body: readonly unknown[] | JsonObject) =>
		await callOperation(fakePorts([{ body }]), operation, { prompt: 'Rain' });

	test('are read from the documented list', async () => {
		const list = [song('a', { tags: 'pop' }), song('b')];
		const { output } = await call(list);
		expect(output.songs.map(({ url, details }) => [url, details.id, details.tags])).toEqual([
			['https://files.example/a.mp3', 'a', 'pop'],
			['https://files.example/b.mp3', 'b', undefined],
		]);
		expect(output.body).toEqual({ data: list });
	});

	test.each<[readonly unknown[], RegExp]>([
		[[song('a', { status: 'submitted', audio_url: '' })], /no audio yet for the clips a\./],
		[[], /holds no audio\./],
	])('%j is no success', async (body, message) => {
		const error = await failureOf(() => call(body));
		expect(error.code).toBe('unexpected-response');
		expect(error.message).toMatch(message);
	});
});
