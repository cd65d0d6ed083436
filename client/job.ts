import { AimlApiError, isAimlApiError } from './errors';
import {
	callOperation,
	withoutAbsent,
	type Answer,
	type Call,
	type CallResult,
	type Operation,
} from './operation';
import type { JsonObject, Ports } from './transport';

/** A generation that runs on the server: plain JSON, enough to fetch its result later and elsewhere. */
export interface Job {
	/** The operation that started it, e.g. `video:generate`. */
	readonly operation: string;
	/** The API's opaque id; may contain `:` and `/`. */
	readonly id: string;
	/** ISO 8601; absent when only the id was known. */
	readonly startedAt?: string;
}

/** Where a job stands. `body` is the API's own answer. */
export type JobState<Output> =
	| { readonly status: 'running'; readonly body: JsonObject }
	| { readonly status: 'completed'; readonly output: Output; readonly body: JsonObject }
	| { readonly status: 'failed'; readonly reason: string; readonly body: JsonObject };

/** An operation whose result is fetched later. */
export interface JobOperation<Input, Output> {
	/** `resource:operation` of the start, e.g. `video:generate`. */
	readonly name: string;
	/** Submits; its output is the job's id. */
	readonly start: Operation<Input, string>;
	/** Asks once for the job with this id. */
	readonly check: Operation<string, JobState<Output>>;
}

/** How long and how often to ask for a job. */
export interface WaitOptions {
	/** Milliseconds from the start of the wait until it gives up. */
	readonly maxWait: number;
	/** Longest pause between two checks, milliseconds; the first ones are shorter. */
	readonly pollInterval: number;
}

/** Generations take up to a quarter of an hour; the API's documentation asks every 15 s. */
export const DEFAULT_WAIT: WaitOptions = { maxWait: 15 * 60_000, pollInterval: 15_000 };

/** The pause after the first check, milliseconds; grows by half up to the poll interval. */
const FIRST_PAUSE = 1000;
/** Whatever interval is asked for, the API is not asked more often. Milliseconds. */
const SHORTEST_PAUSE = 100;

/**
 * However little is left, a check gets so long to be answered, because the last one, at the very
 * deadline, may find the job finished. Milliseconds.
 */
const SHORTEST_CHECK = 5000;

/** So long after its start a job that is not found may only not be known everywhere yet. Milliseconds. */
const TIME_TO_BE_KNOWN = 60_000;

/** Submits a job. Nothing is waited for. */
export async function startJob<Input, Output>(
	ports: Ports,
	operation: JobOperation<Input, Output>,
	input: Input,
): Promise<{ job: Job; call: Call }> {
	const { output: id, call } = await callOperation(ports, operation.start, input);
	const startedAt = new Date(ports.clock.now()).toISOString();
	return { job: { operation: operation.name, id, startedAt }, call };
}

/**
 * Asks once.
 * @throws AimlApiError that carries the job
 */
export async function checkJob<Output>(
	ports: Ports,
	operation: JobOperation<never, Output>,
	job: Job,
	maxAttempts?: number,
): Promise<CallResult<JobState<Output>>> {
	try {
		return await callOperation(ports, operation.check, job.id, maxAttempts);
	} catch (error) {
		throw withJob(error, job);
	}
}

/**
 * Asks until the job is completed. A check that fails for a passing reason (429, 5xx, a broken
 * connection, an unreadable body, a new job that is not found) is one more check, never the end of a
 * job that was paid for.
 *
 * @throws AimlApiError with the job: `job-failed`, `job-timeout`, `cancelled`, or what a check met
 */
export async function waitForJob<Output>(
	ports: Ports,
	operation: JobOperation<never, Output>,
	job: Job,
	{ maxWait, pollInterval }: WaitOptions = DEFAULT_WAIT,
): Promise<CallResult<{ output: Output; body: JsonObject }>> {
	const { clock } = ports;
	const startedAt = clock.now();
	const deadline = startedAt + maxWait;
	const longestPause = Math.max(pollInterval, SHORTEST_PAUSE);
	let pause = Math.min(FIRST_PAUSE, longestPause);
	let lastFailure: AimlApiError | undefined;
	for (;;) {
		try {
			// The next check is the retry, so that the deadline bounds every pause.
			const patient = withTimeout(ports, Math.max(deadline - clock.now(), SHORTEST_CHECK));
			const { output: state, call } = await checkJob(patient, operation, job, 1);
			lastFailure = undefined;
			if (state.status === 'completed') {
				const { output, body } = state;
				return { output: { output, body }, call: { ...call, durationMs: clock.now() - startedAt } };
			}
			if (state.status === 'failed') throw jobFailed(job, state.reason, call);
		} catch (error) {
			if (!isAimlApiError(error) || !isPassing(error, clock.now() - startOf(job))) throw error;
			lastFailure = error;
		}
		const left = deadline - clock.now();
		if (left <= 0) throw jobTimeout(job, maxWait, lastFailure);
		const asked = (lastFailure?.details.retryAfter ?? 0) * 1000;
		await sleepWithJob(ports, Math.min(Math.max(pause, asked), left), job);
		pause = Math.min(pause * 1.5, longestPause);
	}
}

