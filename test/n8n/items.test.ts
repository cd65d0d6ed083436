import type { INodeExecutionData } from 'n8n-workflow';
import { startSandbox, type Sandbox } from '../sandbox';
import { runNode, type Credential } from './lib/node-harness';
import { ask, film } from './lib/parameters';

let sandbox: Sandbox;
let credential: Credential;

beforeAll(async () => {
	sandbox = await startSandbox({ jobDuration: 500 });
	credential = { apiKey: sandbox.apiKey, baseUrl: sandbox.url };
});
afterAll(async () => await sandbox.close());
beforeEach(() => {
	sandbox.reset();
	sandbox.set({ latency: 0, jobDuration: 500 });
});

const CHAT = 'POST /v1/chat/completions';
const numbered = (count: number): INodeExecutionData[] =>
	Array.from({ length: count }, (_, number) => ({ json: { number } }));

it('runs items side by side, bounded, and keeps their order and pairing', async () => {
	sandbox.set({ latency: 30 });
	const { items } = await runNode(credential, ask('=Item {{ $json.number }}'), {
		items: numbered(60),
	});
	expect(items.map(({ pairedItem }) => pairedItem)).toEqual(
		numbered(60).map((_, item) => ({ item })),
	);
	items.forEach(({ json }, number) => expect(json.text).toMatch(new RegExp(`Item ${number}\\b`)));
	expect(sandbox.maxInFlight).toBe(25);
});

it('lets an option whose expression fails for the first item fail that item alone', async () => {
	const clientRequestId = '={{ $json.number === 0 ? $("Nobody").first().json.id : "ok" }}';
	const { items } = await runNode(credential, ask('Hi', { options: { clientRequestId } }), {
		items: numbered(3),
		onError: 'continueRegularOutput',
	});
	expect(items.map(({ json }) => 'error' in json)).toEqual([true, false, false]);
});

it('obeys the concurrency that is set', async () => {
	sandbox.set({ latency: 20 });
	await runNode(credential, ask('Hi', { options: { concurrency: 3 } }), { items: numbered(12) });
	expect(sandbox.maxInFlight).toBe(3);
});

it('turns failed items into error items and goes on, when told to', async () => {
	sandbox.addFault({ route: CHAT, kind: 500, times: 1 });
	const { items, error } = await runNode(credential, ask('Hi', { options: { concurrency: 1 } }), {
		items: numbered(3),
		onError: 'continueRegularOutput',
	});
	expect(error).toBeUndefined();
	expect(items).toHaveLength(3);
	expect(items[0]).toMatchObject({
		json: {
			error: {
				message: expect.stringContaining('request id'),
				hint: expect.stringContaining('try again later'),
				code: 'server-error',
				status: 500,
				request: CHAT,
				requestId: expect.any(String),
			},
		},
		pairedItem: { item: 0 },
	});
	expect(items[1]!.json.text).toEqual(expect.any(String));
});

it('sends failed items to the error output, when told to', async () => {
	sandbox.addFault({ route: CHAT, kind: 500, times: 1 });
	const { items, errorItems } = await runNode(
		credential,
		ask('Hi', { options: { concurrency: 1 } }),
		{ items: numbered(3), onError: 'continueErrorOutput' },
	);
	expect(items).toHaveLength(2);
	expect(errorItems).toHaveLength(1);
	expect(errorItems[0]!.pairedItem).toMatchObject({ item: 0 });
	expect(errorItems[0]!.json).toMatchObject({
		number: 0,
		error: { message: expect.stringContaining('request id'), requestId: expect.any(String) },
	});
});

it('keeps the fields and files of the input on the error output', async () => {
	const input: INodeExecutionData = {
		json: { message: 'from a customer', details: 'of it', code: 7, hint: 'none', job: 'baker' },
		binary: { letter: { data: 'SGk=', mimeType: 'text/plain' } },
	};
	const { errorItems } = await runNode(credential, ask(''), {
		items: [input],
		onError: 'continueErrorOutput',
	});
	expect(errorItems[0]).toMatchObject({
		json: {
			...input.json,
			error: { message: expect.stringMatching(/is required/), code: 'invalid-input' },
		},
		binary: input.binary,
	});
});

it('names the failed item, stops, and says what else was paid for', async () => {
	sandbox.set({ jobDuration: 60_000 });
	const startedAt = Date.now();
	const { error } = await runNode(
		credential,
		film('={{ $json.number === 2 ? "" : "Item " + $json.number }}', {
			options: { concurrency: 3 },
		}),
		{ items: numbered(6) },
	);
	expect(error?.message).toMatch(/^“Prompt” is required/);
	expect(error?.context.itemIndex).toBe(2);
	expect(error?.description).toMatch(
		/can still be fetched with Job > Get: item 0: video:generate \S+; item 1: video:generate \S+\./,
	);
	expect(Date.now() - startedAt).toBeLessThan(5000);
	expect(sandbox.requests.filter(({ method }) => method === 'POST')).toHaveLength(2);
});

it.each([
	[2, /^Its expression .* Another item succeeded, but its result is not passed on/],
	[3, /^Its expression .* 2 other items succeeded, but their results are not passed on/],
])('says of %i items which results are lost', async (count, lost) => {
	const last = count - 1;
	const prompt = `={{ $json.number === ${last} ? "" : "Hi" }}`;
	const { error } = await runNode(credential, ask(prompt, { options: { concurrency: 1 } }), {
		items: numbered(count),
	});
	expect(error?.description).toMatch(lost);
});

it('gives no output and sends nothing without items', async () => {
	const { items } = await runNode(credential, ask('Hi'), { items: [] });
	expect(items).toEqual([]);
	expect(sandbox.requests).toHaveLength(0);
});
