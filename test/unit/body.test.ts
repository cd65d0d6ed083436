import { hasMedia, mergeBody, requireFields } from '../../client';
import { failureOf } from './fake-ports';

describe('mergeBody', () => {
	test('a later layer wins', () => {
		expect(mergeBody({ model: 'a', n: 1 }, { n: 2 }, { n: 3, seed: 7 })).toEqual({
			model: 'a',
			n: 3,
			seed: 7,
		});
	});

	test('null removes what came before, and only that', () => {
		expect(mergeBody({ stream: true, n: 1 }, { stream: null, seed: null })).toEqual({ n: 1 });
	});

	test('what was removed can be set again by a later layer', () => {
		expect(mergeBody({ n: 1 }, { n: null }, { n: 2 })).toEqual({ n: 2 });
	});

	test('undefined sets nothing and removes nothing', () => {
		expect(mergeBody({ n: 1 }, { n: undefined, seed: undefined })).toEqual({ n: 1 });
	});

	test('false, zero and the empty text are values', () => {
		const values = { watermark: false, seed: 0, negative_prompt: '' };
		expect(mergeBody({ watermark: true }, values)).toEqual(values);
	});

	test('leaves its layers as they are, and replaces objects whole', () => {
		const first = { image_size: { width: 64, height: 64 } };
		expect(mergeBody(first, { image_size: { width: 32 } })).toEqual({ image_size: { width: 32 } });
		expect(first).toEqual({ image_size: { width: 64, height: 64 } });
	});
});

describe('requireFields', () => {
	test.each([
		['absent', {}],
		['undefined', { prompt: undefined }],
		['null', { prompt: null }],
		['empty', { prompt: '' }],
		['blank', { prompt: ' \n\t' }],
		['an empty list', { prompt: [] }],
	])('refuses a field that is %s, by its name', async (_name, body) => {
		const error = await failureOf(() => requireFields(body, 'prompt'));
		expect(error).toMatchObject({ code: 'invalid-input', details: { field: 'prompt' } });
		expect(error.message).toMatch(/^prompt: /);
	});

	test('names the first field that is missing', async () => {
		const error = await failureOf(() => requireFields({ model: 'm' }, 'model', 'messages', 'n'));
		expect(error.details.field).toBe('messages');
	});

	test('gives the body back when all is there; false and zero are there', () => {
		const body = { model: 'm', seed: 0, watermark: false };
		expect(requireFields(body, 'model', 'seed', 'watermark')).toBe(body);
	});
});

describe('hasMedia', () => {
	const bytes = 'iVBORw0KGgo'.padEnd(300, 'A');

	test.each<[string, object]>([
		['a URL', { image_url: 'https://files.example/a.png' }],
		['a data URL', { image: 'data:image/png;base64,iVBORw0KGgo=' }],
		['bytes', { image: bytes }],
		['a list of URLs', { image_urls: ['http://files.example/a.png'] }],
		['a URL deep inside', { elements: [{ frontal: { url: 'https://files.example/a.png' } }] }],
	])('%s is media', (_name, body) => {
		expect(hasMedia({ model: 'm', ...body })).toBe(true);
	});

	test.each<[string, object]>([
		['nothing', {}],
		['a prompt that names a URL', { prompt: 'https://files.example/a.png in oil' }],
		['a prompt that is very long', { prompt: 'x'.repeat(4000) }],
		['an empty URL', { image_url: '' }],
		['settings', { seed: 7, image_size: { width: 64 }, watermark: false, style: undefined }],
		['a text that mentions a URL', { negative_prompt: 'no logos as on https://files.example' }],
	])('%s is not', (_name, body) => {
		expect(hasMedia({ model: 'm', ...body })).toBe(false);
	});
});
