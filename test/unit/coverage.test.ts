import * as client from '../../client';
import type { Endpoint, HttpRequest } from '../../client';
import { findOperation } from '../../nodes/AimlApi/resources';
import documented from '../fixtures/operations.json';
import { findRoute } from '../sandbox/routes';

/** Documented, and covered on purpose by something else. */
const SUPERSEDED: Readonly<Record<string, string>> = {
	'GET /v1/models/with-details': 'GET /v1/models?include=all tells the same',
	'PUT /v1/keys/{prefix}': 'dropped from its page in favour of PATCH',
};

/** Not there yet; shrinks to nothing. */
const PENDING: readonly string[] = [
	'POST /v1/images/generations/with-url',
	'POST /v1/video/generations',
	'GET /v2/generate/video/luma-ai/generations',
	'GET /v2/generate/video/luma-ai/camera-motions',
	'POST /v1/luma-ai/generations',
	'GET /v1/luma-ai/generations',
	'GET /v1/luma-ai/generation',
	'POST /v1/luma-ai/generations/{taskId}/extend',
	'POST /luma-ai/generations/file-upload',
	'POST /v2/generate/audio/suno-ai/clip',
	'GET /v2/generate/audio/suno-ai/clip',
	'GET /v2/generate/audio/suno-ai/clips',
	'POST /v2/generate/audio/suno-ai/lyric',
	'GET /v2/generate/audio/suno-ai/lyric',
	'POST /generate',
	'POST /generate/custom-mode',
	'POST /v1/stt',
];

/** One endpoint as the client calls it, and the node operation that does. */
interface Covered {
	readonly request: Pick<HttpRequest, 'method' | 'path'>;
	readonly node: string;
}

const body = { model: 'm', messages: [{ role: 'user', content: 'Hi' }], prompt: 'p', input: 'i' };
const file = { bytes: new Uint8Array([1]), fileName: 'a', mimeType: 'text/plain' };

/** What the client sends for the operations that build their own requests. */
const OWN: readonly Covered[] = [
	own(client.completeChat, body),
	own(client.completeText, body),
	own(client.createMessage, { ...body, max_tokens: 1 }),
	own(client.createResponse, body),
	own(client.respondInBackground.check, '{}'),
	own(client.createEmbeddings, body),
	own(client.generateImage, body),
	own(client.generateVideo.start, body),
	own(client.generateVideo.check, '{}'),
	own(client.getBalance, undefined),
	own(client.getBatch, '{}'),
	own(client.listModels, {}),
	own(client.uploadFile, { file, purpose: 'p' }),
	own(client.detectFeatures, { ...body, image: {}, features: [{}] }),
	own(client.editUploadedImage, { body, images: [file] }),
	own(client.generateMusic.start, body),
	own(client.generateMusic.check, '{}'),
	own(client.generateMusicFromReference, { ...body, lyrics: 'l', refer_voice: 'v' }),
	own(client.uploadMusicReference, { file, purpose: 'song' }),
	own(client.recognizeText, { ...body, document: 'd' }),
	own(client.synthesizeSpeech, { ...body, text: 't' }),
	own(client.transcribeSpeech.start, { body: { ...body, url: 'https://example.com/a.mp3' } }),
	own(client.transcribeSpeech.check, '{}'),
	...client.generateVideoAt.flatMap(({ start, check }) =>
		[own(start, body), own(check, '{}')].map((each) => ({ ...each, node: 'video:generate' })),
	),
	...[client.createRun, client.createThreadAndRun, client.submitToolOutputs].map(({ start }) =>
		own(start, {
			ids: { threadId: '{}', runId: '{}' },
			body: { assistant_id: 'a', tool_outputs: ['o'] },
		}),
	),
	...client.SEARCH_RESULTS.map((kind) => ({
		...own(client.findSearchResults(kind), { followup_id: '{}' }),
		node: `search:${kind === 'knowledge' ? 'get' : 'find'}${kind.charAt(0).toUpperCase()}${kind.slice(1)}`,
	})),
];

function own<Input>(
	operation: { readonly name: string; request(input: Input): HttpRequest },
	input: Input,
): Covered {
	return { request: operation.request(input), node: operation.name };
}

const ENDPOINTS: readonly Covered[] = [
	client.ACCOUNT,
	client.API_KEY,
	client.ASSISTANT,
	client.BATCH,
	client.FILE,
	client.MESSAGE,
	client.MODEL,
	client.RUN,
	client.THREAD,
]
	.flatMap((table) => Object.values<Endpoint>(table))
	.map(({ method, path, name }) => ({ request: { method, path }, node: name }));

/** `POST /threads/{threadId}` as `POST /threads/{}`: the names of ids differ, encoded or not. */
function normal(method: string, path: string): string {
	return `${method} ${decodeURIComponent(path).replace(/\{\w*\}/g, '{}')}`;
}

const covered = new Map(
	[...OWN, ...ENDPOINTS].map((each) => [normal(each.request.method, each.request.path), each]),
);
const names = documented.map(({ method, path }) => `${method} ${path}`);
const wanted = names.filter((name) => !PENDING.includes(name) && !(name in SUPERSEDED));

test.each(wanted)('%s is in the client, the node and the sandbox', (name) => {
	const [method = '', path = ''] = name.split(' ');
	const found = covered.get(normal(method, path));
	expect(found).toBeDefined();
	const [resource = '', operation = ''] = found!.node.split(':');
	expect(findOperation(resource, operation)?.value).toBe(operation);
	expect(findRoute(method, path.replace(/\{\w+\}/g, 'x'))).toBeDefined();
});

test('what is pending or superseded is documented, and not there', () => {
	for (const name of [...PENDING, ...Object.keys(SUPERSEDED)]) {
		expect(names).toContain(name);
		const [method = '', path = ''] = name.split(' ');
		expect(covered.get(normal(method, path))?.node).toBeUndefined();
	}
});

test('every endpoint the client has is documented', () => {
	const known = new Set(documented.map(({ method, path }) => normal(method, path)));
	expect([...covered.keys()].filter((name) => !known.has(name))).toEqual([]);
});
