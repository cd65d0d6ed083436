import { randomUUID } from 'node:crypto';
import type { Account, Cost } from './account';
import type { ModelEntry } from './models';

/** How a job ends. */
export type Fate =
	| { readonly kind: 'completed'; readonly result: Readonly<Record<string, unknown>> }
	| { readonly kind: 'error'; readonly message: string }
	| { readonly kind: 'stuck' };

/** A generation that is fetched later: a video now, music and transcriptions in the same way. */
export interface Job {
	/** Opaque to clients; documented samples hold `:` and `/`. */
	readonly id: string;
	readonly model: ModelEntry;
	readonly cost: Cost;
	readonly startedAt: number;
	/** Milliseconds from its submission to its end. */
	readonly duration: number;
	readonly fate: Fate;
	/** A job is charged once, when it is completed. */
	charged: boolean;
}

/** The documented statuses of a job. */
export type JobStatus = 'queued' | 'generating' | 'completed' | 'error';

/** The jobs of one sandbox. */
export class JobStore {
	private readonly jobs = new Map<string, Job>();

	constructor(private readonly account: Account) {}

	start(start: Pick<Job, 'model' | 'cost' | 'duration' | 'fate'>): Job {
		const id = `${randomUUID()}:${start.model.id}`;
		const job: Job = { ...start, id, startedAt: Date.now(), charged: false };
		this.jobs.set(id, job);
		return job;
	}

	find(id: string): Job | undefined {
		return this.jobs.get(id);
	}

	/** Charges what has been completed; failed jobs are free. */
	settle(): void {
		for (const job of this.jobs.values()) {
			if (job.charged || statusOf(job) !== 'completed') continue;
			job.charged = true;
			this.account.charge(job.cost);
		}
	}

	clear(): void {
		this.jobs.clear();
	}
}

/** Where a job stands now: the first quarter of its time it is queued. */
export function statusOf(job: Job): JobStatus {
	const elapsed = Date.now() - job.startedAt;
	if (job.fate.kind !== 'stuck' && elapsed >= job.duration) return job.fate.kind;
	return elapsed < job.duration / 4 ? 'queued' : 'generating';
}
