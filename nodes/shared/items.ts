import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { isAimlApiError, type Job } from '../../client';
import { toErrorItem, toNodeError } from './errors';
import { ItemMemory } from './item-memory';
import type { RunMemory } from './run-memory';
import { isAborted } from './transport';

/** Items in flight at once, unless the user says otherwise. */
export const DEFAULT_CONCURRENCY = 25;

/** Turns one input item into its output items. `isStopped` tells when the others gave up. */
export type RunItem = (
	itemIndex: number,
	memories: readonly ItemMemory[],
	isStopped: () => boolean,
) => Promise<INodeExecutionData[]>;

type Outcome = { readonly items: INodeExecutionData[] } | { readonly error: unknown };

/**
 * Runs the items with a bounded number in flight and returns their outputs in input order.
 * With On Error set to continue, a failed item becomes an error item. Otherwise no further item
 * is started after a failure, those in flight are brought to an end, and one error is thrown that
 * also names the jobs the other items have started (and paid for). When n8n runs the node again
 * after a failure, the items that have succeeded are not paid for again.
 */
export async function runItems(
	context: IExecuteFunctions,
	concurrency: number,
	memory: RunMemory,
	runItem: RunItem,
): Promise<INodeExecutionData[]> {
	const memories = context
		.getInputData()
		.map((_, itemIndex) => new ItemMemory(context, memory, itemIndex));
	const count = memories.length;
	const outcomes: Outcome[] = [];
	let next = 0;
	/** The item whose failure ends the run. */
	let failedItem: number | undefined;
	const isStopped = () => failedItem !== undefined;

	const worker = async () => {
		while (next < count && !isStopped() && !isAborted(context)) {
			const itemIndex = next++;
			const { items: known } = memory.recall(itemIndex);
			const outcome: Outcome = known
				? { items: known }
				: await runItem(itemIndex, memories, isStopped).then(
						(items) => ({ items }),
						(error: unknown) => ({ error }),
					);
			outcomes[itemIndex] = outcome;
			if ('items' in outcome) continue;
			if (!context.continueOnFail()) failedItem ??= itemIndex;
			await memories[itemIndex]!.keep(outcome.error);
		}
	};
	await Promise.all(Array.from({ length: Math.min(concurrency, count) }, worker));

	const failed = outcomes.some((outcome) => 'error' in outcome);
	if (failed && (isStopped() || context.getNode().retryOnFail)) {
		outcomes.forEach((outcome, itemIndex) => {
			if ('items' in outcome) memory.remember(itemIndex, { items: outcome.items });
		});
		await Promise.all(
			memories.map(async (shared, itemIndex) => {
				const outcome = outcomes[itemIndex] ?? {};
				if (shared.isShared) await shared.keep('error' in outcome ? outcome.error : undefined);
			}),
		);
	} else memory.clear();
	if (failedItem !== undefined) throwFailure(context, outcomes, failedItem);
	return outcomes.flatMap((outcome, itemIndex) =>
		'items' in outcome
			? outcome.items
			: toErrorItem(context.getNode(), outcome.error, itemIndex, context.getInputData()[itemIndex]),
	);
}

function throwFailure(
	context: IExecuteFunctions,
	outcomes: readonly Outcome[],
	itemIndex: number,
): never {
	const outcome = outcomes[itemIndex]!;
	throw toNodeError(
		context.getNode(),
		'error' in outcome ? outcome.error : undefined,
		itemIndex,
		describeOthers(outcomes, itemIndex),
	);
}

/** What else was paid for and is not in the output. */
function describeOthers(outcomes: readonly Outcome[], except: number): string {
	const jobs: string[] = [];
	let succeeded = 0;
	outcomes.forEach((outcome, itemIndex) => {
		if (!outcome || itemIndex === except) return;
		if ('items' in outcome) succeeded++;
		const job =
			'items' in outcome
				? (outcome.items[0]?.json.job as IDataObject | undefined)
				: isAimlApiError(outcome.error)
					? outcome.error.details.job
					: undefined;
		if (job) jobs.push(`item ${itemIndex}: ${(job as unknown as Job).operation} ${String(job.id)}`);
	});
	return [
		succeeded === 1 &&
			'Another item succeeded, but its result is not passed on: set On Error to Continue to keep it.',
		succeeded > 1 &&
			`${succeeded} other items succeeded, but their results are not passed on: set On Error to Continue to keep them.`,
		jobs.length > 0 && `Jobs that can still be fetched with Job > Get: ${jobs.join('; ')}.`,
	]
		.filter(Boolean)
		.join(' ');
}
