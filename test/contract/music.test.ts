import {
	callOperation,
	generateMusic,
	generateMusicFromReference,
	startJob,
	uploadMusicReference,
	waitForJob,
} from '../../client';
import { failureOf, fakePorts } from '../unit/fake-ports';
import { music } from './documented';
import { describeRequests } from './media-requests';

describeRequests('music: generate', music, generateMusic.start.request, {
	model: 'google/lyria2',
	least: { prompt: 'Calm music with a piano.' },
});

test.each(music.samples)('$model: submission and result are read', async (sample) => {
	const ports = fakePorts([
		{ body: sample.submitted },
		{ body: { id: '1', status: 'generating', audio_file: null, error: null } },
		{ body: sample.polled },
	]);
	const { job } = await startJob(ports, generateMusic, sample.body);
	expect(job).toMatchObject({ operation: 'music:generate', id: sample.submitted!.id });
	const { output } = await waitForJob(ports, generateMusic, job);
	expect(output.output.url).toMatch(/^https:\/\/files\.example\/media\.(mp3|wav)$/);
	expect(ports.requests[1]).toMatchObject({
		method: 'GET',
		path: '/v2/generate/audio',
		query: { generation_id: job.id },
	});
});

test('lyrics or a reference do without a prompt', () => {
	const { request } = generateMusic.start;
	const least = { model: 'some/model' };
	expect(() => request(least)).toThrow(/^prompt: /);
	for (const body of [
		{ ...least, lyrics: 'La la' },
		{ ...least, reference_audio_url: 'https://files.example/a.mp3' },
	])
		expect(request(body).body).toEqual(body);
});

const OK = { status_code: 0, status_msg: 'success' };
const SONG = { model: 'music-01', lyrics: 'La la' };
const REFUSED = { status_code: 2013, status_msg: 'invalid params' };

describe('references', () => {
	const file = { bytes: Uint8Array.of(1), fileName: 'a.mp3', mimeType: 'audio/mpeg' };

	test('are uploaded as the documented form, and answered by their ids', async () => {
		const body = { voice_id: 'vocal-1', instrumental_id: 'instrumental-1', base_resp: OK };
		const ports = fakePorts([{ body }]);
		const input = { file, purpose: 'song' };
		const { output } = await callOperation(ports, uploadMusicReference, input);
		expect(output).toEqual({ voice_id: 'vocal-1', instrumental_id: 'instrumental-1' });
		expect(ports.requests).toMatchObject([
			{
				method: 'POST',
				path: '/v2/generate/audio/minimax/upload',
				multipart: [
					{ name: 'purpose', value: 'song' },
					{ name: 'file', value: file },
				],
			},
		]);
	});

	test('of an unknown purpose are refused', async () => {
		const error = await failureOf(() => uploadMusicReference.request({ file, purpose: 'noise' }));
		expect(error.details.field).toBe('purpose');
	});

	test('become music in hexadecimal digits', async () => {
		const body = { data: { status: 2, audio: 'FFfb9064' }, extra_info: { music_duration: 9 } };
		const ports = fakePorts([{ body: { ...body, base_resp: OK } }]);
		const input = { model: 'music-01', lyrics: 'La la', refer_voice: 'vocal-1' };
		const { output } = await callOperation(ports, generateMusicFromReference, input);
		expect(output.media).toEqual({
			bytes: Uint8Array.of(0xff, 0xfb, 0x90, 0x64),
			details: { music_duration: 9 },
		});
		expect(ports.requests).toMatchObject([
			{ method: 'POST', path: '/v2/generate/audio/minimax/generate', body: input },
		]);
	});

	test.each([
		['no music at all', { data: { status: 2, audio: '' }, base_resp: OK }, /no music/],
		[
			'a part of the music',
			{ data: { status: 1, audio: 'FFfb9064' }, base_resp: OK },
			/not finished/,
		],
		['half a byte', { data: { status: 2, audio: 'abc' }, base_resp: OK }, /no music/],
		['no hexadecimal digits', { data: { status: 2, audio: 'zz' }, base_resp: OK }, /no music/],
	])('%s is no success', async (_name, body, message) => {
		const error = await failureOf(() =>
			callOperation(fakePorts([{ body }]), generateMusicFromReference, SONG),
		);
		expect(error.code).toBe('unexpected-response');
		expect(error.message).toMatch(message);
	});

	test('a failure inside a success is reported as one', async () => {
		const ports = fakePorts([{ body: { base_resp: REFUSED } }]);
		const error = await failureOf(() => callOperation(ports, generateMusicFromReference, SONG));
		expect(error).toMatchObject({ code: 'server-error', details: { reported: true } });
		expect(error.message).toMatch(/invalid params/);
	});
});
