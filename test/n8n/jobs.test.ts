import { startSandbox, type Sandbox } from '../sandbox';
import { runNode, type Credential } from './lib/node-harness';
import { compose, film } from './lib/parameters';

let sandbox: Sandbox;
let credential: Credential;

beforeAll(async () => {
	sandbox = await startSandbox({ jobDuration: 50 });
	credential = { apiKey: sandbox.apiKey, baseUrl: sandbox.url };
});
afterAll(async () => await sandbox.close());
beforeEach(() => sandbox.reset());

const options = { pollInterval: 0.1 };
const items = Array.from({ length: 2 }, () => ({ json: {} }));

it.each([
	['video', film('A boat', { waitForCompletion: false }), 'video:generate'],
	['music', compose('Calm piano', { waitForCompletion: false }), 'music:generate'],
])(
	'takes what custom data says of %s, whatever Job Operation says',
	async (_, start, operation) => {
		const { run } = await runNode(credential, start, { items });
		const job = run.data.resultData.metadata!.aimlapi_jobs!;
		expect(job).toMatch(new RegExp(`^${operation} \\S+, \\S+$`));
		const fetch = { resource: 'job', operation: 'wait', job, options };
		const wrong = { ...fetch, jobOperation: 'speech:transcribe' };
		const { items: results, error } = await runNode(credential, wrong);
		expect(error).toBeUndefined();
		expect(results.map(({ json }) => json.job)).toEqual(
			job
				.replace(/^\S+ /, '')
				.split(', ')
				.map((id) => ({ operation, id })),
		);
	},
);

it('takes such a note of an older endpoint', async () => {
	const job = 'music:generate/v2/generate/audio/suno-ai/lyric abc';
	const { error } = await runNode(credential, { resource: 'job', operation: 'get', job });
	expect(error?.message).toMatch(/"abc" not found/);
	expect(error?.description).toContain('[GET /v2/generate/audio/suno-ai/lyric,');
});

it('takes what an error says of a job', async () => {
	const late = await runNode(credential, film('A boat', { options: { maxWait: 0 } }));
	const [, job] = /\[.*\b(job video:generate [^\],]+)/.exec(late.error!.description!)!;
	const { items: results } = await runNode(credential, {
		resource: 'job',
		operation: 'wait',
		job,
		options,
	});
	expect(results[0]!.json.status).toBe('completed');
});
