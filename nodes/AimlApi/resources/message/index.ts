import { MESSAGE } from '../../../../client';
import { endpointOperation, jsonField, moreFields } from '../../endpoints';
import type { NodeResource } from '../../operation';
import { messageIdField, metadataField, orderField, threadIdField } from '../assistant/fields';

/** `/threads/{threadId}/messages`. */
export const message: NodeResource = {
	value: 'message',
	name: 'Message',
	operations: [
		endpointOperation({
			value: 'create',
			name: 'Create',
			action: 'Create a message',
			description: 'Add a message to a conversation',
			endpoint: MESSAGE.create,
			ids: [threadIdField],
			fields: [
				{
					displayName: 'Role',
					name: 'role',
					type: 'options',
					options: [
						{ name: 'Assistant', value: 'assistant' },
						{ name: 'User', value: 'user' },
					],
					default: 'user',
				},
				{
					displayName: 'Content',
					name: 'content',
					type: 'string',
					typeOptions: { rows: 3 },
					default: '',
				},
				moreFields(
					jsonField(
						'Attachments (JSON)',
						'attachments',
						'Files for this message, e.g. [{"file_id": "file-abc123", "tools": [{"type": "file_search"}]}]; the file IDs are those of File > Upload',
					),
					metadataField,
				),
			],
		}),
		endpointOperation({
			value: 'delete',
			name: 'Delete',
			action: 'Delete a message',
			description: 'Delete a message',
			endpoint: MESSAGE.delete,
			ids: [threadIdField, messageIdField],
		}),
		endpointOperation({
			value: 'get',
			name: 'Get',
			action: 'Get a message',
			description: 'Read a message',
			endpoint: MESSAGE.get,
			ids: [threadIdField, messageIdField],
		}),
		endpointOperation({
			value: 'getMany',
			name: 'Get Many',
			action: 'Get many messages',
			description: 'Read a conversation',
			endpoint: MESSAGE.getMany,
			ids: [threadIdField],
			fields: [orderField],
		}),
		endpointOperation({
			value: 'update',
			name: 'Update',
			action: 'Update a message',
			description: 'Change the metadata of a message',
			endpoint: MESSAGE.update,
			ids: [threadIdField, messageIdField],
			fields: [metadataField],
		}),
	],
};
