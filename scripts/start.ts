/**
 * `npm start`: a real n8n with the package, its credential and the example workflows, each run
 * once; it stays up until Ctrl-C. With `--once` it ends after the runs, 0 when all succeeded.
 */
import { join } from 'node:path';
import { parseArgs } from 'node:util';

import { startSandbox } from '../test/sandbox';
import { buildAll } from './lib/build';
import { describeExecution, executionFailure } from './lib/execution-report';
import { readExampleWorkflows } from './lib/example-workflows';
import { onEnd, runMain } from './lib/lifetime';
import { type LocalN8n, startLocalN8n } from './lib/local-n8n';
import { saveCredential, saveWorkflow, type WorkflowFile } from './lib/n8n-data';
import { runWorkflow } from './lib/n8n-execution';
import { type N8nSession, OWNER } from './lib/n8n-session';
import { buildFolder, logPath } from './lib/paths';
import { ensureRuntime } from './lib/runtime';
import { claimServer } from './lib/single-server';
import { printFailure, printLine, step, StepFailure } from './lib/steps';

/** Where requests go, and with which key. */
interface Api {
	apiKey: string;
	baseUrl: string;
}

const REAL_API = 'https://api.aimlapi.com';
/** Real videos take minutes. */
const WORKFLOW_DEADLINE = 20 * 60_000;

const userFolder = join(buildFolder, 'n8n');
let isUp = false;

function readArguments(): { once: boolean; port: number } {
	try {
		const { values } = parseArgs({
			options: { once: { type: 'boolean' }, port: { type: 'string', default: '5678' } },
		});
		const port = Number(values.port);
		if (Number.isInteger(port) && port > 0 && port < 65_535) {
			return { once: values.once ?? false, port };
		}
	} catch {
		// Told below.
	}
	throw new StepFailure('Usage: npm start -- [--once] [--port NUMBER]');
}

/** The real API when its key is in the environment, otherwise the sandbox, which costs nothing. */
async function prepareApi(): Promise<Api> {
	const apiKey = process.env.AIMLAPI_KEY?.trim();
	if (apiKey) {
		const baseUrl = process.env.AIMLAPI_BASE_URL?.trim() || REAL_API;
		printLine(
			`  AIMLAPI_KEY is set: the workflows run on ${baseUrl} and cost what they cost there`,
		);
		return { apiKey, baseUrl };
	}
	return await step('Sandbox of the API', async () => {
		const sandbox = await startSandbox();
		onEnd(async () => await sandbox.close());
		printLine(`  ${sandbox.url} stands in for the API; set AIMLAPI_KEY to use the real one`);
		return { apiKey: sandbox.apiKey, baseUrl: sandbox.url };
	});
}

async function importExamples(session: N8nSession, api: Api): Promise<WorkflowFile[]> {
	const credential = await saveCredential(session, {
		name: 'AI/ML API',
		type: 'aimlApi',
		data: { ...api },
	});
	const workflows = readExampleWorkflows();
	for (const workflow of workflows) {
		await saveWorkflow(session, workflow, { aimlApi: credential });
	}
	return workflows;
}

/** Runs a workflow and tells in one line what came out; says whether it succeeded. */
async function runExample(session: N8nSession, workflow: WorkflowFile, api: Api): Promise<boolean> {
	try {
		await step(workflow.name, async () => {
			const execution = await runWorkflow(session, workflow, WORKFLOW_DEADLINE);
			// Nothing that comes back should hold the key; a terminal is the last place to find out.
			const hide = (text: string) => text.replaceAll(api.apiKey, '•••');
			if (execution.status === 'success') return hide(describeExecution(execution));
			const { message, advice } = executionFailure(execution);
			throw new StepFailure(hide(message), advice && hide(advice));
		});
		return true;
	} catch (error) {
		printFailure(error);
		return false;
	}
}

async function stayUp({ server }: LocalN8n): Promise<number> {
	isUp = true;
	printLine();
	printLine(`  Editor: ${server.url}   sign in: ${OWNER.email} / ${OWNER.password}`);
	printLine('  Chrome extension: load build/extension under chrome://extensions (Developer mode)');
	printLine('  Ctrl-C stops everything.');
	const reason = await server.crashed;
	throw new StepFailure(`n8n ended: ${reason}`, 'Run npm start again.', server.logFile);
}

void runMain(
	async () => {
		const { once, port } = readArguments();
		const claim = await claimServer(userFolder, port);
		const [runtime] = await Promise.all([
			step('Node 24 and n8n', async ({ note }) => await ensureRuntime(note)),
			buildAll(),
		]);
		const api = await prepareApi();
		const local = await step('Start n8n with the package', async () => {
			return await startLocalN8n({ runtime, userFolder, port, logFile: logPath('n8n') });
		});
		claim(local.server.processId);
		const workflows = await step('Import credential and workflows', async () => {
			return await importExamples(local.session, api);
		});
		const results: boolean[] = [];
		for (const workflow of workflows) {
			results.push(await runExample(local.session, workflow, api));
		}
		if (!once) return await stayUp(local);
		return results.every(Boolean) ? 0 : 1;
	},
	{ interruptCode: () => (isUp ? 0 : 130) },
);
