import type { INodeProperties } from 'n8n-workflow';
import { idField, jsonField } from '../../endpoints';

export const assistantIdField = idField('Assistant ID', 'assistantId', 'asst_abc123');
export const threadIdField = idField('Thread ID', 'threadId', 'thread_abc123');
export const messageIdField = idField('Message ID', 'messageId', 'msg_abc123');
export const runIdField = idField('Run ID', 'runId', 'run_abc123');

export const metadataField = jsonField(
	'Metadata (JSON)',
	'metadata',
	'Up to 16 names and texts of your own',
);

export const toolsField = jsonField(
	'Tools (JSON)',
	'tools',
	'A list of {"type": "code_interpreter" | "file_search" | "function", …}',
);

export const toolResourcesField = jsonField(
	'Tool Resources (JSON)',
	'toolResources',
	'The files of the tools, e.g. {"code_interpreter": {"file_ids": ["file-abc123"]}, "file_search": {"vector_store_ids": ["vs_abc123"]}}; the file IDs are those of File > Upload',
);

export const orderField: INodeProperties = {
	displayName: 'Order',
	name: 'order',
	type: 'options',
	options: [
		{ name: 'Newest First', value: 'desc' },
		{ name: 'Oldest First', value: 'asc' },
	],
	default: 'desc',
};

/** A text that is not required. */
export function textField(displayName: string, name: string, description: string): INodeProperties {
	return { displayName, name, type: 'string', default: '', description };
}