/** Ports whose requests take no longer than this, so that a server that is silent ends no later than the wait. */
function withTimeout({ transport, clock }: Ports, timeout: number): Ports {
	return { transport: { send: (request) => transport.send({ ...request, timeout }) }, clock };
}

/** The cost of the whole job: what the submission told, completed by what the last check told. */
export function mergeCalls(start: Call, end: Call): Call {
	return withoutAbsent({
		...end,
		...start,
		costUsd: end.costUsd ?? start.costUsd,
		creditsUsed: end.creditsUsed ?? start.creditsUsed,
		usage: end.usage ?? start.usage,
		durationMs: start.durationMs + end.durationMs,
	});
}

/** The job's id in the answer to a submission, whichever name it has. */
export function readJobId(answer: Answer): string {
	const { id, generation_id } = answer.body;
	const found = [generation_id, id].find((value) => typeof value === 'string' && value !== '');
	if (found === undefined) throw answer.unexpected('The answer holds no job id.');
	return found as string;
}

/**
 * Reads the state in a check's body. Documented are `queued`, `generating`, `completed` and `error`;
 * samples also show `succeeded`, `complete`, `failed`, `waiting` and `active`. Whatever is neither
 * success nor failure is still running.
 */
export function readJobState<Output>(
	body: JsonObject,
	readOutput: (body: JsonObject) => Output,
): JobState<Output> {
	const status = typeof body.status === 'string' ? body.status.toLowerCase() : '';
	if (['completed', 'complete', 'succeeded'].includes(status))
		return { status: 'completed', output: readOutput(body), body };
	if (status === 'error' || status === 'failed')
		return { status: 'failed', reason: failureReason(body), body };
	return { status: 'running', body };
}

/** `error` is `{name, message}` in the documentation, and a plain text now and then. */
function failureReason({ error }: JsonObject): string {
	if (typeof error === 'string' && error) return error;
	const { name, message } = (error ?? {}) as JsonObject;
	const told = [name, message].filter((part) => typeof part === 'string' && part !== '');
	return told.join(': ') || 'the API gave no reason';
}

/** `age` is that of the job, milliseconds. */
function isPassing({ code, details }: AimlApiError, age: number): boolean {
	return (
		['rate-limited', 'server-error', 'connection', 'timeout'].includes(code) ||
		// The server got no whole request in time, or wants it later.
		details.status === 408 ||
		details.status === 425 ||
		(code === 'not-found' && age < TIME_TO_BE_KNOWN) ||
		details.unreadable === true
	);
}

/** When the job was started, milliseconds since the epoch; long ago when that is not known. */
function startOf({ startedAt = '' }: Job): number {
	return Date.parse(startedAt) || 0;
}

async function sleepWithJob(ports: Ports, milliseconds: number, job: Job): Promise<void> {
	try {
		await ports.clock.sleep(milliseconds);
	} catch (error) {
		throw withJob(error, job);
	}
}

const FETCH_LATER =
	'The job goes on and is paid for: fetch its result with Job > Get and this job id.';

const UNKNOWN_JOB =
	'The API knows no such job: check its ID, what started it, and that the key is of the account that did.';

/** The same error with the job, and with how to fetch it later unless the API does not know it. */
function withJob(error: unknown, job: Job): unknown {
	if (!isAimlApiError(error)) return error;
	const { code, message, details } = error;
	if (code === 'not-found')
		return new AimlApiError(code, message, { ...details, job, hint: UNKNOWN_JOB });
	const hint = [details.hint, code !== 'unexpected-response' && FETCH_LATER]
		.filter(Boolean)
		.join(' ');
	return new AimlApiError(code, message, { ...details, job, hint });
}

/** The error for a job the API could not finish. */
export function jobFailed(job: Job, reason: string, call: Call): AimlApiError {
	return new AimlApiError('job-failed', `The generation failed: ${reason}`, {
		hint: 'A failed generation is not charged: change the input or the model and start it again.',
		job,
		...(call.inferenceId && { requestId: call.inferenceId }),
	});
}

function jobTimeout(job: Job, maxWait: number, lastFailure?: AimlApiError): AimlApiError {
	const last = lastFailure ? ` The last check failed: ${lastFailure.message}` : '';
	return new AimlApiError(
		'job-timeout',
		`The generation was not finished after ${Math.round(maxWait / 1000)} s.${last}`,
		{ ...lastFailure?.details, hint: FETCH_LATER, job },
	);
}
