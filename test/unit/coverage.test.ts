import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as client from '../../client';
import type { Endpoint, HttpRequest, JobOperation } from '../../client';
import { findOperation } from '../../nodes/AimlApi/resources';
import documented from '../fixtures/operations.json';
import { findRoute } from '../sandbox/routes';

/** One endpoint as the client calls it, the node operation that does, and what the client exports it in. */
interface Covered {
	readonly request: Pick<HttpRequest, 'method' | 'path'>;
	readonly node: string;
	readonly exported: string;
}

const body = {
	model: 'm',
	messages: [{ role: 'user', content: 'Hi' }],
	prompt: 'p',
	user_prompt: 'p',
	input: 'i',
};
const recording = { body: { model: 'm', url: 'https://example.com/a.mp3' } };
const file = { bytes: new Uint8Array([1]), fileName: 'a', mimeType: 'text/plain' };

/** What the client sends for the operations that build their own requests. */
const OWN: readonly Covered[] = [
	...own('completeChat', client.completeChat, body),
	...own('completeText', client.completeText, body),
	...own('createMessage', client.createMessage, { ...body, max_tokens: 1 }),
	...own('createResponse', client.createResponse, body),
	...own('respondInBackground', client.respondInBackground.check, '{}'),
	...own('createEmbeddings', client.createEmbeddings, body),
	...own('generateImage', client.generateImage, body),
	...own('generateImageWithUrl', client.generateImageWithUrl, body),
	...ownJob('generateVideo', client.generateVideo, body),
	...client.generateVideoAt.flatMap((operation) => ownJob('generateVideoAt', operation, body)),
	...client.generateVideoAt.flatMap((operation) =>
		own('generateVideoAt', operation.check, 'a,b', operation.name),
	),
	...ownJob('extendVideo', client.extendVideo, { ids: { taskId: '{}' }, body }),
	...own('uploadVideoImage', client.uploadVideoImage, { body: { url: 'u' } }),
	...Object.values(client.VIDEO_LISTS).flatMap((list) => own('VIDEO_LISTS', list, undefined)),
	...own('getBalance', client.getBalance, undefined),
	...own('getBatch', client.getBatch, '{}'),
	...own('listModels', client.listModels, {}),
	...own('listModelsWithDetails', client.listModelsWithDetails, {}),
	...own('uploadFile', client.uploadFile, { file, purpose: 'p' }),
	...own('detectFeatures', client.detectFeatures, { ...body, image: {}, features: [{}] }),
	...own('editUploadedImage', client.editUploadedImage, { body, images: [file] }),
	...ownJob('generateMusic', client.generateMusic, body),
	...own('generateMusicFromReference', client.generateMusicFromReference, {
		...body,
		lyrics: 'l',
		refer_voice: 'v',
	}),
	...own('uploadMusicReference', client.uploadMusicReference, { file, purpose: 'song' }),
	...ownJob('generateSongs', client.generateSongs, body),
	...own('generateSongs', client.generateSongs.check, 'a,b'),
	...ownJob('writeLyrics', client.writeLyrics, body),
	...Object.values(client.generateSongsAtOnce).flatMap((operation) =>
		own('generateSongsAtOnce', operation, body),
	),
	...own('recognizeText', client.recognizeText, { ...body, document: 'd' }),
	...own('synthesizeSpeech', client.synthesizeSpeech, { ...body, text: 't' }),
	...ownJob('transcribeSpeech', client.transcribeSpeech, recording),
	...own('transcribeAtOnce', client.transcribeAtOnce, recording),
	...(['createRun', 'createThreadAndRun', 'submitToolOutputs'] as const).flatMap((name) =>
		own(name, client[name].start, {
			ids: { threadId: '{}', runId: '{}' },
			body: { assistant_id: 'a', tool_outputs: ['o'] },
		}),
	),
	...client.SEARCH_RESULTS.flatMap((kind) =>
		own(
			'findSearchResults',
			client.findSearchResults(kind),
			{ followup_id: '{}' },
			`search:${kind === 'knowledge' ? 'get' : 'find'}${kind.charAt(0).toUpperCase()}${kind.slice(1)}`,
		),
	),
];

function own<Input>(
	exported: keyof typeof client,
	operation: { readonly name: string; request(input: Input): HttpRequest },
	input: Input,
	node = operation.name,
): Covered[] {
	return [{ request: operation.request(input), node, exported }];
}

function ownJob<Input>(
	exported: keyof typeof client,
	{ name, start, check }: JobOperation<Input, unknown>,
	input: Input,
): Covered[] {
	return [...own(exported, start, input, name), ...own(exported, check, '{}', name)];
}

const TABLES = [
	'ACCOUNT',
	'API_KEY',
	'ASSISTANT',
	'BATCH',
	'FILE',
	'MESSAGE',
	'MODEL',
	'RUN',
	'THREAD',
] as const;
const ENDPOINTS: readonly Covered[] = TABLES.flatMap((exported) =>
	Object.values<Endpoint>(client[exported]).map(({ method, path, name }) => ({
		request: { method, path },
		node: name,
		exported,
	})),
);

/** `POST /threads/{threadId}` as `POST /threads/{}`: the names of ids differ, encoded or not. */
function normal(method: string, path: string): string {
	return `${method} ${decodeURIComponent(path).replace(/\{\w*\}/g, '{}')}`;
}

const covered = new Map(
	[...OWN, ...ENDPOINTS].map((each) => [normal(each.request.method, each.request.path), each]),
);
const names = documented.map(({ method, path }) => `${method} ${path}`);

/** What the contract tests take from the client. */
const contract = readdirSync(join(__dirname, '../contract'))
	.filter((name) => name.endsWith('.test.ts'))
	.map((name) => readFileSync(join(__dirname, '../contract', name), 'utf8'))
	.flatMap((text) => /import \{([^}]*)\} from '\.\.\/\.\.\/client';/.exec(text)?.[1] ?? [])
	.flatMap((imported) => imported.split(',').map((name) => name.trim()));

test.each(names)('%s is in the client, the node, the sandbox and the contract tests', (name) => {
	const [method = '', path = ''] = name.split(' ');
	const found = covered.get(normal(method, path));
	expect(found).toBeDefined();
	// A job of an older endpoint carries its path: `video:generate/v1/…`.
	const [resource = '', operation = ''] = found!.node.replace(/\/.*$/, '').split(':');
	expect(findOperation(resource, operation)?.value).toBe(operation);
	expect(findRoute(method, path.replace(/\{\w+\}/g, 'x'))).toBeDefined();
	expect(contract).toContain(found!.exported);
});

test('every endpoint the client has is documented', () => {
	const known = new Set(documented.map(({ method, path }) => normal(method, path)));
	expect([...covered.keys()].filter((name) => !known.has(name))).toEqual([]);
});
