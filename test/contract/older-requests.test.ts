import {
	API_KEY,
	extendVideo,
	generateImageWithUrl,
	generateSongs,
	generateSongsAtOnce,
	generateVideoAt,
	OLDER_VIDEO_ENDPOINTS,
	transcribeAtOnce,
	uploadVideoImage,
	writeLyrics,
	type HttpRequest,
	type JsonObject,
} from '../../client';
import { older, refusedByOlder } from './documented';

/** What the client sends to each older endpoint that takes a body. */
const REQUESTS: Readonly<Record<string, (body: JsonObject) => HttpRequest>> = {
	...Object.fromEntries(
		OLDER_VIDEO_ENDPOINTS.map(({ path }, index) => [path, generateVideoAt[index]!.start.request]),
	),
	'/v1/images/generations/with-url': generateImageWithUrl.request,
	'/v1/luma-ai/generations/{taskId}/extend': (body) =>
		extendVideo.start.request({ ids: { taskId: '{taskId}' }, body }),
	'/luma-ai/generations/file-upload': (body) => uploadVideoImage.request({ body }),
	'/v2/generate/audio/suno-ai/clip': generateSongs.start.request,
	'/v2/generate/audio/suno-ai/lyric': writeLyrics.start.request,
	...Object.fromEntries(
		Object.entries(generateSongsAtOnce).map(([path, { request }]) => [path, request]),
	),
	'/v1/stt': (body) => transcribeAtOnce.request({ body }),
	'/v1/keys/{prefix}': (body) => API_KEY.replace.request({ ids: { prefix: '{prefix}' }, body }),
};

describe.each(older)('$method $path', (operation) => {
	const { method, path, samples, request: schema } = operation;
	const request = REQUESTS[path]!;

	test.each(samples)('a documented body is sent as it is, and fits: %j', (body) => {
		const sent = request(body);
		expect({ ...sent, path: decodeURIComponent(sent.path) }).toEqual({ method, path, body });
		expect(refusedByOlder(operation, body)).toEqual([]);
	});

	test('a body without what is required is refused by its name', () => {
		for (const field of schema.required ?? []) {
			const { [field]: _left, ...rest } = samples[0]!;
			expect(() => request(rest)).toThrow(new RegExp(`^${field}: is required`));
		}
	});
});

test('songs are waited for, where nothing else says where to fetch them', () => {
	for (const { path, ...operation } of older.filter(
		({ path: known }) => known in generateSongsAtOnce,
	)) {
		const { body } = REQUESTS[path]!({ prompt: 'Rain' });
		expect(body).toEqual({ prompt: 'Rain', wait_audio: true });
		expect(refusedByOlder({ path, ...operation }, body)).toEqual([]);
	}
});

test('the least bodies of the others are refused without a text', () => {
	for (const path of ['/v2/generate/audio/suno-ai/clip', '/v2/generate/audio/suno-ai/lyric'])
		expect(() => REQUESTS[path]!({ title: 'Rain' })).toThrow(/^prompt: is required/);
	expect(() => REQUESTS['/v1/luma-ai/generations/{taskId}/extend']!({})).toThrow(/^user_prompt: /);
	expect(() => REQUESTS['/v1/stt']!({ model: 'm' })).toThrow(/^url: is required/);
});
