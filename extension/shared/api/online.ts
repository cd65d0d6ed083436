import { AimlApiError, type ErrorDetails } from '../../../client';

/**
 * Refuses while the browser knows that there is no network: then nothing is sent, which cannot be told
 * any more once `fetch` was called. Where nothing is known (as in Node), there may be one.
 *
 * @throws AimlApiError `connection` of a request that provably never left
 */
export function requireNetwork(details: ErrorDetails = {}): void {
	if (globalThis.navigator?.onLine !== false) return;
	throw new AimlApiError('connection', 'The computer is offline.', {
		...details,
		sent: false,
		hint: 'Check the connection to the internet.',
	});
}
