import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { buildSteps } from '../../../scripts/lib/build';
import { startLocalN8n } from '../../../scripts/lib/local-n8n';
import {
	type CredentialReference,
	saveCredential,
	saveWorkflow,
	type WorkflowFile,
} from '../../../scripts/lib/n8n-data';
import { type Execution, runWorkflow } from '../../../scripts/lib/n8n-execution';
import type { N8nServer } from '../../../scripts/lib/n8n-server';
import type { N8nSession } from '../../../scripts/lib/n8n-session';
import { logPath } from '../../../scripts/lib/paths';
import { ensureRuntime } from '../../../scripts/lib/runtime';
import { type RecordedRequest, type Sandbox, startSandbox } from '../../sandbox';

/** Searched for afterwards in everything n8n wrote. */
export const API_KEY = 'key-that-must-stay-secret-4711';
export const WRONG_KEY = 'wrong-key-that-must-stay-secret-0815';

const JOB_DURATION = 1500;

/** A real n8n with the built package, a sandbox of the API, and a credential for it. */
export class RealN8n {
	/** How long a job of the sandbox takes, milliseconds. */
	readonly jobDuration = JOB_DURATION;

	/** Of every run, for what may not be in any of them. */
	readonly executions: Execution[] = [];

	/** All requests to the media host; the sandbox forgets its own on reset. */
	readonly mediaRequests: RecordedRequest[] = [];

	private constructor(
		readonly userFolder: string,
		readonly server: N8nServer,
		readonly session: N8nSession,
		readonly sandbox: Sandbox,
		readonly credential: CredentialReference,
	) {}

	static async start(): Promise<RealN8n> {
		const runtime = await ensureRuntime(() => undefined);
		for (const { work } of buildSteps.slice(0, 1)) await work({ note: () => undefined });
		const userFolder = mkdtempSync(join(tmpdir(), 'aimlapi-n8n-'));
		const sandbox = await startSandbox({ apiKey: API_KEY, jobDuration: JOB_DURATION });
		const { server, session } = await startLocalN8n({
			runtime,
			userFolder,
			logFile: logPath('n8n-under-test'),
			attached: true,
		});
		const credential = await saveCredential(session, {
			name: 'Sandbox',
			type: 'aimlApi',
			data: { apiKey: API_KEY, baseUrl: sandbox.url },
		});
		return new RealN8n(userFolder, server, session, sandbox, credential);
	}

	/** Imports a workflow and runs it from its trigger. */
	async run(workflow: WorkflowFile, credential = this.credential): Promise<Execution> {
		await saveWorkflow(this.session, workflow, { aimlApi: credential });
		const execution = await runWorkflow(this.session, workflow);
		this.executions.push(execution);
		return execution;
	}

	/** Makes the sandbox forget faults, jobs and requests. */
	reset(): void {
		this.mediaRequests.push(...this.sandbox.mediaRequests);
		this.sandbox.reset();
	}

	async stop(): Promise<void> {
		await this.server.stop();
		await this.sandbox.close();
		rmSync(this.userFolder, { recursive: true, force: true });
	}
}
