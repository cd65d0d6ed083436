import { activateWorkflow, saveWorkflow } from '../../../scripts/lib/n8n-data';
import type { RealN8n } from '../lib/real-n8n';
import { modelById, workflow } from '../lib/workflow';

/** A workflow in production: somebody calls its webhook. */
export function webhookTests(n8n: () => RealN8n): void {
	it('answers JSON through chat:complete', async () => {
		const path = 'ask';
		const file = workflow(
			'Webhook',
			[
				{
					name: 'Ask',
					parameters: {
						resource: 'chat',
						operation: 'complete',
						model: modelById('gpt-4o-mini'),
						prompt: '={{ $json.body.question }}',
					},
				},
			],
			{
				type: 'n8n-nodes-base.webhook',
				typeVersion: 2,
				webhookId: path,
				parameters: { path, httpMethod: 'POST', responseMode: 'lastNode' },
			},
		);
		await saveWorkflow(n8n().session, file, { aimlApi: n8n().credential });
		await activateWorkflow(n8n().session, file.id);

		const response = await fetch(`${n8n().server.url}/webhook/${path}`, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify({ question: 'How deep is the sea at the heliport?' }),
		});
		expect(response.status).toBe(200);
		const answer = (await response.json()) as { text: string; call: object };
		expect(answer.text).toMatch(/\w+/);
		expect(answer.call).toMatchObject({ inferenceId: expect.any(String), attempts: 1 });

		const [sent] = n8n().sandbox.requests.filter(({ method }) => method === 'POST');
		expect(JSON.stringify(sent?.body)).toContain('How deep is the sea at the heliport?');
	});
}
