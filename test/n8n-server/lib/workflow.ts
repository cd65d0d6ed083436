import type { WorkflowFile, WorkflowNode } from '../../../scripts/lib/n8n-data';

const MANUAL_TRIGGER = { type: 'n8n-nodes-base.manualTrigger', typeVersion: 1, parameters: {} };

/** A chain of nodes behind a trigger; `aimlApi` nodes get the credential of the test. */
export function workflow(
	name: string,
	nodes: Array<{ name: string; parameters: Record<string, unknown>; type?: string }>,
	trigger: { type: string; typeVersion: number; parameters: object; webhookId?: string } = {
		...MANUAL_TRIGGER,
	},
): WorkflowFile {
	const chain: WorkflowNode[] = [
		{ ...trigger, name: 'Trigger', id: 'trigger', position: [0, 0] },
		...nodes.map(({ type = 'n8n-nodes-aiml.aimlApi', ...node }, index) => ({
			...node,
			type,
			id: `node-${index}`,
			typeVersion: 1,
			position: [220 * (index + 1), 0],
			credentials: { aimlApi: { id: '', name: '' } },
		})),
	];
	const links = chain
		.slice(1)
		.map((node, index) => [
			chain[index]?.name,
			{ main: [[{ node: node.name, type: 'main', index: 0 }]] },
		]);
	return {
		id: `test${name.replace(/\W+/g, '')}`,
		name,
		nodes: chain,
		connections: Object.fromEntries(links),
		settings: { executionOrder: 'v1' },
	};
}

/** The value of a model picker in the mode By ID. */
export function modelById(value: string): object {
	return { __rl: true, mode: 'id', value };
}
