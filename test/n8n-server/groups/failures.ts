import { saveCredential } from '../../../scripts/lib/n8n-data';
import { type RealN8n, WRONG_KEY } from '../lib/real-n8n';
import { modelById, workflow } from '../lib/workflow';

const ask = {
	name: 'Ask',
	parameters: {
		resource: 'chat',
		operation: 'complete',
		model: modelById('gpt-4o-mini'),
		prompt: 'Hello',
	},
};

/** What a user sees in the editor when a call fails. */
export function failureTests(n8n: () => RealN8n): void {
	it('tells the message of the API and the request id, not the key', async () => {
		const credential = await saveCredential(n8n().session, {
			name: 'Wrong',
			type: 'aimlApi',
			data: { apiKey: WRONG_KEY, baseUrl: n8n().sandbox.url },
		});
		const execution = await n8n().run(workflow('Wrong key', [ask]), credential);

		expect(execution.status).toBe('error');
		expect(execution.error?.node?.name).toBe('Ask');
		expect(execution.error?.message).toContain('This request requires a valid API key');
		expect(execution.error?.message).toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-/);
		expect(execution.text).not.toContain(WRONG_KEY);
	});

	it('names the parameter that the API refuses', async () => {
		const node = {
			name: 'Ask',
			parameters: { ...ask.parameters, options: { extraBody: '{ "temperature": "hot" }' } },
		};
		const { status, error } = await n8n().run(workflow('Bad parameter', [node]));
		expect(status).toBe('error');
		expect(`${error?.message} ${error?.description}`).toContain('temperature');
	});

	it('tries again when the API is busy', async () => {
		n8n().sandbox.addFault({ route: '/v1/chat/completions', kind: 429, retryAfter: 0 });
		const execution = await n8n().run(workflow('Busy', [ask]));
		expect(execution.status).toBe('success');
		expect(execution.output.get('Ask')?.[0]?.json.call).toMatchObject({ attempts: 2 });
	});
}
