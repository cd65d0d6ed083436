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
import { simplifyRecord } from '../../fields';
import type { CompletedJob, NodeJob } from '../../jobs';
import { outputItem, type Item } from '../../operation';
import { RUN_FIELDS } from '../assistant/simplified';

/** What starts or continues a run, each a job. */
export const runJobs: ReadonlyArray<NodeJob<EndpointInput, JsonObject>> = [
	createRun,
	createThreadAndRun,
	submitToolOutputs,
].map((operation) => ({ operation, present: (item, completed) => presentRun(item, completed) }));

/** What the stream of a run told. */
interface Streamed {
	readonly text: string;
	readonly events: ReadonlyArray<{ readonly event: string; readonly data: JsonObject }>;
}

/** A run, with the text it ended in, and the events of its stream. */
export async function presentRun(
	item: Item,
	{ output: run, job, call }: CompletedJob<JsonObject>,
	{ text: streamed, events }: Partial<Streamed> = {},
): Promise<INodeExecutionData> {
	const text = streamed || (run.status === 'completed' ? await readLastText(item, run) : undefined);
	const kept = simplifyRecord(item, run, RUN_FIELDS);
	const result = { ...kept, ...(text !== undefined && { text }), ...(events && { events }), job };
	return outputItem(item, result, call);
}

/** The last thing the assistant said in this run: others may have written to the thread since. */
async function readLastText({ ports }: Item, run: JsonObject): Promise<string | undefined> {
	const { output } = await callOperation(ports, MESSAGE.getMany, {
		ids: { threadId: String(run.thread_id) },
		query: { order: 'desc', limit: 100, run_id: String(run.id) },
	});
	const last = (output.data as JsonObject[]).find(
		({ role, run_id }) => role === 'assistant' && run_id === run.id,
	);
	return last && messageText(last);
}
