import { THREAD } from '../../../../client';
import { endpointOperation, jsonField, moreFields } from '../../endpoints';
import type { NodeResource } from '../../operation';
import { metadataField, threadIdField, toolResourcesField } from '../assistant/fields';

/** `/threads`. */
export const thread: NodeResource = {
	value: 'thread',
	name: 'Thread',
	operations: [
		endpointOperation({
			value: 'create',
			name: 'Create',
			action: 'Create a thread',
			description: 'Begin a conversation with an assistant',
			endpoint: THREAD.create,
			fields: [
				jsonField(
					'Messages (JSON)',
					'messages',
					'The first messages: a list of {"role", "content"}',
				),
				moreFields(metadataField, toolResourcesField),
			],
		}),
		endpointOperation({
			value: 'delete',
			name: 'Delete',
			action: 'Delete a thread',
			description: 'Delete a conversation',
			endpoint: THREAD.delete,
			ids: [threadIdField],
		}),
		endpointOperation({
			value: 'get',
			name: 'Get',
			action: 'Get a thread',
			description: 'Read a conversation’s own data; its messages are read by Message > Get Many',
			endpoint: THREAD.get,
			ids: [threadIdField],
		}),
		endpointOperation({
			value: 'update',
			name: 'Update',
			action: 'Update a thread',
			description: 'Change a conversation’s own data',
			endpoint: THREAD.update,
			ids: [threadIdField],
			fields: [moreFields(metadataField, toolResourcesField)],
		}),
	],
};
