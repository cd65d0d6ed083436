import type { Route } from '.';
import { answerChat } from '../chat-answer';
import { ApiError } from '../errors';
import type { Exchange, JsonObject } from '../exchange';
import { chooseToolCalls } from '../tools';
import { createRecord, list, recordsOf, route } from './assistants';
import { sendRunEvents } from './run-stream';

const RUNS = '/threads/{threadId}/runs';
const RUN = `${RUNS}/{runId}`;
const STEPS = `${RUN}/steps`;

/** Runs of assistants. A run moves when it is looked at. */
export const runs: readonly Route[] = [
	startRoute('/threads/runs', (exchange) => {
		const { thread = {}, ...body } = exchange.body;
		const { id } = createRecord(exchange, 'thread', 'thread', thread as JsonObject);
		return startRun({ state: exchange.state, segments: ['threads', String(id)] }, body);
	}),
	startRoute(RUNS, (exchange) => startRun(exchange, exchange.body)),
	list(RUNS, (exchange) => recordsOf(exchange, 'thread.run')),
	route('GET', RUN, (exchange) => advance(exchange, exchange.state.timing.jobDuration)),
	route('POST', RUN, (exchange) => Object.assign(findRun(exchange), exchange.body)),
	route('POST', `${RUN}/cancel`, (exchange) =>
		Object.assign(findRun(exchange), { status: 'cancelled' }),
	),
	startRoute(`${RUN}/submit_tool_outputs`, (exchange) => {
		const run = findRun(exchange);
		if (run.status !== 'requires_action')
			throw new ApiError(400, `Runs in status "${String(run.status)}" do not accept tool outputs.`);
		const { tool_outputs } = exchange.body;
		const started = Date.now();
		return Object.assign(run, { status: 'queued', required_action: null, tool_outputs, started });
	}),
	list(STEPS, (exchange) => stepsOf(exchange)),
	route('GET', `${STEPS}/{stepId}`, (exchange) => {
		const step = stepsOf(exchange).find(({ id }) => id === exchange.segments.at(-1));
		if (!step) throw new ApiError(404, 'No step found');
		return step;
	}),
];

type Place = Pick<Exchange, 'state' | 'segments'>;

/** A route that starts or continues a run; with `stream` its events are the answer, and take no time. */
function startRoute(path: string, start: (exchange: Exchange) => JsonObject): Route {
	return {
		method: 'POST',
		path,
		access: 'keyed',
		answer(exchange) {
			const fails = exchange.takeFault('job-error') !== undefined;
			const run = Object.assign(start(exchange), fails && { fails });
			if (exchange.body.stream !== true) return exchange.send(200, run);
			const { state } = exchange;
			const started = { ...run };
			const place = { state, segments: ['threads', String(run.thread_id), 'runs', String(run.id)] };
			const ended = advance(place, 0);
			const message = recordsOf(place, 'thread.message').find(({ run_id }) => run_id === run.id);
			sendRunEvents(exchange, { started, ended, ...(message && { message }) });
		},
	};
}

function startRun(place: Place, { stream: _stream, ...body }: JsonObject): JsonObject {
	const assistant = place.state.records.require('assistant', String(body.assistant_id));
	const { model, tools, instructions } = assistant;
	const own = { model, tools, instructions, ...body, status: 'queued', started: Date.now() };
	return createRecord(place, 'thread.run', 'run', own);
}

function findRun({ state, segments }: Place): JsonObject {
	return state.records.require('thread.run', segments[3]!);
}

/** Once its time is over, a run calls a function, or answers with a message and a step. */
function advance(place: Place, duration: number): JsonObject {
	const run = findRun(place);
	const isWaiting = run.status === 'queued' || run.status === 'in_progress';
	if (!isWaiting) return run;
	if (Date.now() - Number(run.started) < duration)
		return Object.assign(run, { status: 'in_progress' });
	if (run.fails) {
		const last_error = { code: 'server_error', message: 'The model stopped thinking.' };
		return Object.assign(run, { status: 'failed', last_error });
	}
	const messages = recordsOf(place, 'thread.message').map(({ role, content }) => ({
		role,
		content: (content as JsonObject[]).map(({ text }) => ({
			type: 'text',
			text: (text as JsonObject).value,
		})),
	}));
	const outputs = run.tool_outputs as JsonObject[] | undefined;
	const calls = outputs ? [] : chooseToolCalls({ messages, tools: run.tools });
	if (calls.length > 0) {
		const submit_tool_outputs = { tool_calls: calls };
		const required_action = { type: 'submit_tool_outputs', submit_tool_outputs };
		return Object.assign(run, { status: 'requires_action', required_action });
	}
	const content = outputs
		? `The function answered: ${outputs.map(({ output }) => String(output)).join(' ')}`
		: answerChat({ messages });
	const more = { role: 'assistant', run_id: run.id, assistant_id: run.assistant_id };
	const message = createRecord(place, 'thread.message', 'msg', { ...more, content });
	createRecord(place, 'thread.run.step', 'step', {
		run_id: run.id,
		type: 'message_creation',
		status: 'completed',
		step_details: { type: 'message_creation', message_creation: { message_id: message.id } },
	});
	const usage = { prompt_tokens: 10, completion_tokens: 10, total_tokens: 20 };
	return Object.assign(run, { status: 'completed', usage });
}

function stepsOf(exchange: Exchange): JsonObject[] {
	const { id } = findRun(exchange);
	return recordsOf(exchange, 'thread.run.step').filter(({ run_id }) => run_id === id);
}
