import { ASSISTANT, completeChat, DEFAULT_MODELS } from '../../../../client';
import { endpointOperation, idField, moreFields } from '../../endpoints';
import { modelField } from '../../fields';
import type { NodeResource } from '../../operation';
import {
	assistantIdField,
	metadataField,
	orderField,
	textField,
	toolResourcesField,
	toolsField,
} from './fields';
import { ASSISTANT_FIELDS } from './simplified';

const nameField = textField('Name', 'name', 'What the assistant is called', 'Cook');
const instructionsField = textField(
	'Instructions',
	'instructions',
	'How the assistant should behave',
	'Answer in one paragraph',
);
const descriptionField = textField(
	'Description',
	'description',
	'What the assistant is for',
	'Finds recipes',
);
const modelIdField = idField('Model', 'model', DEFAULT_MODELS.chat);

/** `/assistants`. */
export const assistant: NodeResource = {
	value: 'assistant',
	name: 'Assistant',
	operations: [
		endpointOperation({
			value: 'create',
			name: 'Create',
			action: 'Create an assistant',
			description: 'Set up an assistant with instructions and tools',
			endpoint: ASSISTANT.create,
			simplified: ASSISTANT_FIELDS,
			modelTypes: completeChat.modelTypes,
			fields: [
				modelField(DEFAULT_MODELS.chat),
				nameField,
				instructionsField,
				moreFields(descriptionField, metadataField, toolsField, toolResourcesField),
			],
		}),
		endpointOperation({
			value: 'delete',
			name: 'Delete',
			action: 'Delete an assistant',
			description: 'Delete an assistant',
			endpoint: ASSISTANT.delete,
			ids: [assistantIdField],
		}),
		endpointOperation({
			value: 'get',
			name: 'Get',
			action: 'Get an assistant',
			description: 'Read an assistant',
			endpoint: ASSISTANT.get,
			simplified: ASSISTANT_FIELDS,
			ids: [assistantIdField],
		}),
		endpointOperation({
			value: 'getMany',
			name: 'Get Many',
			action: 'Get many assistants',
			description: 'List the assistants',
			endpoint: ASSISTANT.getMany,
			simplified: ASSISTANT_FIELDS,
			fields: [orderField],
		}),
		endpointOperation({
			value: 'update',
			name: 'Update',
			action: 'Update an assistant',
			description: 'Change an assistant',
			endpoint: ASSISTANT.update,
			simplified: ASSISTANT_FIELDS,
			ids: [assistantIdField],
			fields: [
				moreFields(
					descriptionField,
					instructionsField,
					metadataField,
					{ ...modelIdField, required: false },
					nameField,
					toolsField,
					toolResourcesField,
				),
			],
		}),
	],
};
