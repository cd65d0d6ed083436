import type { INodeExecutionData, INodeProperties } from 'n8n-workflow';
import {
	jobFailed,
	readRunState,
	runJobId,
	streamRun,
	type EndpointInput,
	type JobOperation,
	type JsonObject,
} from '../../../../client';
import { collectStream } from '../../../shared/stream';
import { readEndpointInput } from '../../endpoints';
import { optionsField } from '../../fields';
import {
	runJob,
	simplifyResultField,
	waitForCompletionField,
	withJob,
	type NodeJob,
} from '../../jobs';
import type { Item, NodeOperation } from '../../operation';
import { presentRun, runJobs } from './run-result';

const streamEventsField: INodeProperties = {
	displayName: 'Stream Events',
	name: 'streamEvents',
	type: 'boolean',
	default: false,
	description:
		'Whether to take the run as a stream and return its events, each with its data, beside the run and its text',
	displayOptions: { show: { waitForCompletion: [true] } },
};

/** The node operation of a job that starts or continues a run. */
export function runOperation({
	operation,
	fields,
	ids = [],
	...shown
}: Pick<NodeOperation, 'name' | 'action' | 'description'> & {
	readonly operation: JobOperation<EndpointInput, JsonObject>;
	readonly fields: readonly INodeProperties[];
	readonly ids?: readonly INodeProperties[];
}): NodeOperation {
	const nodeJob = runJobs.find((known) => known.operation === operation)!;
	return {
		...shown,
		value: operation.name.split(':')[1]!,
		properties: [
			...ids,
			...fields,
			waitForCompletionField,
			streamEventsField,
			simplifyResultField,
			optionsField('extraBody', 'maxWait', 'pollInterval'),
		],
		async execute(item) {
			const { context, itemIndex, memory } = item;
			const { body: { stream, ...body } = {}, ...input } = readEndpointInput(item, 'POST', {
				ids,
				fields,
			});
			const streams = stream ?? context.getNodeParameter('streamEvents', itemIndex, false);
			// What an earlier try has started is asked for instead of started again.
			if (streams !== true || memory.recall().job)
				return await runJob(item, nodeJob, { ...input, body });
			return await runStream(item, nodeJob, { ...input, body });
		},
	};
}

async function runStream(
	item: Item,
	nodeJob: NodeJob<EndpointInput, JsonObject>,
	input: EndpointInput,
): Promise<INodeExecutionData[]> {
	const { operation } = nodeJob;
	const startedAt = new Date(item.ports.clock.now()).toISOString();
	const streamed = await collectStream(item.ports, streamRun(operation), input);
	const { output, call, parts } = streamed;
	const { run, text } = output;
	const id = runJobId(String(run.thread_id), String(run.id));
	const job = { operation: operation.name, id, startedAt };
	const events = parts.map(({ event, data }) => ({ event, data }));
	const state = readRunState(run);
	switch (state.status) {
		case 'failed':
			item.memory.forget();
			throw jobFailed(job, state.reason, call);
		case 'completed': {
			const completed = { output: run, body: run, job, call };
			return [await withJob(job, presentRun(item, completed, { text, events }))];
		}
		case 'running': {
			// The stream ended before the run: it is waited for like any other.
			item.memory.remember({ job: { job, call } });
			const [result] = await runJob(item, nodeJob, input);
			return [{ ...result!, json: { ...result!.json, events } }];
		}
	}
}
