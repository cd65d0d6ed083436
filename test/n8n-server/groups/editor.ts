import { saveWorkflow } from '../../../scripts/lib/n8n-data';
import { Editor } from '../lib/editor';
import type { RealN8n } from '../lib/real-n8n';
import { workflow } from '../lib/workflow';

/** What n8n keeps of a form whose fields could not be read, e.g. for want of a credential. */
const UNREAD_FORM = { mappingMode: 'defineBelow', value: {}, matchingColumns: [], schema: [] };

/** What n8n's own editor makes of the node's description. */
export function editorTests(n8n: () => RealN8n): void {
	let editor: Editor | undefined;
	beforeAll(async () => {
		editor = await Editor.open(n8n().server.url);
	});
	afterAll(async () => await editor?.close());

	it('adds no Model Parameters by itself, and sends none', async () => {
		const parameters = { resource: 'chat', operation: 'complete', modelParameters: UNREAD_FORM };
		const file = workflow('Unread form', [{ name: 'Ask', parameters }]);
		await saveWorkflow(n8n().session, file, { aimlApi: n8n().credential });
		await editor!.openWorkflow(file.id);
		const form = await editor!.openNode('Ask');
		await form.getByText('Add parameter to send').waitFor();
		expect(await form.locator('[data-test-id^="remove-field-button"]').count()).toBe(0);

		await form.locator('[data-test-id="parameter-input-prompt"] textarea').fill('Say hi');
		await form.locator('[data-test-id="node-execute-button"]').first().click();
		await form.locator('[data-test-id="output-panel"]').getByText('gpt-4o-mini').first().waitFor();
		const sent = n8n().sandbox.requests.filter(({ method }) => method === 'POST');
		expect(sent.map(({ body }) => body)).toEqual([
			{ model: 'gpt-4o-mini', messages: [{ role: 'user', content: 'Say hi' }] },
		]);
	});
}
