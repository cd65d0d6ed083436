import { saveCredential } from '../../../scripts/lib/n8n-data';
import { API_KEY, type RealN8n } from '../lib/real-n8n';

interface PickerResults {
	results: Array<{ name: string; value: string }>;
}

/** The list of models in the editor. */
export function modelPickerTests(n8n: () => RealN8n): void {
	const search = async (
		resource: string,
		operation: string,
		filter?: string,
		credential = n8n().credential,
	) =>
		await n8n().session.request<PickerResults>(
			'POST',
			'/rest/dynamic-node-parameters/resource-locator-results',
			{
				path: 'parameters.model',
				methodName: 'searchModels',
				filter,
				nodeTypeAndVersion: { name: 'n8n-nodes-aiml.aimlApi', version: 1 },
				currentNodeParameters: { resource, operation },
				credentials: { aimlApi: credential },
			},
		);
	const ids = ({ results }: PickerResults) => results.map(({ value }) => value);

	it('lists only models that fit the operation, with what they cost', async () => {
		const chat = await search('chat', 'complete');
		const image = await search('image', 'generate');
		expect(ids(chat)).toContain('gpt-4o-mini');
		expect(ids(image)).toContain('flux/schnell');
		expect(ids(image)).not.toContain('gpt-4o-mini');
		expect(ids(chat)).not.toContain('flux/schnell');
		expect(chat.results.find(({ value }) => value === 'gpt-4o-mini')?.name).toContain('$');
	});

	it('searches', async () => {
		const found = ids(await search('image', 'generate', 'schnell'));
		expect(found).toContain('flux/schnell');
		expect(found.length).toBeLessThan(ids(await search('image', 'generate')).length);
	});

	it('is empty, not broken, when the catalogue is down', async () => {
		const credential = await saveCredential(n8n().session, {
			name: 'Unreachable',
			type: 'aimlApi',
			data: { apiKey: API_KEY, baseUrl: 'http://127.0.0.1:9' },
		});
		expect(await search('chat', 'complete', '', credential)).toEqual({ results: [] });
	});

	it('still lists what it knew when the catalogue fails later', async () => {
		await search('chat', 'complete');
		n8n().sandbox.addFault({ route: '/v1/models', kind: 400, times: 10 });
		expect(ids(await search('chat', 'complete'))).toContain('gpt-4o-mini');
	});
}
