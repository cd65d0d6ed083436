import { pause } from '../../../scripts/lib/command';
import type { RealN8n } from '../lib/real-n8n';
import { modelById, workflow } from '../lib/workflow';

const CHECKS = 20;
/** Milliseconds for what takes n8n a moment, unless the computer is busy. */
const PATIENCE = 30_000;

/** Asks again until there is an answer; undefined when none comes. */
async function waitFor<Answer>(ask: () => Promise<Answer> | Answer): Promise<Answer | undefined> {
	const end = Date.now() + PATIENCE;
	while (Date.now() < end) {
		const answer = await ask();
		if (answer) return answer;
		await pause(100);
	}
	return undefined;
}

/** Generations that one execution starts and another one finishes. */
export function jobTests(n8n: () => RealN8n): void {
	it('starts a video in one execution and fetches it in another', async () => {
		const started = await n8n().run(
			workflow('Start a video', [
				{
					name: 'Film',
					parameters: {
						resource: 'video',
						operation: 'generate',
						model: modelById('ltxv/ltxv-2-fast'),
						prompt: 'A paper boat',
						waitForCompletion: false,
					},
				},
			]),
		);
		expect(started.status).toBe('success');
		const [submitted] = started.output.get('Film') ?? [];
		const job = submitted?.json.job;
		expect(job).toMatchObject({ operation: 'video:generate', id: expect.any(String) });
		expect(submitted?.binary).toBeUndefined();

		const fetchJob = workflow('Fetch a video', [
			{ name: 'Fetch', parameters: { resource: 'job', operation: 'get', job } },
		]);
		let fetched = await n8n().run(fetchJob);
		for (let check = 0; check < CHECKS && !fetched.output.get('Fetch')?.[0]?.binary; check++) {
			expect(fetched.output.get('Fetch')?.[0]?.json.job).toEqual(job);
			await pause(500);
			fetched = await n8n().run(fetchJob);
		}
		const [clip] = fetched.output.get('Fetch') ?? [];
		expect(clip?.binary?.data).toMatchObject({ mimeType: 'video/mp4' });
		expect(clip?.json).toMatchObject({ status: 'completed', job });
	});

	it('names the job in the error when waiting takes too long', async () => {
		n8n().sandbox.addFault({ route: '*', kind: 'job-stuck' });
		const { status, error } = await n8n().run(
			workflow('Stuck video', [
				{
					name: 'Film',
					parameters: {
						resource: 'video',
						operation: 'generate',
						model: modelById('ltxv/ltxv-2-fast'),
						prompt: 'A paper boat',
						waitForCompletion: true,
						options: { maxWait: 2, pollInterval: 1 },
					},
				},
			]),
		);
		expect(status).toBe('error');
		expect(error?.message).toMatch(/job \S+/);
	});

	it('keeps the job of an execution that the user stops', async () => {
		const { sandbox, session } = n8n();
		sandbox.addFault({ route: '*', kind: 'job-stuck' });
		const running = n8n().run(
			workflow('Stopped video', [
				{
					name: 'Film',
					parameters: {
						resource: 'video',
						operation: 'generate',
						model: modelById('ltxv/ltxv-2-fast'),
						prompt: 'A paper boat',
					},
				},
			]),
		);
		await waitFor(() =>
			sandbox.requests.some(({ method, path }) => method === 'GET' && path.startsWith('/v2')),
		);
		const { results } = await session.request<{ results: Array<{ id: string }> }>(
			'GET',
			'/rest/executions?filter=%7B%22status%22%3A%5B%22running%22%5D%7D',
		);
		await session.request('POST', `/rest/executions/${results[0]!.id}/stop`);
		const { status, id } = await running;
		expect(status).toBe('canceled');
		// n8n writes it a moment after the status.
		const noted = await waitFor(async () => {
			const path = `/rest/executions/${id}`;
			const { customData } = await session.request<{ customData?: Record<string, string> }>(
				'GET',
				path,
			);
			return customData?.aimlapi_jobs;
		});
		expect(noted).toMatch(/^video:generate \S+:ltxv\/ltxv-2-fast$/);
	});
}
