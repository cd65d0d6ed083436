import { API_KEY, type RealN8n, WRONG_KEY } from '../lib/real-n8n';

/** What the button "Test" of the credential says. */
export function credentialTests(n8n: () => RealN8n): void {
	const test = async (apiKey: string, baseUrl = n8n().sandbox.url) =>
		await n8n().session.request<{ status: string; message: string }>(
			'POST',
			'/rest/credentials/test',
			{ credentials: { id: '', name: 'Test', type: 'aimlApi', data: { apiKey, baseUrl } } },
		);

	it('accepts a valid key', async () => {
		expect((await test(API_KEY)).status).toBe('OK');
	});

	it('accepts a base URL with a trailing slash and with /v1', async () => {
		expect((await test(API_KEY, `${n8n().sandbox.url}/`)).status).toBe('OK');
		expect((await test(API_KEY, `${n8n().sandbox.url}/v1`)).status).toBe('OK');
	});

	it('refuses a wrong key with the message of the API', async () => {
		const { status, message } = await test(WRONG_KEY);
		expect(status).toBe('Error');
		expect(message).toContain('This request requires a valid API key');
	});

	it('names a missing credit', async () => {
		n8n().sandbox.addFault({ route: '*', kind: 403 });
		const { status, message } = await test(API_KEY);
		expect(status).toBe('Error');
		expect(message).toMatch(/credit/i);
	});

	it('refuses a base URL where nothing answers', async () => {
		expect((await test(API_KEY, 'http://127.0.0.1:9')).status).toBe('Error');
	});
}
