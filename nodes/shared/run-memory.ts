import { createHash } from 'crypto';
import type { IBinaryData, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import type { Call, ErrorCode, ErrorDetails, Job } from '../../client';

/** What is kept for an item: JSON and references to files, never bytes. */
export interface Kept {
	/** Its finished output. */
	readonly items?: INodeExecutionData[];
	/** The job that was started for it, and what the submission was and cost. */
	readonly job?: { readonly job: Job; readonly call: Call };
	/** How long the parts of its text may be, characters: cut otherwise, those that were paid for would not be found. */
	readonly textLimit?: number;
	/** What its requests were answered, by their names. */
	readonly answers?: Readonly<Record<string, KeptAnswer>>;
	/** Why nobody knows whether one of its requests was carried out. */
	readonly uncertain?: KeptError;
}

/** A successful answer. */
export interface KeptAnswer {
	readonly status: number;
	readonly headers: Readonly<Record<string, string>>;
	/** A short text as it is, anything else as a reference to a file in n8n's binary store. */
	readonly body: string | IBinaryData;
	/** Set when it could not be read: the execution that need not ask again. Whoever runs it later by hand wants another answer. */
	readonly executionId?: string;
}

/** An error of the client as JSON. */
export interface KeptError {
	/** The execution it happened in: whoever runs that again later by hand has decided to. */
	readonly executionId: string;
	readonly code: ErrorCode;
	readonly message: string;
	readonly details: ErrorDetails;
}

type Entry = Kept & { readonly fingerprint: string };

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
		this.all = context.getContext('node') as typeof this.all;
		this.runIndex = `run${String(context.getWorkflowDataProxy(0).$runIndex ?? 0)}`;
		this.entries = this.all[this.runIndex] ??= {};
	}

	/** What was remembered for an item; nothing when its input has changed. */
	recall(itemIndex: number): Kept {
		const entry = this.entries[itemIndex];
		return entry?.fingerprint === this.fingerprint(itemIndex) ? entry : {};
	}

	/** Remembers more for an item. */
	remember(itemIndex: number, more: Kept): void {
		const fingerprint = this.fingerprint(itemIndex);
		this.entries[itemIndex] = { ...this.recall(itemIndex), ...more, fingerprint };
	}

	/** Forgets an item: what was started for it has come to nothing. */
	forget(itemIndex: number): void {
		delete this.entries[itemIndex];
	}

	/** Forgets the run: it has succeeded. */
	clear(): void {
		delete this.all[this.runIndex];
	}

	private fingerprint(itemIndex: number): string {
		const { parameters } = this.context.getNode();
		const json = this.context.getInputData()[itemIndex]?.json;
		return createHash('sha256')
			.update(JSON.stringify([parameters, json]))
			.digest('base64');
	}
}
