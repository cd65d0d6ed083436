import { Account } from './account';
import { FaultQueue } from './faults';
import { Holds } from './holds';
import { JobStore } from './jobs';
import { MediaStore } from './media-store';
import type { RecordedRequest, SandboxOptions, Timing } from './options';
import { Records } from './records';

/** Where the pages are that a search finds. */
const WEB_URL = 'https://example.com';

/** Everything one sandbox remembers. */
export class State {
	readonly apiKey: string;
	readonly faults = new FaultQueue();
	readonly holds = new Holds();
	readonly requests: RecordedRequest[] = [];
	readonly mediaRequests: RecordedRequest[] = [];
	readonly account: Account;
	readonly jobs: JobStore;
	readonly media = new MediaStore();
	readonly records = new Records();
	readonly timing: Required<Timing>;
	/** Ids of the models that are no longer served. */
	readonly retired = new Set<string>();
	webUrl = WEB_URL;
	inFlight = 0;
	maxInFlight = 0;

	constructor(options: SandboxOptions) {
		this.apiKey = options.apiKey ?? 'sandbox-key';
		this.account = new Account(this.apiKey);
		this.jobs = new JobStore(this.account);
		this.timing = {
			latency: options.latency ?? 0,
			firstTokenDelay: options.firstTokenDelay ?? 0,
			tokenDelay: options.tokenDelay ?? 0,
			jobDuration: options.jobDuration ?? 2000,
			doneMarker: options.doneMarker ?? false,
		};
		for (const fault of options.faults ?? []) this.faults.add(fault);
	}

	/** Back to the beginning, except for the timing and the media already generated. */
	reset(): void {
		this.requests.length = 0;
		this.mediaRequests.length = 0;
		this.maxInFlight = this.inFlight;
		this.faults.clear();
		this.holds.clear();
		this.jobs.clear();
		this.records.clear();
		this.account.reset();
		this.retired.clear();
		this.webUrl = WEB_URL;
	}
}
