import type { Execution } from '../../../scripts/lib/n8n-execution';
import type { RealN8n } from '../lib/real-n8n';
import { workflow } from '../lib/workflow';
import { RESOURCE_WORKFLOWS } from '../resources';

/** Workflows that run at the same time. */
const LANES = 4;

/** Long enough that a batch can be cancelled before it is done, also on a busy machine. Milliseconds. */
const JOB_DURATION = 5000;

/** For all of them, on a busy machine. Milliseconds. */
const DEADLINE = 600_000;

interface NodeDescription {
	name: string;
	properties: Array<{ name: string; options?: Array<{ value: string }> }>;
}

/** Every resource of the node, in a workflow of several operations as a user would chain them. */
export function resourceTests(n8n: () => RealN8n): void {
	const resources = Object.keys(RESOURCE_WORKFLOWS);
	const executions = new Map<string, Execution>();

	beforeAll(async () => {
		const { sandbox } = n8n();
		n8n().reset();
		sandbox.set({ jobDuration: JOB_DURATION });
		const waiting = [...resources];
		const lane = async () => {
			for (let name = waiting.shift(); name; name = waiting.shift()) {
				const nodes = RESOURCE_WORKFLOWS[name]!.map(({ output: _output, ...node }) => node);
				executions.set(name, await n8n().run(workflow(`Resource ${name}`, nodes)));
			}
		};
		await Promise.all(Array.from({ length: LANES }, lane));
	}, DEADLINE);

	afterAll(() => n8n().sandbox.set({ jobDuration: n8n().jobDuration }));

	it('are all there', async () => {
		const types = await n8n().session.request<NodeDescription[]>('GET', '/types/nodes.json');
		const { properties } = types.find(({ name }) => name === 'n8n-nodes-aiml.aimlApi')!;
		const options = properties.find(({ name }) => name === 'resource')?.options ?? [];
		// n8n itself adds a way to call an API by hand.
		const offered = options.map(({ value }) => value).filter((value) => !value.startsWith('__'));
		expect(resources).toEqual(offered.sort());
		for (const [resource, steps] of Object.entries(RESOURCE_WORKFLOWS))
			expect(steps.map(({ parameters }) => parameters.resource)).toContain(resource);
	});

	it.each(resources)('%s', (resource) => {
		const { status, error, output } = executions.get(resource)!;
		expect(`${error?.node?.name ?? ''} ${error?.message ?? ''}`).toBe(' ');
		expect(status).toBe('success');
		for (const step of RESOURCE_WORKFLOWS[resource]!) {
			const items = output.get(step.name)!;
			expect({ [step.name]: items }).toMatchObject({ [step.name]: step.output });
			const files = items.flatMap(({ binary }) => Object.values(binary ?? {}));
			for (const { bytes } of files) expect(bytes).toBeGreaterThan(10);
		}
	});
}
