import { step, text, type Step } from '../lib/step';

const options = { pollInterval: 0.5 };
const weather =
	'[{"type": "function", "function": {"name": "get_weather", "parameters": {"type": "object"}}}]';
const ask = (content: string) => ({
	resource: 'run',
	operation: 'createThreadAndRun',
	assistantId: '={{ $("Hire").item.json.id }}',
	thread: JSON.stringify({ messages: [{ role: 'user', content }] }),
	options,
});
const of = (first: string) => ({
	resource: 'run',
	threadId: `={{ $("${first}").item.json.thread_id }}`,
	runId: `={{ $("${first}").item.json.id }}`,
});

/** A run that calls a function, one that goes on in the same conversation, and one that is stopped. */
export const run: Step[] = [
	step(
		'Hire',
		{ resource: 'assistant', operation: 'create', additionalFields: { tools: weather } },
		{ json: { id: text(/^asst_/), tools: [{ function: { name: 'get_weather' } }] } },
	),
	step('Ask', ask('How is the weather in Oslo?'), {
		json: { status: 'requires_action', thread_id: text(/^thread_/) },
	}),
	step(
		'Tell the weather',
		{
			...of('Ask'),
			operation: 'submitToolOutputs',
			toolOutputs:
				'={{ $json.required_action.submit_tool_outputs.tool_calls.map(({ id }) => ({ tool_call_id: id, output: "Rain" })) }}',
			options,
		},
		{ json: { status: 'completed', text: 'The function answered: Rain' } },
	),
	step(
		'Thank',
		{
			resource: 'message',
			operation: 'create',
			threadId: '={{ $json.thread_id }}',
			content: 'Thank you',
		},
		{ json: { role: 'user' } },
	),
	step(
		'Go on',
		{
			resource: 'run',
			operation: 'create',
			threadId: '={{ $json.thread_id }}',
			assistantId: '={{ $("Hire").item.json.id }}',
			waitForCompletion: false,
		},
		{ json: { status: 'queued', job: { operation: 'run:create', id: text(/^thread_\w+\/run_/) } } },
	),
	step(
		'Wait',
		{
			resource: 'run',
			operation: 'wait',
			threadId: '={{ $json.job.id.split("/")[0] }}',
			runId: '={{ $json.job.id.split("/")[1] }}',
			options,
		},
		{ json: { status: 'completed', text: text('Thank you') } },
	),
	step(
		'Note',
		{ ...of('Wait'), operation: 'update', metadata: '{"kind": "small talk"}' },
		{
			json: { metadata: { kind: 'small talk' } },
		},
	),
	step(
		'Look',
		{ ...of('Wait'), operation: 'get' },
		{
			json: { status: 'completed', metadata: { kind: 'small talk' } },
		},
	),
	step(
		'List its steps',
		{ ...of('Wait'), operation: 'getSteps' },
		{
			json: { id: text(/^step_/), type: 'message_creation' },
		},
	),
	step(
		'Read the step',
		{ ...of('Wait'), operation: 'getStep', stepId: '={{ $json.id }}' },
		{
			json: { id: text(/^step_/), status: 'completed' },
		},
	),
	step(
		'List the runs',
		{ ...of('Wait'), operation: 'getMany', order: 'asc', limit: 1 },
		{ json: { id: text(/^run_/), status: 'completed' } },
	),
	step('Ask again', ask('And the weather in Rome?'), { json: { status: 'requires_action' } }),
	step('Stop', { ...of('Ask again'), operation: 'cancel' }, { json: { status: 'cancelled' } }),
];
