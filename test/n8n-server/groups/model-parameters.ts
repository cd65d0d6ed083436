import type { RealN8n } from '../lib/real-n8n';
import { modelById, workflow } from '../lib/workflow';

interface MapperFields {
	fields: Array<{ id: string; displayName: string; type: string; removed: boolean }>;
	emptyFieldsNotice?: string;
}

const PHOTO = 'https://files.example/photo.jpg';

/** The form of a model's own parameters, from its description in the catalogue. */
export function modelParametersTests(n8n: () => RealN8n): void {
	const fieldsOf = async (model: string, credentials: object = { aimlApi: n8n().credential }) =>
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
				credentials,
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

	it('asks for a credential where there is none', async () => {
		const { fields, emptyFieldsNotice } = await fieldsOf('flux/schnell', {});
		expect(fields).toEqual([]);
		expect(emptyFieldsNotice).toContain('credential');
	});

	it('lets Media give a file that the model requires', async () => {
		const { fields } = await fieldsOf('topaz-labs/sharpen');
		const imageUrl = fields.find(({ id }) => id === 'image_url');
		expect(imageUrl).toMatchObject({ displayName: 'image_url (required)', removed: false });
		const execution = await n8n().run(
			workflow('Sharpen', [
				{
					name: 'Sharpen',
					parameters: {
						resource: 'image',
						operation: 'generate',
						model: modelById('topaz-labs/sharpen'),
						media: { input: [{ parameter: 'image_url', source: 'url', url: PHOTO }] },
						// As the editor saves it; n8n does not start a node whose form lacks something.
						modelParameters: {
							mappingMode: 'defineBelow',
							value: { mode: 'Standard' },
							schema: fields,
						},
					},
				},
			]),
		);
		expect(execution.error?.message).toBeUndefined();
		const [sent] = n8n().sandbox.requests.filter(({ method }) => method === 'POST');
		expect(sent?.body).toEqual({
			model: 'topaz-labs/sharpen',
			mode: 'Standard',
			image_url: PHOTO,
		});
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
