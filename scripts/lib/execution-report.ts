import type { BinaryFile, Execution, OutputItem } from './n8n-execution';
import { StepFailure } from './steps';

const SNIPPET_LENGTH = 90;

/** One line about a successful execution: its cost and what it produced. */
export function describeExecution(execution: Execution): string {
	return [formatCost(totalCost(execution)), ...products(execution)].join(' · ');
}

/** An execution that failed, as a failure that names the node and the reason. */
export function executionFailure({ error, status }: Execution): StepFailure {
	const node = error?.node?.name;
	const message = error?.message ?? `the execution ended as ${status}`;
	const description = error?.description ?? undefined;
	return new StepFailure(node ? `node “${node}”: ${message}` : message, description);
}

/** The sum of what the distinct requests of an execution cost, in US dollars. */
export function totalCost(execution: Execution): number {
	const costs = new Map<unknown, number>();
	for (const items of execution.output.values()) {
		for (const item of items) {
			const call = item.json.call as { inferenceId?: string; costUsd?: number } | undefined;
			// One request may have produced several items, and items pass through several nodes.
			if (call?.costUsd !== undefined) costs.set(call.inferenceId ?? call, call.costUsd);
		}
	}
	return [...costs.values()].reduce((sum, cost) => sum + cost, 0);
}

/** Small amounts keep two digits that mean something. */
function formatCost(dollars: number): string {
	if (dollars === 0) return '$0';
	return dollars >= 0.01 ? `$${dollars.toFixed(2)}` : `$${Number(dollars.toPrecision(2))}`;
}

function products(execution: Execution): string[] {
	const lists = [...execution.output.values()];
	const files = new Map<unknown, BinaryFile>();
	for (const item of lists.flat()) {
		for (const file of Object.values(item.binary ?? {})) files.set(file.id ?? file, file);
	}
	if (files.size > 0) return [...files.values()].map(describeFile);
	const last = lists.at(-1)?.at(-1);
	return last ? [describeItem(last)] : [];
}

function describeFile({ fileName = 'file', mimeType, fileSize, bytes }: BinaryFile): string {
	const size = fileSize ?? (bytes === undefined ? undefined : `${bytes} B`);
	return `${fileName} (${[mimeType, size].filter(Boolean).join(', ')})`;
}

function describeItem({ json }: OutputItem): string {
	const text = typeof json.text === 'string' ? json.text : JSON.stringify(json);
	const line = text.replace(/\s+/g, ' ').trim();
	return line.length <= SNIPPET_LENGTH ? `“${line}”` : `“${line.slice(0, SNIPPET_LENGTH - 1)}…”`;
}
