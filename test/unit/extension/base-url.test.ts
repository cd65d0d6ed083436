import { hostPermissionOf, parseBaseUrl } from '../../../extension/shared/api/base-url';

test.each([
	['https://api.aimlapi.com', 'https://api.aimlapi.com'],
	[' https://api.aimlapi.com/ ', 'https://api.aimlapi.com'],
	['https://api.aimlapi.com/v1', 'https://api.aimlapi.com'],
	['https://api.aimlapi.com/v1/', 'https://api.aimlapi.com'],
	['https://proxy.example/aiml/v1//', 'https://proxy.example/aiml'],
	['http://localhost:4010/', 'http://localhost:4010'],
	['http://127.0.0.1:4010', 'http://127.0.0.1:4010'],
	['', 'https://api.aimlapi.com'],
])('%j is understood', (input, expected) => {
	expect(parseBaseUrl(input)).toBe(expected);
});

test.each([
	'http://example.com',
	'api.aimlapi.com',
	'ftp://localhost',
	'javascript:alert(1)',
	'https://user:password@example.com',
])('%j is refused', (input) => {
	expect(parseBaseUrl(input)).toBeUndefined();
});

test('the permission is for the host, on every port', () => {
	expect(hostPermissionOf('https://proxy.example:8443/aiml')).toBe('https://proxy.example/*');
});
