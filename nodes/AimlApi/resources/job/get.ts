import { checkJob, jobFailed, withoutCost } from '../../../../client';
import { optionsField, simplifyField } from '../../fields';
import { forEachJob, jobFields, withJob } from '../../jobs';
import { transcriptFormatField } from '../../transcript';
import { outputItem, type NodeOperation } from '../../operation';

/** Asks once for a job: its status while it runs, its result once it is completed. */
export const get: NodeOperation = {
	value: 'get',
	name: 'Get',
	action: 'Get a job',
	description: 'Look once whether a generation is finished, and fetch its result if so',
	properties: [...jobFields, simplifyField, transcriptFormatField, optionsField('binaryProperty')],
	async execute(item) {
		return await forEachJob(item, async ({ job, nodeJob }) => {
			const { output: state, call } = await checkJob(item.ports, nodeJob.operation, job);
			switch (state.status) {
				case 'running': {
					const simplify = item.context.getNodeParameter('simplify', item.itemIndex, true);
					const status = String(state.body.status ?? 'running');
					const body = simplify ? {} : state.body;
					return outputItem(item, { ...body, status, job }, withoutCost(call));
				}
				case 'completed':
					return await withJob(job, nodeJob.present(item, { ...state, job, call }));
				case 'failed':
					throw jobFailed(job, state.reason, call);
			}
		});
	},
};
