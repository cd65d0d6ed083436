import { defineEndpoint, type EndpointInput } from '../endpoint';
import type { JobOperation, JobState } from '../job';
import type { Operation } from '../operation';
import type { JsonObject } from '../transport';

/** The four endpoints every kind of record has; changes are POSTs, as the API has them. */
function recordEndpoints(resource: string, path: string, id: string, required: readonly string[]) {
	const one = `${path}/{${id}}`;
	return {
		create: defineEndpoint(`${resource}:create`, 'POST', path, { holds: 'id', required }),
		get: defineEndpoint(`${resource}:get`, 'GET', one, { holds: 'id' }),
		update: defineEndpoint(`${resource}:update`, 'POST', one, { holds: 'id' }),
		delete: defineEndpoint(`${resource}:delete`, 'DELETE', one),
	};
}

/** `/assistants`, documented without a version. */
export const ASSISTANT = {
	...recordEndpoints('assistant', '/assistants', 'assistantId', ['model']),
	getMany: defineEndpoint('assistant:getMany', 'GET', '/assistants', { paging: 'after' }),
} as const;

/** `/threads`. */
export const THREAD = recordEndpoints('thread', '/threads', 'threadId', []);

const MESSAGES = '/threads/{threadId}/messages';

/** `/threads/{threadId}/messages`. */
export const MESSAGE = {
	...recordEndpoints('message', MESSAGES, 'messageId', ['role', 'content']),
	getMany: defineEndpoint('message:getMany', 'GET', MESSAGES, { paging: 'after' }),
} as const;

const RUNS = '/threads/{threadId}/runs';
const ONE_RUN = `${RUNS}/{runId}`;
const STEPS = `${ONE_RUN}/steps`;

/** `/threads/{threadId}/runs`. What starts or continues a run is a job. */
export const RUN = {
	get: defineEndpoint('run:get', 'GET', ONE_RUN, { holds: 'id' }),
	getMany: defineEndpoint('run:getMany', 'GET', RUNS, { paging: 'after' }),
	update: defineEndpoint('run:update', 'POST', ONE_RUN, { holds: 'id' }),
	cancel: defineEndpoint('run:cancel', 'POST', `${ONE_RUN}/cancel`, { holds: 'id' }),
	getSteps: defineEndpoint('run:getSteps', 'GET', STEPS, { paging: 'after' }),
	getStep: defineEndpoint('run:getStep', 'GET', `${STEPS}/{stepId}`, { holds: 'id' }),
} as const;

/** `POST /threads/{threadId}/runs`, then `GET …/{runId}`. */
export const createRun = runJob('run:create', RUNS, ['assistant_id']);

/** `POST /threads/runs`: a thread and its run at once. */
export const createThreadAndRun = runJob('run:createThreadAndRun', '/threads/runs', [
	'assistant_id',
]);

/** `POST …/runs/{runId}/submit_tool_outputs`: the results a run that requires action waits for. */
export const submitToolOutputs = runJob('run:submitToolOutputs', `${ONE_RUN}/submit_tool_outputs`, [
	'tool_outputs',
]);

/** The job of a run that is known by its ids. */
export function runJobId(threadId: string, runId: string): string {
	return `${threadId}/${runId}`;
}

/** A run is known by two ids, which the job's id joins with a slash. */
function runJob(
	name: string,
	path: string,
	required: readonly string[],
): JobOperation<EndpointInput, JsonObject> {
	const endpoint = defineEndpoint(name, 'POST', path, { holds: 'id', required });
	const start: Operation<EndpointInput, string> = {
		...endpoint,
		parse(answer) {
			const { id, thread_id } = endpoint.parse(answer);
			if (typeof thread_id !== 'string') throw answer.unexpected('The run holds no thread_id.');
			return runJobId(thread_id, String(id));
		},
	};
	return {
		name,
		start,
		check: {
			name,
			modelTypes: [],
			request(id) {
				const [threadId = '', runId = ''] = id.split('/');
				return RUN.get.request({ ids: { threadId, runId } });
			},
			parse: (answer) => readRunState(RUN.get.parse(answer)),
		},
	};
}

/** Where a run stands. One that requires action, or was cut off, has an answer too: what it waits for, or why it ended. */
export function readRunState(run: JsonObject): JobState<JsonObject> {
	switch (run.status) {
		case 'completed':
		case 'incomplete':
		case 'requires_action':
			return { status: 'completed', output: run, body: run };
		case 'cancelled':
		case 'expired':
		case 'failed': {
			const { message } = (run.last_error ?? {}) as JsonObject;
			return { status: 'failed', reason: String(message ?? `the run is ${run.status}`), body: run };
		}
		default:
			return { status: 'running', body: run };
	}
}

/** The text of a thread's message. */
export function messageText({ content }: JsonObject): string {
	if (typeof content === 'string') return content;
	const parts = Array.isArray(content) ? (content as JsonObject[]) : [];
	return parts
		.map(({ text }) => (typeof text === 'string' ? text : (text as JsonObject | undefined)?.value))
		.filter((text): text is string => typeof text === 'string')
		.join('\n');
}
