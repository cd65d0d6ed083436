import type { RealN8n } from '../lib/real-n8n';
import { modelById, workflow } from '../lib/workflow';

interface MapperFields {
	fields: Array<{ id: string; type: string; required: boolean }>;
	emptyFieldsNotice?: string;
}

/** The form of a model's own parameters, from its description in the catalogue. */
export function modelParametersTests(n8n: () => RealN8n): void {
	const fieldsOf = async (model: string) =>
		await n8n().session.request<MapperFields>(
			'POST',
			'/rest/dynamic-node-parameters/resource-mapper-fields',
			{
				path: 'parameters.modelParameters',
				methodName: 'getModelParameters',
				nodeTypeAndVersion: { name: 'n8n-nodes-aiml.aimlApi', version: 1 },
				currentNodeParameters: {
					resource: 'image',
					operation: 'generate',
					model: modelById(model),
				},
				credentials: { aimlApi: n8n().credential },
			},
		);

	it('has typed fields, without those the node has itself', async () => {
		const { fields } = await fieldsOf('flux/schnell');
		expect(fields.find(({ id }) => id === 'num_images')).toMatchObject({ type: 'number' });
		expect(fields.map(({ id }) => id)).not.toContain('prompt');
	});

	it('says so when the model has no description', async () => {
		const { fields, emptyFieldsNotice } = await fieldsOf('no/such-model');
		expect(fields).toEqual([]);
		expect(emptyFieldsNotice).toMatch(/\w+/);
	});

	it('sends what was filled in', async () => {
		const { status } = await n8n().run(
			workflow('Two pictures', [
				{
					name: 'Draw',
					parameters: {
						resource: 'image',
						operation: 'generate',
						model: modelById('flux/schnell'),
						prompt: 'A lighthouse',
						modelParameters: { mappingMode: 'defineBelow', value: { num_images: 2 } },
					},
				},
			]),
		);
		expect(status).toBe('success');
		const [sent] = n8n().sandbox.requests.filter(({ method }) => method === 'POST');
		expect(sent?.body).toEqual({ model: 'flux/schnell', prompt: 'A lighthouse', num_images: 2 });
	});
}
