import type { INodeExecutionData } from 'n8n-workflow';
import {
	callOperation,
	createRun,
	createThreadAndRun,
	MESSAGE,
	messageText,
	submitToolOutputs,
	type EndpointInput,
	type JsonObject,
} from '../../../../client';
import type { CompletedJob, NodeJob } from '../../jobs';
import { outputItem, type Item } from '../../operation';

/** What starts or continues a run, each a job. */
export const runJobs: ReadonlyArray<NodeJob<EndpointInput, JsonObject>> = [
	createRun,
	createThreadAndRun,
	submitToolOutputs,
].map((operation) => ({ operation, present: presentRun }));

/** A run, with the text it ended in. */
export async function presentRun(
	item: Item,
	{ output: run, job, call }: CompletedJob<JsonObject>,
): Promise<INodeExecutionData> {
	if (run.status !== 'completed') return outputItem(item, { ...run, job }, call);
	const { output } = await callOperation(item.ports, MESSAGE.getMany, {
		ids: { threadId: String(run.thread_id) },
		query: { order: 'desc', limit: 1 },
	});
	const [last] = output.data as JsonObject[];
	return outputItem(item, { ...run, text: last ? messageText(last) : '', job }, call);
}
