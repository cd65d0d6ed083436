import type { INodeExecutionData } from 'n8n-workflow';
import { startSandbox, type Sandbox } from '../sandbox';
import { runNode, type Credential } from './lib/node-harness';
import { ask, draw, film } from './lib/parameters';

let sandbox: Sandbox;
let credential: Credential;

beforeAll(async () => {
	sandbox = await startSandbox({ jobDuration: 300 });
	credential = { apiKey: sandbox.apiKey, baseUrl: sandbox.url };
});
afterAll(async () => await sandbox.close());
beforeEach(() => {
	sandbox.reset();
	sandbox.set({ jobDuration: 300 });
});

const CHAT = 'POST /v1/chat/completions';
const submissions = () => sandbox.requests.filter(({ method }) => method === 'POST');
const numbered = (count: number): INodeExecutionData[] =>
	Array.from({ length: count }, (_, number) => ({ json: { number } }));

it('goes on waiting for the job that an earlier try has paid for', async () => {
	sandbox.set({ jobDuration: 1500 });
	const { items, error } = await runNode(
		credential,
		film('A boat', { options: { maxWait: 0.7 } }),
		{
			tries: 4,
		},
	);
	expect(error).toBeUndefined();
	expect(items[0]!.json.status).toBe('completed');
	expect(submissions()).toHaveLength(1);
});

it('starts a job again that has failed', async () => {
	sandbox.addFault({ route: 'POST /v2/video/generations', kind: 'job-error' });
	const { items } = await runNode(credential, film('A boat'), { tries: 2 });
	expect(items[0]!.json.status).toBe('completed');
	expect(submissions()).toHaveLength(2);
});

it.each(['stopWorkflow', 'continueRegularOutput'] as const)(
	'pays for each item once, with On Error set to %s',
	async (onError) => {
		sandbox.addFault({ route: CHAT, kind: 500 });
		const { items, error } = await runNode(
			credential,
			ask('=Item {{ $json.number }}', { options: { concurrency: 1 } }),
			{ items: numbered(4), onError, tries: 2 },
		);
		expect(error).toBeUndefined();
		items.forEach(({ json }, number) => expect(json.text).toMatch(new RegExp(`Item ${number}`)));
		expect(items).toHaveLength(4);
		expect(submissions()).toHaveLength(5);
	},
);

it('keeps nothing of a run that has succeeded', async () => {
	const { run } = await runNode(credential, film('A boat'));
	expect(JSON.stringify(run.data.executionData?.contextData ?? {})).not.toContain('job');
});

it('notes a job in the execution itself, for when the user stops it', async () => {
	sandbox.addFault({ route: 'POST /v2/video/generations', kind: 'job-stuck' });
	const { run } = await runNode(credential, film('A boat'), { cancelAfter: 500 });
	expect(run.data.resultData.metadata?.aimlapi_jobs).toMatch(
		/^video:generate \S+:ltxv\/ltxv-2-fast$/,
	);
});

it('names every picture that was paid for when one can not be fetched', async () => {
	sandbox.addFault({ route: 'GET /media', kind: 404 });
	const { error } = await runNode(
		credential,
		draw('Cubes', { options: { extraBody: { num_images: 3 } } }),
	);
	expect(new Set(error?.description?.match(/https?:\/\/\S+\.png/g)).size).toBe(3);
	expect(error?.message).toMatch(/request id/);
});

it('fetches a job later from the error output', async () => {
	sandbox.set({ jobDuration: 900 });
	const late = await runNode(credential, film('A boat', { options: { maxWait: 0.2 } }), {
		onError: 'continueErrorOutput',
	});
	const { items } = await runNode(
		credential,
		{
			resource: 'job',
			operation: 'wait',
			job: '={{ $json.job ?? $json.details?.job }}',
			options: { pollInterval: 0.1 },
		},
		{ items: late.errorItems },
	);
	expect(items[0]!.json.status).toBe('completed');
	expect(submissions()).toHaveLength(1);
});
