/**
 * `npm start`: a real n8n with the package, its credential and the example workflows, each run
 * once; it stays up until Ctrl-C. With `--once` it ends after the runs, 0 when all succeeded.
 */
import { join } from 'node:path';

import { startSandbox } from '../test/sandbox';
import { readArguments } from './lib/arguments';
import { buildAll } from './lib/build';
import { checkKey } from './lib/check-key';
import { describeExecution, executionFailure } from './lib/execution-report';
import { readExampleWorkflows } from './lib/example-workflows';
import { onEnd, runMain } from './lib/lifetime';
import { type LocalN8n, startLocalN8n } from './lib/local-n8n';
import { saveCredential, saveWorkflow, type WorkflowFile } from './lib/n8n-data';
import { runWorkflow } from './lib/n8n-execution';
import { type N8nSession, OWNER } from './lib/n8n-session';
import { buildFolder, logPath } from './lib/paths';
import { isPortFree } from './lib/ports';
import { ensureRuntime } from './lib/runtime';
import { claimServer } from './lib/single-server';
import { printFailure, printLine, step, StepFailure } from './lib/steps';

/** Where requests go, and with which key. */
interface Api {
	apiKey: string;
	baseUrl: string;
	isSandbox: boolean;
}

const REAL_API = 'https://api.aimlapi.com';
/** Where `npm run sandbox` has it in the README, too. */
const SANDBOX_PORT = 4010;
/** Real videos take minutes. */
const WORKFLOW_DEADLINE = 20 * 60_000;

const userFolder = join(buildFolder, 'n8n');
let isUp = false;

const USAGE = `Usage: npm start -- [--once] [--port NUMBER]
  --once         end after the example workflows: 0 when all succeeded, 1 otherwise
  --port NUMBER  of the editor, 5678 unless told

  AIMLAPI_KEY, AIMLAPI_BASE_URL  the real API instead of the sandbox
  AIMLAPI_RUNTIME_DIR            where n8n and its Node.js are kept`;

function readOptions(): { once: boolean; port: number } {
	const { values } = readArguments({
		usage: USAGE,
		options: {
			once: { type: 'boolean', default: false },
			port: { type: 'string', default: '5678' },
		},
	});
	const port = Number(values.port);
	if (Number.isInteger(port) && port > 0 && port < 65_535) return { once: values.once, port };
	throw new StepFailure(`--port takes a number from 1 to 65534, not "${values.port}".`);
}

/** The real API when its key is in the environment, otherwise the sandbox, which costs nothing. */
async function prepareApi(): Promise<Api> {
	const apiKey = process.env.AIMLAPI_KEY?.trim();
	if (apiKey) {
		const baseUrl = process.env.AIMLAPI_BASE_URL?.trim() || REAL_API;
		printLine(
			`  AIMLAPI_KEY is set: the workflows run on ${baseUrl} and cost what they cost there`,
		);
		await step('Key', async () => await checkKey(apiKey, baseUrl));
		return { apiKey, baseUrl, isSandbox: false };
	}
	return await step('Sandbox of the API', async () => {
		// The same address every time where it is free, so that what was saved in the extension stays right.
		const port = (await isPortFree(SANDBOX_PORT)) ? SANDBOX_PORT : 0;
		const sandbox = await startSandbox({ port });
		onEnd(async () => await sandbox.close());
		printLine(`  ${sandbox.url} stands in for the API; set AIMLAPI_KEY to use the real one`);
		return { apiKey: sandbox.apiKey, baseUrl: sandbox.url, isSandbox: true };
	});
}

async function importExamples(session: N8nSession, api: Api): Promise<WorkflowFile[]> {
	const credential = await saveCredential(session, {
		name: 'AI/ML API',
		type: 'aimlApi',
		data: { apiKey: api.apiKey, baseUrl: api.baseUrl },
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

async function stayUp({ server }: LocalN8n, api: Api): Promise<number> {
	isUp = true;
	printLine();
	const workflows = new URL('/home/workflows', server.url).href;
	printLine(`  Editor: ${workflows}   sign in: ${OWNER.email} / ${OWNER.password}`);
	printLine('  Chrome extension: load build/extension under chrome://extensions (Developer mode)');
	if (api.isSandbox)
		printLine(
			`  Sandbox, for the extension or an n8n of your own: API key ${api.apiKey}, base URL ${api.baseUrl}`,
		);
	printLine('  Your workflows stay in build/n8n; the examples are imported afresh each time.');
	printLine('  Ctrl-C stops everything.');
	const reason = await server.crashed;
	throw new StepFailure(`n8n ended: ${reason}`, 'Run npm start again.', server.logFile);
}

/** What to do after `--once`. */
function tellNext(hasSucceeded: boolean): void {
	printLine();
	printLine(
		hasSucceeded
			? '  All examples succeeded. Run npm start to open and change them in the editor.'
			: '  Not all examples succeeded: see above. Run npm start to look at them in the editor.',
	);
}

void runMain(
	async () => {
		const { once, port } = readOptions();
		const claim = await claimServer(userFolder, port);
		const api = await prepareApi();
		const [runtime] = await Promise.all([
			step('Node 24 and n8n', async ({ note }) => await ensureRuntime(note)),
			buildAll(),
		]);
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
		if (!once) return await stayUp(local, api);
		const hasSucceeded = results.every(Boolean);
		tellNext(hasSucceeded);
		return hasSucceeded ? 0 : 1;
	},
	{ interruptCode: () => (isUp ? 0 : 130) },
);
