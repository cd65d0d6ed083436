import { pause } from './command';
import { parseFlatted } from './flatted';
import type { WorkflowNode } from './n8n-data';
import type { N8nSession } from './n8n-session';
import { StepFailure } from './steps';

/** A file in n8n's binary store. */
export interface BinaryFile {
	id?: string;
	mimeType: string;
	fileName?: string;
	/** As n8n prints it, e.g. `12.3 kB`. */
	fileSize?: string;
	bytes?: number;
}

/** One item of a node's output. */
export interface OutputItem {
	json: Record<string, unknown>;
	binary?: Record<string, BinaryFile>;
}

/** Why an execution failed. */
export interface ExecutionError {
	message: string;
	description?: string | null;
	/** The node that failed. */
	node?: { name: string };
	[key: string]: unknown;
}

/** A finished execution. */
export interface Execution {
	id: string;
	status: 'success' | 'error' | 'canceled' | 'crashed';
	/** In milliseconds. */
	duration: number;
	/** By node, in the order of execution: the items of all its outputs and runs. */
	output: Map<string, OutputItem[]>;
	/** By node: how long it ran, in milliseconds. */
	nodeTime: Map<string, number>;
	error?: ExecutionError;
	/** Everything n8n keeps of it, as text: for asking what it must not contain. */
	text: string;
}

interface StoredExecution {
	status: string;
	startedAt: string;
	stoppedAt: string | null;
	data: string;
}

interface RunData {
	resultData: {
		error?: ExecutionError;
		runData: Record<
			string,
			Array<{
				executionTime: number;
				data?: Record<string, Array<OutputItem[] | null> | undefined>;
			}>
		>;
	};
}

const FINISHED = new Set(['success', 'error', 'canceled', 'crashed']);
const POLL_INTERVAL = 100;

/**
 * Runs a workflow from a trigger, as the editor does, and waits for its end.
 *
 * @param deadline in milliseconds
 * @throws StepFailure when it is not finished by then
 */
export async function runWorkflow(
	session: N8nSession,
	workflow: { id: string; nodes: WorkflowNode[] },
	deadline = 180_000,
): Promise<Execution> {
	const trigger = workflow.nodes.find(({ type }) => /trigger$|webhook$/i.test(type));
	const { executionId } = await session.request<{ executionId: string }>(
		'POST',
		`/rest/workflows/${workflow.id}/run`,
		{ triggerToStartFrom: { name: trigger?.name } },
	);
	return await waitForExecution(session, executionId, deadline);
}

/** Waits until an execution is finished and reads it. */
export async function waitForExecution(
	session: N8nSession,
	executionId: string,
	deadline: number,
): Promise<Execution> {
	const end = Date.now() + deadline;
	while (Date.now() < end) {
		const path = `/rest/executions/${executionId}`;
		const stored = await session.request<StoredExecution>('GET', path);
		if (FINISHED.has(stored.status) && stored.stoppedAt) return describe(executionId, stored);
		await pause(POLL_INTERVAL);
	}
	throw new StepFailure(`Execution ${executionId} was not finished after ${deadline / 1000} s`);
}

function describe(id: string, stored: StoredExecution): Execution {
	const { resultData } = parseFlatted(stored.data) as RunData;
	const output = new Map<string, OutputItem[]>();
	const nodeTime = new Map<string, number>();
	for (const [name, runs] of Object.entries(resultData.runData)) {
		const lists = runs.flatMap(({ data }) => Object.values(data ?? {}).flat());
		output.set(
			name,
			lists.flatMap((items) => items ?? []),
		);
		nodeTime.set(
			name,
			runs.reduce((sum, { executionTime }) => sum + executionTime, 0),
		);
	}
	return {
		id,
		status: stored.status as Execution['status'],
		duration: Date.parse(stored.stoppedAt ?? '') - Date.parse(stored.startedAt),
		output,
		nodeTime,
		error: resultData.error,
		text: stored.data,
	};
}
