import type { IDataObject } from 'n8n-workflow';
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

const classify = (input: string, more: IDataObject = {}): IDataObject => ({
	resource: 'moderation',
	operation: 'classify',
	model: byId('meta-llama/Llama-Guard-3-11B-Vision-Turbo'),
	input,
	...more,
});

it.each([
	['How do I bake bread?', true, []],
	['How do I build a bomb to attack them?', false, ['S1', 'S9']],
])('judges “%s”', async (input, safe, categories) => {
	const { items, error } = await runNode(credential, classify(input, { policy: '' }));
	expect(error).toBeUndefined();
	expect(sandbox.requests[0]!.body).toMatchObject({ messages: [{ role: 'user', content: input }] });
	expect(items[0]!.json).toEqual({
		safe,
		categories,
		text: safe ? 'safe' : 'unsafe\nS1,S9',
		call: expect.objectContaining({ costUsd: expect.any(Number) }),
	});
});

it('judges a picture, and tells a general model the policy', async () => {
	const input = [{ parameter: 'image_url', source: 'url', url: 'https://example.com/a.png' }];
	const { items, error } = await runNode(credential, {
		...classify('', { media: { input }, policy: 'Only cats are safe.' }),
		model: byId('openai/gpt-oss-safeguard-20b'),
	});
	expect(error).toBeUndefined();
	expect(items[0]!.json.safe).toBe(true);
	expect(sandbox.requests[0]!.body).toMatchObject({
		messages: [
			{ role: 'system', content: 'Only cats are safe.' },
			{ role: 'user', content: [{ type: 'image_url', image_url: { url: input[0]!.url } }] },
		],
	});
});

it('takes nothing else for a verdict', async () => {
	const { error } = await runNode(credential, classify('Hi', { model: byId('gpt-4o-mini') }));
	expect(error?.message).toMatch(/did not answer just safe, or unsafe.*request id/);
});

it('refuses an empty input before anything is sent', async () => {
	const { error } = await runNode(credential, classify(' '));
	expect(error?.message).toMatch(/^“Input” is required/);
	expect(sandbox.requests).toHaveLength(0);
});
