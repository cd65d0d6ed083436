import { createHash } from 'crypto';
import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

/** What is kept for an item: its finished output, or the job that was started for it. */
type Kind = 'items' | 'job';

type Entry = { fingerprint: string } & Partial<Record<Kind, unknown>>;

/**
 * What a run of the node has paid for, kept in the execution's own data. n8n starts the node afresh on
 * Retry On Fail, also when an execution is retried later and elsewhere: what is remembered here is
 * taken up again instead of being paid for twice. It holds for the same run index, the same
 * parameters and the same input only.
 */
export class RunMemory {
	private readonly entries: Record<string, Entry>;

	private readonly all: Record<string, Record<string, Entry>>;

	private readonly runIndex: string;

	constructor(private readonly context: IExecuteFunctions) {
		this.all = context.getContext('node') as Record<string, Record<string, Entry>>;
		this.runIndex = `run${String(context.getWorkflowDataProxy(0).$runIndex ?? 0)}`;
		this.entries = this.all[this.runIndex] ??= {};
	}

	/** What was remembered for an item; undefined when there is nothing, or its input has changed. */
	recall<Value>(itemIndex: number, kind: Kind): Value | undefined {
		const entry = this.entries[itemIndex];
		if (!entry || entry.fingerprint !== this.fingerprint(itemIndex)) return undefined;
		return entry[kind] as Value | undefined;
	}

	/** Remembers something for an item. */
	remember(itemIndex: number, kind: Kind, value: unknown): void {
		const fingerprint = this.fingerprint(itemIndex);
		const before = this.entries[itemIndex];
		const kept = before?.fingerprint === fingerprint ? before : { fingerprint };
		this.entries[itemIndex] = { ...kept, [kind]: value };
	}

	/** Forgets one thing of an item, e.g. a job that has failed. */
	forget(itemIndex: number, kind: Kind): void {
		delete this.entries[itemIndex]?.[kind];
	}

	/** Forgets the run: it has succeeded. */
	clear(): void {
		delete this.all[this.runIndex];
	}

	private fingerprint(itemIndex: number): string {
		const { parameters } = this.context.getNode();
		const json: IDataObject | undefined = this.context.getInputData()[itemIndex]?.json;
		return createHash('sha256')
			.update(JSON.stringify([parameters, json]))
			.digest('base64');
	}
}
