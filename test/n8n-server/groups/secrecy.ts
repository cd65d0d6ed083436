import { readFileSync } from 'node:fs';

import { listFiles } from '../../../scripts/lib/source-hash';
import { API_KEY, type RealN8n, WRONG_KEY } from '../lib/real-n8n';

/** A file of an n8n that runs: a journal may be gone in the next moment. */
function readIfThere(file: string): Buffer | undefined {
	try {
		return readFileSync(file);
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
		throw error;
	}
}

/** The key is in the credential, encrypted, and nowhere else. */
export function secrecyTests(n8n: () => RealN8n): void {
	it.each([API_KEY, WRONG_KEY])('keeps %s out of executions, logs and files', (key) => {
		expect(n8n().executions.length).toBeGreaterThan(5);
		for (const { text } of n8n().executions) expect(text).not.toContain(key);
		expect(readFileSync(n8n().server.logFile, 'utf8')).not.toContain(key);
		// The database too, with the data of all executions, also of the webhook's.
		const files = listFiles(n8n().userFolder);
		expect(files.some((file) => file.endsWith('database.sqlite'))).toBe(true);
		expect(files.filter((file) => readIfThere(file)?.includes(key))).toEqual([]);
	});

	it('sends the key to the API only, never to the host of the media', () => {
		expect(n8n().mediaRequests.length).toBeGreaterThan(2);
		const text = JSON.stringify(n8n().mediaRequests.map(({ headers, query }) => [headers, query]));
		expect(text).not.toContain(API_KEY);
		expect(text).not.toContain('authorization');
	});
}
