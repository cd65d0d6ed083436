import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { startSandbox, type Sandbox } from '../sandbox';
import { type Credential, readCatalogue, runNode } from './lib/node-harness';
import { byId } from './lib/parameters';

let sandbox: Sandbox;
let credential: Credential;

beforeAll(async () => {
	sandbox = await startSandbox();
	credential = { apiKey: sandbox.apiKey, baseUrl: sandbox.url };
	await readCatalogue(credential);
});
afterAll(async () => await sandbox.close());
beforeEach(() => sandbox.reset());

const MODEL = 'text-embedding-3-small';
const embed = (input: unknown, more: IDataObject = {}): IDataObject => ({
	resource: 'embedding',
	operation: 'create',
	model: byId(MODEL),
	input: input as string,
	...more,
});
const texts = ['Tomatoes grow in the sun', 'Birds sing', 'How to grow tomatoes'];
const items: INodeExecutionData[] = texts.map((text) => ({ json: { text } }));
const vectorOf = ({ json }: INodeExecutionData) => json.embedding as number[];
const likeness = (a: number[], b: number[]) =>
	a.reduce((sum, value, index) => sum + value * b[index]!, 0);

it('gives numbers for one text, with what the call cost', async () => {
	const run = await runNode(credential, embed('Laura is a DJ.'));
	expect(run.error).toBeUndefined();
	expect(sandbox.requests[0]!.body).toEqual({
		model: MODEL,
		input: 'Laura is a DJ.',
	});
	expect(run.items).toHaveLength(1);
	expect(vectorOf(run.items[0]!)).toHaveLength(1024);
	expect(run.items[0]!.json).toMatchObject({
		dimensions: 1024,
		index: 0,
		call: { costUsd: expect.any(Number), usage: { prompt_tokens: 4 } },
	});
});

it('gives an item for each text of a list, and the cost once', async () => {
	const run = await runNode(
		credential,
		embed(texts, { options: { extraBody: { dimensions: 256 } } }),
	);
	expect(run.items.map(({ json }) => json.index)).toEqual([0, 1, 2]);
	expect(run.items.map(({ pairedItem }) => pairedItem)).toEqual([
		{ item: 0 },
		{ item: 0 },
		{ item: 0 },
	]);
	expect(run.items.filter(({ json }) => 'costUsd' in (json.call as object))).toHaveLength(1);
	const [sun, birds, grow] = run.items.map(vectorOf);
	expect(likeness(sun!, grow!)).toBeGreaterThan(likeness(sun!, birds!));
});

it('sends all items in one request when told to, and pairs each with its own', async () => {
	const parameters = embed('={{ $json.text }}', { batch: true });
	const run = await runNode(credential, parameters, { items });
	expect(run.error).toBeUndefined();
	expect(sandbox.requests).toHaveLength(1);
	expect(sandbox.requests[0]!.body).toMatchObject({ input: texts });
	expect(run.items.map(({ pairedItem }) => pairedItem)).toEqual([
		{ item: 0 },
		{ item: 1 },
		{ item: 2 },
	]);
	expect(run.items.filter(({ json }) => 'costUsd' in (json.call as object))).toHaveLength(1);

	const alone = await runNode(credential, embed('={{ $json.text }}'), { items });
	expect(alone.items.map(vectorOf)).toEqual(run.items.map(vectorOf));
});

it('fails as one when the one request fails, item by item when told to go on', async () => {
	const fault = { route: 'POST /v1/embeddings', kind: 500 } as const;
	const parameters = embed('={{ $json.text }}', { batch: true });
	sandbox.addFault(fault);
	const failed = await runNode(credential, parameters, { items });
	expect(failed.error?.message).toMatch(/request id/);
	expect(sandbox.requests).toHaveLength(1);

	sandbox.addFault(fault);
	const continued = await runNode(credential, parameters, {
		items,
		onError: 'continueRegularOutput',
	});
	expect(continued.items.map(({ json }) => json.error)).toEqual(
		texts.map(() => expect.objectContaining({ message: expect.stringContaining('request id') })),
	);
});

it.each<[string, unknown, IDataObject, RegExp]>([
	['no input', '', {}, /^“Input” is required/],
	['a blank text', '  ', {}, /^“Input” must be texts that are not empty \(item 0\)/],
	['a blank text in a list', ['a', ''], {}, /^“Input” must be texts/],
	['a list of objects', [{}], { batch: true }, /^“Input” must be texts/],
])('refuses %s before anything is sent', async (_, input, more, message) => {
	const { error } = await runNode(credential, embed(input, more));
	expect(error?.message).toMatch(message);
	expect(sandbox.requests).toHaveLength(0);
});

it('adds nothing to the request that was not asked for', async () => {
	await runNode(credential, embed('Hi'));
	expect(sandbox.requests[0]!.body).toEqual({ model: MODEL, input: 'Hi' });
	const base64 = await runNode(
		credential,
		embed('Hi', { options: { extraBody: { encoding_format: 'base64', dimensions: 4 } } }),
	);
	expect(base64.items[0]!.json.embedding).toMatch(/^[\w+/]{22}==$/);
});

it('lets a blank text fail alone when told to go on', async () => {
	const run = await runNode(credential, embed('={{ $json.text }}', { batch: true }), {
		items: [{ json: { text: 'One' } }, { json: { text: ' ' } }, { json: { text: 'Three' } }],
		onError: 'continueRegularOutput',
	});
	expect(sandbox.requests[0]!.body).toMatchObject({ input: ['One', 'Three'] });
	expect(run.items.map(({ json }) => ('error' in json ? 'error' : 'vector'))).toEqual([
		'vector',
		'error',
		'vector',
	]);
	expect(run.items.map(({ pairedItem }) => pairedItem)).toEqual(
		[0, 1, 2].map((item) => ({ item })),
	);
});

it('reads each of many items once, and cuts them into requests', async () => {
	const many = Array.from({ length: 1500 }, (_, index) => ({ json: { text: `Text ${index}` } }));
	const run = await runNode(credential, embed('={{ $json.text }}', { batch: true }), {
		items: many,
	});
	expect(run.error).toBeUndefined();
	expect(run.items).toHaveLength(1500);
	expect(sandbox.requests.map(({ body }) => (body as { input: string[] }).input.length)).toEqual([
		1000, 500,
	]);
	expect(run.items.filter(({ json }) => 'costUsd' in (json.call as object))).toHaveLength(2);
	const alone = await runNode(credential, embed('Text 1234'));
	expect(vectorOf(run.items[1234]!)).toEqual(vectorOf(alone.items[0]!));
});
