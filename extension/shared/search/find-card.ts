import {
	callOperation,
	findSearchResults,
	type Call,
	type Ports,
	type SearchResultKind,
} from '../../../client';
import { readCard, type SearchCard } from './search-card';

/**
 * `GET /v1/bagoodex/…`: more of one kind for the answer of a search. Each is a call of its own, which
 * may cost: it is made only when it is asked for, and sent once, although it only reads.
 *
 * @param answerId id of the answer, as the search told it
 * @throws AimlApiError
 */
export async function findCard(
	ports: Ports,
	answerId: string,
	kind: SearchResultKind,
): Promise<{ card: SearchCard; call: Call }> {
	const input = { followup_id: answerId };
	const { output, call } = await callOperation(ports, findSearchResults(kind), input, 1);
	return { card: readCard(kind, output), call };
}
