import { totalCost } from '../../../scripts/lib/execution-report';
import { readExampleWorkflows } from '../../../scripts/lib/example-workflows';
import type { RealN8n } from '../lib/real-n8n';

/** What each workflow of `workflows/` leaves in its last node. */
const PRODUCTS: Record<string, { text?: RegExp; mimeType?: RegExp; fileName?: RegExp }> = {
	'Ask a question': { text: /\w+/ },
	'Illustrate a text': { mimeType: /^image\//, fileName: /\.(png|jpe?g|webp)$/ },
	'Make a clip and wait': { mimeType: /^video\/mp4$/, fileName: /\.mp4$/ },
};

/** The workflows that users import. */
export function exampleTests(n8n: () => RealN8n): void {
	const workflows = readExampleWorkflows();

	it('are the ones this test knows', () => {
		expect(workflows.map(({ name }) => name).sort()).toEqual(Object.keys(PRODUCTS).sort());
	});

	it.each(workflows.map((workflow) => [workflow.name, workflow] as const))(
		'%s runs and produces what it promises',
		async (name, workflow) => {
			const execution = await n8n().run(workflow);
			expect(execution.error?.message).toBeUndefined();
			expect(execution.status).toBe('success');

			const [item] = [...execution.output.values()].at(-1) ?? [];
			const { text, mimeType, fileName } = PRODUCTS[name] ?? {};
			if (text) expect(item?.json.text).toMatch(text);
			if (mimeType) {
				expect(item?.binary?.data).toMatchObject({
					mimeType: expect.stringMatching(mimeType),
					fileName: expect.stringMatching(fileName ?? /./),
				});
				expect(item?.binary?.data?.bytes).toBeGreaterThan(1000);
				expect(item?.json.url).toContain(n8n().sandbox.mediaUrl);
			}
			expect(totalCost(execution)).toBeGreaterThan(0);
		},
	);

	it.each(workflows.map((workflow) => [workflow.name, workflow] as const))(
		'%s explains itself in a note and names no credential but the example',
		(_name, workflow) => {
			expect(workflow.nodes.some(({ type }) => type === 'n8n-nodes-base.stickyNote')).toBe(true);
			for (const { credentials } of workflow.nodes) {
				if (credentials) expect(credentials.aimlApi?.id).toBe('aimlApiExample');
			}
		},
	);
}
