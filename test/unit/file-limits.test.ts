import { readFileLimits } from '../../client';

test.each([
	['Supported file formats: PDF ≤ 50MB.', { file: 50_000_000 }],
	['Single image ≤10MB, at least 300 px.', { file: 10_000_000 }],
	['Maximum file size: 7.5 MB', { file: 7_500_000 }],
	['A picture of up to 900 KB', { file: 900_000 }],
	['Use at most 4K, and a maximum of 30 pages', {}],
	[undefined, {}],
])('%s', (description, limits) => {
	expect(readFileLimits('file', { type: 'string', description })).toEqual(limits);
});

test('each form of a union has a limit of its own', () => {
	const form = (name: string, description: string) => ({
		type: 'object',
		properties: { type: { type: 'string' }, [name]: { type: 'string', description } },
	});
	const oneOf = [form('document_url', 'PDF ≤ 50MB'), form('image_url', 'Image ≤10MB')];
	expect(readFileLimits('document', { oneOf })).toEqual({
		document_url: 50_000_000,
		image_url: 10_000_000,
	});
});
