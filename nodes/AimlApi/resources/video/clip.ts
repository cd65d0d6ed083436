import type { INodeExecutionData, INodeProperties } from 'n8n-workflow';
import {
	DEFAULT_MODELS,
	generateVideo,
	mergeBody,
	OLDER_VIDEO_ENDPOINTS,
} from '../../../../client';
import { readEndpoint, withEndpoint } from '../../endpoint-option';
import { modelField, optionsField, promptField, readBody, readText } from '../../fields';
import {
	olderVideoJobs,
	runJob,
	videoJob,
	simplifyResultField,
	waitForCompletionField,
} from '../../jobs';
import { mediaField, readMediaBody } from '../../media';
import { modelParametersField } from '../../model-parameters';
import type { Item } from '../../operation';

const PATHS = OLDER_VIDEO_ENDPOINTS.map(({ path }) => path);

/** What a video is made from, and whether it is waited for. */
export const clipFields: readonly INodeProperties[] = [
	modelField(DEFAULT_MODELS.video),
	promptField('e.g. A paper boat drifts down a rainy street, slow dolly shot'),
	mediaField,
	modelParametersField,
	waitForCompletionField,
	simplifyResultField,
	withEndpoint(optionsField('binaryProperty', 'extraBody', 'maxWait', 'pollInterval'), PATHS),
];

/** `POST /v2/video/generations` or an older endpoint, then, when asked to wait, its result. */
export async function generateClip(item: Item): Promise<INodeExecutionData[]> {
	const index = PATHS.indexOf(readEndpoint(item, PATHS) ?? '');
	const { takesModel = true, promptField: name = 'prompt' } = OLDER_VIDEO_ENDPOINTS[index] ?? {};
	const body = await readBody(item, generateVideo.start.modelTypes, {
		[name]: readText(item, 'prompt'),
		...(await readMediaBody(item, generateVideo.start.modelTypes)),
	});
	return await runJob(
		item,
		olderVideoJobs[index] ?? videoJob,
		takesModel ? body : mergeBody(body, { model: null }),
	);
}
