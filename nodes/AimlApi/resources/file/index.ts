import { callOperation, FILE, uploadFile } from '../../../../client';
import { endpointOperation, idField } from '../../endpoints';
import { inputFileField, optionsField, readText } from '../../fields';
import { readFile } from '../../media';
import { outputItem, type NodeOperation, type NodeResource } from '../../operation';

/** `POST /v1/files`. */
const upload: NodeOperation = {
	value: 'upload',
	name: 'Upload',
	action: 'Upload a file',
	description: 'Put a file where assistants find it',
	properties: [
		inputFileField({ required: true }),
		{
			displayName: 'Purpose',
			name: 'purpose',
			type: 'string',
			default: 'assistants',
			placeholder: 'e.g. assistants',
			description: 'What the file is for, as the API spells it',
		},
		optionsField(),
	],
	async execute(item) {
		const field = 'binaryPropertyName';
		const file = await readFile(item, readText(item, field), field);
		const purpose = readText(item, 'purpose');
		const { output, call } = await callOperation(item.ports, uploadFile, { file, purpose });
		return [outputItem(item, output, call)];
	},
};

const fileIdField = idField('File ID', 'fileId', 'file-abc123');

export const file: NodeResource = {
	value: 'file',
	name: 'File',
	operations: [
		endpointOperation({
			value: 'delete',
			name: 'Delete',
			action: 'Delete a file',
			description: 'Delete an uploaded file',
			endpoint: FILE.delete,
			ids: [fileIdField],
		}),
		endpointOperation({
			value: 'get',
			name: 'Get',
			action: 'Get a file',
			description: 'Read what is known of an uploaded file',
			endpoint: FILE.get,
			ids: [fileIdField],
		}),
		upload,
	],
};
