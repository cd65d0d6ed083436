import type { IDataObject } from 'n8n-workflow';
import { startSandbox, type Sandbox } from '../sandbox';
import { getModelParameters, runNode, type Credential } from './lib/node-harness';
import { ask, byId, draw } from './lib/parameters';

let sandbox: Sandbox;
let credential: Credential;

beforeAll(async () => {
	sandbox = await startSandbox();
	credential = { apiKey: sandbox.apiKey, baseUrl: sandbox.url };
});
afterAll(async () => await sandbox.close());
beforeEach(() => sandbox.reset());

const set = (value: IDataObject): IDataObject => ({
	modelParameters: { mappingMode: 'defineBelow', value },
});
const posted = () => sandbox.requests.filter(({ method }) => method === 'POST');

it('offers the parameters the model itself describes, without those that have a field', async () => {
	const { fields } = await getModelParameters(credential, draw('A cube'));
	const byName = Object.fromEntries(fields.map((field) => [field.id, field]));
	expect(byName).not.toHaveProperty('prompt');
	expect(byName).not.toHaveProperty('model');
	expect(byName.num_images).toMatchObject({
		displayName: 'num_images (1 to 4)',
		type: 'number',
		required: false,
		removed: true,
		defaultValue: 1,
	});
	expect(byName.enable_safety_checker).toMatchObject({ type: 'boolean', defaultValue: true });
	expect(byName.image_size).toMatchObject({
		type: 'string',
		displayName: expect.stringMatching(/^image_size \(square_hd, square, .*, or JSON\)$/),
	});
});

it('shows what the model can not do without at once', async () => {
	const { fields } = await getModelParameters(
		credential,
		draw('', { model: byId('topaz-labs/sharpen') }),
	);
	expect(fields.find(({ id }) => id === 'image_url')).toMatchObject({
		displayName: 'image_url (required)',
		required: true,
		removed: false,
	});
});

it('shows a notice, not an error, without a credential', async () => {
	const form = await getModelParameters(credential, draw('A cube'), { credentials: undefined });
	expect(form).toEqual({
		fields: [],
		emptyFieldsNotice: expect.stringMatching(/^The parameters of flux\/schnell .* credential/),
	});
});

it('shows a notice, not an error, when the base URL of the credential is none', async () => {
	const form = await getModelParameters({ ...credential, baseUrl: 'nowhere' }, draw('A cube'));
	expect(form).toEqual({ fields: [], emptyFieldsNotice: expect.stringContaining('http') });
});

it.each([
	[
		'gpt-4o-mini',
		/^Image > Generate takes an image model, .* “gpt-4o-mini” is for Chat > Complete, /,
	],
	['nonsense/model-9', /^The API knows no model “nonsense\/model-9”: choose one from the list\.$/],
])('says of %s why it has no parameters here', async (model, notice) => {
	const form = await getModelParameters(credential, draw('A cube', { model: byId(model) }));
	expect(form).toEqual({ fields: [], emptyFieldsNotice: expect.stringMatching(notice) });
});

it('sends own fields, then model parameters, then extra body, in the types of the description', async () => {
	const { error } = await runNode(
		credential,
		draw('A cube', {
			...set({ num_images: '2', seed: 7, image_size: '{"width":256,"height":128}', unset: null }),
			options: { extraBody: { seed: 8 } },
		}),
	);
	expect(error).toBeUndefined();
	expect(posted()[0]!.body).toEqual({
		model: 'flux/schnell',
		prompt: 'A cube',
		num_images: 2,
		image_size: { width: 256, height: 128 },
		seed: 8,
	});
});

it('counts a required field that is given only as a model parameter', async () => {
	const { error } = await runNode(credential, draw('', set({ prompt: 'From the form' })));
	expect(error).toBeUndefined();
	expect(posted()[0]!.body).toMatchObject({ prompt: 'From the form' });
});

it.each<[string, IDataObject, RegExp]>([
	['a number out of its limits', { num_images: 9 }, /^“num_images” must be at most 4/],
	['no number', { num_images: 'many' }, /^“num_images” must be a number/],
	['half a number', { seed: 1.5 }, /^“seed” must be a whole number/],
])('refuses %s before anything is paid for', async (_, value, message) => {
	const { error } = await runNode(credential, draw('A cube', set(value)));
	expect(error?.message).toMatch(message);
	expect(posted()).toHaveLength(0);
});

it('reads the description once for all items', async () => {
	const items = Array.from({ length: 5 }, () => ({ json: {} }));
	await runNode(credential, ask('Hi', set({ temperature: 0.5 })), { items });
	expect(posted()).toHaveLength(5);
	expect(sandbox.requests.filter(({ path }) => path === '/docs-json')).toHaveLength(1);
});

it('works without the description', async () => {
	sandbox.addFault({ route: 'GET /docs-json', kind: 503, times: 9 });
	const form = await getModelParameters(credential, draw('A cube'));
	expect(form).toMatchObject({
		fields: [],
		emptyFieldsNotice: expect.stringContaining('Extra Body'),
	});

	const { error } = await runNode(credential, draw('A cube', set({ seed: 7 })));
	expect(error).toBeUndefined();
	expect(posted()[0]!.body).toMatchObject({ seed: 7 });
});
