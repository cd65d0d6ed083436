import { rmSync } from 'node:fs';
import { join } from 'node:path';

import { startLocalN8n } from '../scripts/lib/local-n8n';
import { saveCredential, saveWorkflow, type WorkflowFile } from '../scripts/lib/n8n-data';
import { runWorkflow } from '../scripts/lib/n8n-execution';
import { executionFailure } from '../scripts/lib/execution-report';
import { buildFolder, logPath } from '../scripts/lib/paths';
import { ensureRuntime } from '../scripts/lib/runtime';
import { startSandbox } from '../test/sandbox';

const ITEMS = 200;
const LATENCY = 50;
const ROUNDS = 3;
const MODEL = 'gpt-4o-mini';
const PROMPT = 'Say the number {{ $json.number }}';

type Node = Record<string, unknown> & { name: string; type: string };

/** The three ways to ask a model from n8n, each with its default settings. */
const WAYS: Record<string, Node> = {
	'AI/ML API node': {
		name: 'AI/ML API',
		type: 'n8n-nodes-aiml.aimlApi',
		typeVersion: 1,
		parameters: {
			resource: 'chat',
			operation: 'complete',
			model: { __rl: true, mode: 'id', value: MODEL },
			prompt: `=${PROMPT}`,
		},
		credentials: { aimlApi: { id: '', name: '' } },
	},
	'HTTP Request node': {
		name: 'HTTP Request',
		type: 'n8n-nodes-base.httpRequest',
		typeVersion: 4.2,
		parameters: {
			method: 'POST',
			url: 'filled in below',
			authentication: 'predefinedCredentialType',
			nodeCredentialType: 'aimlApi',
			sendBody: true,
			specifyBody: 'json',
			jsonBody: `={{ JSON.stringify({ model: '${MODEL}', messages: [{ role: 'user', content: 'Say the number ' + $json.number }] }) }}`,
			options: {},
		},
		credentials: { aimlApi: { id: '', name: '' } },
	},
	'OpenAI node': {
		name: 'OpenAI',
		type: '@n8n/n8n-nodes-langchain.openAi',
		typeVersion: 1.8,
		parameters: {
			resource: 'text',
			operation: 'message',
			modelId: { __rl: true, mode: 'id', value: MODEL },
			messages: { values: [{ content: `=${PROMPT}` }] },
			options: {},
		},
		credentials: { openAiApi: { id: '', name: '' } },
	},
};

/** Many items through one node of a real n8n, against the sandbox: seconds and ratios. */
export async function measure(): Promise<Record<string, number>> {
	const runtime = await ensureRuntime(() => undefined);
	const userFolder = join(buildFolder, 'n8n-bench');
	rmSync(userFolder, { recursive: true, force: true });
	const sandbox = await startSandbox({ latency: LATENCY });
	const { server, session } = await startLocalN8n({
		runtime,
		userFolder,
		logFile: logPath('n8n-bench'),
	});
	try {
		const { apiKey } = sandbox;
		const save = async (type: string, data: object) =>
			await saveCredential(session, { name: type, type, data: { apiKey, ...data } });
		const credentials = {
			aimlApi: await save('aimlApi', { baseUrl: sandbox.url }),
			openAiApi: await save('openAiApi', { url: `${sandbox.url}/v1`, header: false }),
		};
		const run = async (way: string, items: number) => {
			const file = benchWorkflow(way, items, sandbox.url);
			await saveWorkflow(session, file, credentials);
			sandbox.reset();
			const execution = await runWorkflow(session, file);
			const node = WAYS[way]?.name ?? '';
			if (execution.status !== 'success') throw executionFailure(execution);
			if (execution.output.get(node)?.length !== items) throw new Error(`${way} lost items`);
			return (execution.nodeTime.get(node) ?? NaN) / 1000;
		};

		const seconds: Record<string, number> = {};
		let mostInFlight = 0;
		// The first execution loads a node's code; the rounds alternate, so that a busy moment of
		// the machine does not hit one way alone.
		for (const way of Object.keys(WAYS)) await run(way, 5);
		for (let round = 0; round < ROUNDS; round++) {
			for (const way of Object.keys(WAYS)) {
				seconds[way] = Math.min(seconds[way] ?? Infinity, await run(way, ITEMS));
				if (way === 'AI/ML API node') mostInFlight = Math.max(mostInFlight, sandbox.maxInFlight);
			}
		}
		return toFigures(seconds, mostInFlight);
	} finally {
		await server.stop();
		await sandbox.close();
		rmSync(userFolder, { recursive: true, force: true });
	}
}

function toFigures(seconds: Record<string, number>, mostInFlight: number): Record<string, number> {
	const own = seconds['AI/ML API node'] ?? NaN;
	const figures = Object.entries(seconds).map(([way, value]) => [
		`${ITEMS} items: ${way} (s)`,
		value,
	]);
	return {
		...(Object.fromEntries(figures) as Record<string, number>),
		[`${ITEMS} items: OpenAI node / AI/ML API node`]: (seconds['OpenAI node'] ?? NaN) / own,
		[`${ITEMS} items: HTTP Request node / AI/ML API node`]:
			(seconds['HTTP Request node'] ?? NaN) / own,
		[`${ITEMS} items: most in flight of the AI/ML API node`]: mostInFlight,
	};
}

function benchWorkflow(way: string, items: number, url: string): WorkflowFile {
	const start = 'Start';
	const generator = 'Items';
	const measured = structuredClone(WAYS[way]) as Node & { parameters: { url?: string } };
	if (measured.parameters.url) measured.parameters.url = `${url}/v1/chat/completions`;
	const jsCode = `return Array.from({ length: ${items} }, (_, number) => ({ json: { number } }));`;
	const to = (name: string) => ({ main: [[{ node: name, type: 'main', index: 0 }]] });
	return {
		id: `bench${way.replace(/\W/g, '')}`,
		name: way,
		nodes: [
			{ name: start, type: 'n8n-nodes-base.manualTrigger', typeVersion: 1, parameters: {} },
			{ name: generator, type: 'n8n-nodes-base.code', typeVersion: 2, parameters: { jsCode } },
			measured,
		].map((node, index) => ({ id: `node-${index}`, position: [index * 220, 0], ...node })),
		connections: { [start]: to(generator), [generator]: to(measured.name) },
		settings: { executionOrder: 'v1' },
	};
}
