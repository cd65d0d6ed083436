import { callOperation, detectFeatures, editImage, editUploadedImage } from '../../client';
import { failureOf, fakePorts } from '../unit/fake-ports';

const file = (fileName: string) => ({ bytes: Uint8Array.of(1), fileName, mimeType: 'image/png' });
const BODY = { model: 'openai/gpt-image-1', prompt: 'Make it night', n: 2 };
const FIELDS = [
	{ name: 'model', value: 'openai/gpt-image-1' },
	{ name: 'prompt', value: 'Make it night' },
	{ name: 'n', value: '2' },
];

describe('POST /v1/images/edits', () => {
	test('one image and a mask are sent as a form', () => {
		const input = { body: BODY, images: [file('a.png')], mask: file('mask.png') };
		expect(editUploadedImage.request(input)).toEqual({
			method: 'POST',
			path: '/v1/images/edits',
			multipart: [
				...FIELDS,
				{ name: 'image', value: file('a.png') },
				{ name: 'mask', value: file('mask.png') },
			],
		});
	});

	test('several images are a list', () => {
		const images = [file('a.png'), file('b.png')];
		const { multipart } = editUploadedImage.request({ body: BODY, images });
		expect(multipart!.slice(3)).toEqual(images.map((value) => ({ name: 'image[]', value })));
	});

	test.each([0, 17])('%d images are refused', async (count) => {
		const images = Array.from({ length: count }, () => file('a.png'));
		const error = await failureOf(() => editUploadedImage.request({ body: BODY, images }));
		expect(error).toMatchObject({ code: 'invalid-input', details: { field: 'image' } });
	});

	test('the documented answers are read', async () => {
		for (const entry of [{ url: 'https://files.example/a.png' }, { b64_json: 'iVBORw0KGgo=' }]) {
			const ports = fakePorts([{ body: { data: [entry] } }]);
			const input = { body: BODY, images: [file('a.png')] };
			const { output, call } = await callOperation(ports, editUploadedImage, input);
			expect(output.images).toHaveLength(1);
			expect(call.model).toBe('openai/gpt-image-1');
		}
	});
});

test('an edit without an upload needs an image to work on', () => {
	const body = { model: 'some/model', prompt: 'Make it night' };
	expect(() => editImage.request(body)).toThrow(/^media: /);
	const given = { ...body, image_urls: ['https://files.example/a.png'] };
	expect(editImage.request(given)).toEqual({
		method: 'POST',
		path: '/v1/images/generations',
		body: given,
	});
});

describe('POST /v1/vision', () => {
	const input = {
		image: { source: { imageUri: 'https://files.example/a.jpg' } },
		features: [{ type: 'LABEL_DETECTION', maxResults: 5 }],
	};
	const labels = { labelAnnotations: [{ description: 'Cat', score: 0.9 }] };

	test.each([
		['in a list, one for each image', { responses: [labels] }],
		['alone', labels],
	])('features %s are read', async (_name, body) => {
		const ports = fakePorts([{ body }]);
		const { output } = await callOperation(ports, detectFeatures, input);
		expect(output).toEqual({ features: labels, body });
		expect(ports.requests).toEqual([{ method: 'POST', path: '/v1/vision', body: input }]);
	});

	test('an image without any of the features is a result', async () => {
		const ports = fakePorts([{ body: { responses: [{}] } }]);
		expect((await callOperation(ports, detectFeatures, input)).output.features).toEqual({});
	});

	test.each([
		['nothing', {}, /no features/],
		['no image', { responses: [] }, /no features/],
		['a failure', { responses: [{ error: { code: 7, message: 'Denied' } }] }, /Denied/],
	])('%s is no success', async (_name, body, message) => {
		const error = await failureOf(() =>
			callOperation(fakePorts([{ body }]), detectFeatures, input),
		);
		expect(error.code).toBe('unexpected-response');
		expect(error.message).toMatch(message);
	});

	test('image and features are required', () => {
		expect(() => detectFeatures.request({ features: input.features })).toThrow(/^image: /);
		expect(() => detectFeatures.request({ ...input, features: [] })).toThrow(/^features: /);
	});
});
