import type { JobState } from './job';
import type { JsonObject } from './transport';

/** The id of a job of several generations. */
export function joinIds(ids: readonly string[]): string {
	return ids.join(',');
}

/** The ids of the generations of such a job. */
export function splitIds(id: string): string[] {
	return id
		.split(',')
		.map((one) => one.trim())
		.filter(Boolean);
}

/**
 * The objects an answer tells of: a list, the list in one of its fields, or the answer itself when it
 * has a status of its own. Empty when there are none.
 */
export function readEntries(body: JsonObject): JsonObject[] {
	if ('status' in body || 'state' in body) return [body];
	const lists = Array.isArray(body) ? [body] : Object.values(body).filter(Array.isArray);
	return (lists[0] ?? []).filter(
		(entry): entry is JsonObject => typeof entry === 'object' && entry !== null,
	);
}

/**
 * The state of all together: running until every one has ended, and failed when none was completed.
 * What was completed beside a failure is a result: it is paid for.
 */
export function joinStates<Output>(
	states: ReadonlyArray<JobState<Output>>,
	answer: JsonObject,
): JobState<readonly Output[]> {
	const body: JsonObject = Array.isArray(answer) ? { data: answer } : answer;
	if (states.some(({ status }) => status === 'running')) return { status: 'running', body };
	const outputs = states.flatMap((state) => (state.status === 'completed' ? [state.output] : []));
	if (outputs.length > 0) return { status: 'completed', output: outputs, body };
	const reasons = states.flatMap((state) => (state.status === 'failed' ? [state.reason] : []));
	return { status: 'failed', reason: [...new Set(reasons)].join('; '), body };
}
