import { file as binary, step, text, type Step } from '../lib/step';

const one = (operation: string) => ({
	resource: 'file',
	operation,
	fileId: '={{ $("Upload").item.json.id }}',
});
const uploaded = {
	id: text(/^file-/),
	filename: 'notes.txt',
	bytes: 'Oslo is on a fjord.'.length,
	purpose: 'assistants',
};

/** A text that becomes a file, which an assistant is given, and which is deleted. */
export const file: Step[] = [
	{
		name: 'Write',
		type: 'n8n-nodes-base.set',
		typeVersion: 3.4,
		parameters: {
			mode: 'raw',
			jsonOutput: '{"notes": "Oslo is on a fjord."}',
			options: {},
		},
		output: [{ json: { notes: 'Oslo is on a fjord.' } }],
	},
	{
		name: 'Make a file',
		type: 'n8n-nodes-base.convertToFile',
		typeVersion: 1.1,
		parameters: {
			operation: 'toText',
			sourceProperty: 'notes',
			options: { fileName: 'notes.txt' },
		},
		output: [{ binary: { data: binary('text/plain', 'notes.txt') } }],
	},
	step('Upload', { resource: 'file', operation: 'upload' }, { json: uploaded }),
	step('Look', one('get'), { json: uploaded }),
	step(
		'Give it to an assistant',
		{
			resource: 'assistant',
			operation: 'create',
			additionalFields: {
				tools: '[{"type": "code_interpreter"}]',
				toolResources: '={{ { code_interpreter: { file_ids: [$json.id] } } }}',
			},
		},
		{ json: { tool_resources: { code_interpreter: { file_ids: [text(/^file-/)] } } } },
	),
	step('Delete', one('delete'), { json: { id: text(/^file-/), deleted: true } }),
];
