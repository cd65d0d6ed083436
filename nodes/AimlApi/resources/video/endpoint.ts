import type { INodeProperties } from 'n8n-workflow';
import { invalidInput, OLDER_VIDEO_ENDPOINTS } from '../../../../client';
import { readOptions } from '../../fields';
import { olderVideoJobs, videoJob } from '../../jobs';
import type { Item } from '../../operation';

const endpoint: INodeProperties = {
	displayName: 'Endpoint',
	name: 'endpoint',
	type: 'options',
	options: [
		{ name: 'The Endpoint of All Models', value: '' },
		...OLDER_VIDEO_ENDPOINTS.map(({ path }) => ({ name: path, value: path })),
	],
	default: '',
	description:
		'Where the request goes. The older endpoints are for models that only they still serve.',
};

/** The Options with the choice of an endpoint. */
export function withEndpoint(options: INodeProperties): INodeProperties {
	const others = (options.options ?? []) as INodeProperties[];
	return {
		...options,
		options: [...others, endpoint].sort((a, b) => a.displayName.localeCompare(b.displayName)),
	};
}

/** Where the item's request goes, as a job. */
export function chooseEndpoint(item: Item): { job: typeof videoJob; takesModel: boolean } {
	const path = String(readOptions(item).endpoint ?? '');
	if (path === '') return { job: videoJob, takesModel: true };
	const index = OLDER_VIDEO_ENDPOINTS.findIndex((known) => known.path === path);
	const job = olderVideoJobs[index];
	if (!job) throw invalidInput('endpoint', `“${path}” is no endpoint for videos.`);
	return { job, takesModel: OLDER_VIDEO_ENDPOINTS[index]!.takesModel };
}
