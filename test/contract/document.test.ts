import { callOperation, documentBody, recognizeText } from '../../client';
import { failureOf, fakePorts } from '../unit/fake-ports';
import { document } from './documented';
import { describeRequests } from './media-requests';

const url = 'https://files.example/media.pdf';

describeRequests('document: recognizeText', document, recognizeText.request, {
	model: 'mistral-ocr-latest',
	least: { document: documentBody(url) },
});

test.each(document.samples)('$model: the documented answer is read', async ({ body, response }) => {
	const ports = fakePorts([{ body: response }]);
	const { output, call } = await callOperation(ports, recognizeText, body);
	const { pages } = response as { pages: Array<{ index: number; images: unknown[] }> };
	expect(output.pages.map(({ index }) => index)).toEqual(pages.map(({ index }) => index));
	expect(output.text).toBe(pages.map(() => 'Some text.').join('\n\n'));
	expect(output.pages[0]!.images).toHaveLength(pages[0]!.images.length);
	expect(output.pages[0]!.images.every(({ media }) => media === undefined)).toBe(true);
	const { meta } = response as { meta?: { usage: { credits_used: number } } };
	expect(call.creditsUsed).toBe(meta?.usage.credits_used);
});

test('a picture and any other document have two names', () => {
	expect(documentBody(url, 'application/pdf')).toEqual({ type: 'document_url', document_url: url });
	expect(documentBody(url, 'image/png')).toEqual({ type: 'image_url', image_url: url });
});

test('pictures and annotations are read when they are there', async () => {
	const image = { id: 'img-0.jpeg', top_left_x: 1, image_base64: 'data:image/jpeg;base64,/9j/' };
	const body = {
		pages: [{ index: 0, markdown: '', images: [image], dimensions: null }],
		document_annotation: '{"total":7}',
	};
	const input = { model: 'm', document: documentBody(url) };
	const { output } = await callOperation(fakePorts([{ body }]), recognizeText, input);
	expect(output).toMatchObject({
		text: '',
		annotation: '{"total":7}',
		pages: [
			{
				images: [
					{
						id: 'img-0.jpeg',
						media: { base64: '/9j/', mimeType: 'image/jpeg' },
						details: { top_left_x: 1 },
					},
				],
			},
		],
	});
});

test.each([[{}], [{ pages: [] }]])('%j is no success', async (body) => {
	const input = { model: 'm', document: documentBody(url) };
	const error = await failureOf(() => callOperation(fakePorts([{ body }]), recognizeText, input));
	expect(error.code).toBe('unexpected-response');
});
