import type { INodeProperties } from 'n8n-workflow';
import {
	invalidInput,
	type EndpointInput,
	type JobOperation,
	type JsonObject,
} from '../../../../client';
import { readEndpointInput } from '../../endpoints';
import { optionsField } from '../../fields';
import { runJob, waitForCompletionField } from '../../jobs';
import type { NodeOperation } from '../../operation';
import { runJobs } from './run-result';

/** The node operation of a job that starts or continues a run. */
export function runOperation({
	operation,
	fields,
	ids = [],
	...shown
}: Pick<NodeOperation, 'name' | 'action' | 'description'> & {
	readonly operation: JobOperation<EndpointInput, JsonObject>;
	readonly fields: readonly INodeProperties[];
	readonly ids?: readonly INodeProperties[];
}): NodeOperation {
	const nodeJob = runJobs.find((known) => known.operation === operation)!;
	return {
		...shown,
		value: operation.name.split(':')[1]!,
		properties: [
			...ids,
			...fields,
			waitForCompletionField,
			optionsField('extraBody', 'maxWait', 'pollInterval'),
		],
		async execute(item) {
			const input = readEndpointInput(item, 'POST', { ids, fields });
			// A stream is not collected: the run is asked for until it is done.
			if (input.body?.stream) throw invalidInput('extraBody', 'stream can not be used here.');
			return await runJob(item, nodeJob, input);
		},
	};
}
