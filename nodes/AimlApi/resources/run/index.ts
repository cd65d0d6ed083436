import {
	createRun,
	createThreadAndRun,
	DEFAULT_MODELS,
	RUN,
	runJobId,
	submitToolOutputs,
	waitForJob,
} from '../../../../client';
import { endpointOperation, idField, jsonField, moreFields } from '../../endpoints';
import { optionsField, readText, readWaitOptions, simplifyField } from '../../fields';
import { withJob } from '../../jobs';
import type { NodeOperation, NodeResource } from '../../operation';
import {
	assistantIdField,
	metadataField,
	orderField,
	runIdField,
	textField,
	threadIdField,
	toolsField,
} from '../assistant/fields';
import { RUN_FIELDS, STEP_FIELDS } from '../assistant/simplified';
import { runOperation } from './run-operation';
import { presentRun } from './run-result';

const runFields = [
	textField('Instructions', 'instructions', 'Instead of the assistant’s own', 'Be brief'),
	textField(
		'Additional Instructions',
		'additionalInstructions',
		'After the assistant’s own',
		'Answer in French',
	),
	textField('Model', 'model', 'Instead of the assistant’s own', DEFAULT_MODELS.chat),
	metadataField,
	toolsField,
];

/** Waits for a run that was started before. */
const wait: NodeOperation = {
	value: 'wait',
	name: 'Wait',
	action: 'Wait for a run',
	description: 'Wait until a run is done or requires action',
	properties: [threadIdField, runIdField, simplifyField, optionsField('maxWait', 'pollInterval')],
	async execute(item) {
		const id = runJobId(readText(item, 'threadId').trim(), readText(item, 'runId').trim());
		const job = { operation: createRun.name, id };
		const options = readWaitOptions(item);
		const { output, call } = await waitForJob(item.ports, createRun, job, options);
		return [await withJob(job, presentRun(item, { ...output, job, call }))];
	},
};

/** `/threads/{threadId}/runs`. */
export const run: NodeResource = {
	value: 'run',
	name: 'Run',
	operations: [
		endpointOperation({
			value: 'cancel',
			name: 'Cancel',
			action: 'Cancel a run',
			description: 'Stop a run',
			endpoint: RUN.cancel,
			simplified: RUN_FIELDS,
			ids: [threadIdField, runIdField],
		}),
		runOperation({
			name: 'Create',
			action: 'Create a run',
			description: 'Let an assistant answer a conversation',
			operation: createRun,
			ids: [threadIdField],
			fields: [assistantIdField, moreFields(...runFields)],
		}),
		runOperation({
			name: 'Create Thread and Run',
			action: 'Create a thread and run it',
			description: 'Begin a conversation and let an assistant answer it',
			operation: createThreadAndRun,
			fields: [
				assistantIdField,
				jsonField(
					'Thread (JSON)',
					'thread',
					'The conversation: {"messages": [{"role", "content"}]}',
				),
				moreFields(...runFields),
			],
		}),
		endpointOperation({
			value: 'get',
			name: 'Get',
			action: 'Get a run',
			description: 'Read where a run stands',
			endpoint: RUN.get,
			simplified: RUN_FIELDS,
			ids: [threadIdField, runIdField],
		}),
		endpointOperation({
			value: 'getMany',
			name: 'Get Many',
			action: 'Get many runs',
			description: 'List the runs of a conversation',
			endpoint: RUN.getMany,
			simplified: RUN_FIELDS,
			ids: [threadIdField],
			fields: [orderField],
		}),
		endpointOperation({
			value: 'getStep',
			name: 'Get Step',
			action: 'Get a step of a run',
			description: 'Read one step of a run',
			endpoint: RUN.getStep,
			simplified: STEP_FIELDS,
			ids: [threadIdField, runIdField, idField('Step ID', 'stepId', 'step_abc123')],
		}),
		endpointOperation({
			value: 'getSteps',
			name: 'Get Steps',
			action: 'Get the steps of a run',
			description: 'List what a run did',
			endpoint: RUN.getSteps,
			simplified: STEP_FIELDS,
			ids: [threadIdField, runIdField],
			fields: [orderField],
		}),
		runOperation({
			name: 'Submit Tool Outputs',
			action: 'Submit tool outputs to a run',
			description: 'Give a run that requires action the results of its functions',
			operation: submitToolOutputs,
			ids: [threadIdField, runIdField],
			fields: [
				jsonField('Tool Outputs (JSON)', 'toolOutputs', 'A list of {"tool_call_id", "output"}'),
			],
		}),
		endpointOperation({
			value: 'update',
			name: 'Update',
			action: 'Update a run',
			description: 'Change the metadata of a run',
			endpoint: RUN.update,
			simplified: RUN_FIELDS,
			ids: [threadIdField, runIdField],
			fields: [metadataField],
		}),
		wait,
	],
};
