import type { WorkflowFile, WorkflowNode } from '../../../scripts/lib/n8n-data';

const AIML_API = 'n8n-nodes-aiml.aimlApi';
const MANUAL_TRIGGER = { type: 'n8n-nodes-base.manualTrigger', typeVersion: 1, parameters: {} };

/** A node as a test gives it: of the type `aimlApi`, unless it says otherwise. */
export interface TestNode {
	readonly name: string;
	readonly parameters: Readonly<Record<string, unknown>>;
	readonly type?: string;
	readonly typeVersion?: number;
}

/** A chain of nodes behind a trigger; `aimlApi` nodes get the credential of the test. */
export function workflow(
	name: string,
	nodes: readonly TestNode[],
	trigger: { type: string; typeVersion: number; parameters: object; webhookId?: string } = {
		...MANUAL_TRIGGER,
	},
): WorkflowFile {
	const chain: WorkflowNode[] = [
		{ ...trigger, name: 'Trigger', id: 'trigger', position: [0, 0] },
		...nodes.map(({ type = AIML_API, typeVersion = 1, ...node }, index) => ({
			...node,
			type,
			typeVersion,
			id: `node-${index}`,
			position: [220 * (index + 1), 0],
			...(type === AIML_API && { credentials: { aimlApi: { id: '', name: '' } } }),
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
