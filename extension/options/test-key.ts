import { callOperation, getBalance } from '../../client';
import { formatMoney } from '../shared/format';
import { requireNetwork } from '../shared/api/online';
import { createPorts } from '../shared/api/ports';
import type { Settings } from '../shared/settings';
import { text } from '../shared/texts';

/** Milliseconds; a person is waiting. */
const TIMEOUT = 20_000;

/**
 * Asks for the balance, which needs the key and costs nothing.
 * @returns the sentence that tells it
 */
export async function testKey({ apiKey, baseUrl }: Settings): Promise<string> {
	// Told at once, and not after the attempts of a request.
	requireNetwork();
	const { signal } = new AbortController();
	const ports = createPorts({ apiKey, baseUrl, signal, timeout: TIMEOUT });
	const { output } = await callOperation(ports, getBalance, undefined);
	return text('keyWorks', formatMoney(output.current_balance, output.currency));
}
