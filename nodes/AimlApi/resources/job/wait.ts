import { waitForJob } from '../../../../client';
import { optionsField, readWaitOptions, simplifyField } from '../../fields';
import { forEachJob, jobFields, withJob } from '../../jobs';
import { transcriptFormatField } from '../../transcript';
import type { NodeOperation } from '../../operation';

/** Waits until a job is completed and returns its result. */
export const wait: NodeOperation = {
	value: 'wait',
	name: 'Wait',
	action: 'Wait for a job',
	description: 'Wait until a generation is finished, and fetch its result',
	properties: [
		...jobFields,
		simplifyField,
		transcriptFormatField,
		optionsField('binaryProperty', 'maxWait', 'pollInterval'),
	],
	async execute(item) {
		const wait = readWaitOptions(item);
		return await forEachJob(item, async ({ job, nodeJob }) => {
			const { output, call } = await waitForJob(item.ports, nodeJob.operation, job, wait);
			return await withJob(job, nodeJob.present(item, { ...output, job, call }));
		});
	},
};
