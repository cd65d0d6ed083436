import { DEFAULT_MODELS, generateVideo, mergeBody } from '../../../../client';
import { modelField, optionsField, promptField, readBody, simplifyField } from '../../fields';
import { runJob, waitForCompletionField } from '../../jobs';
import { mediaBody, mediaField, readMedia } from '../../media';
import { modelParametersField } from '../../model-parameters';
import type { NodeOperation } from '../../operation';
import { chooseEndpoint, withEndpoint } from './endpoint';

/** `POST /v2/video/generations`, then, when asked to wait, its result. */
export const generate: NodeOperation = {
	value: 'generate',
	name: 'Generate',
	action: 'Generate a video',
	description: 'Make a clip from a text, an image or another clip',
	modelTypes: generateVideo.start.modelTypes,
	ownFields: ['model', 'prompt'],
	properties: [
		modelField(DEFAULT_MODELS.video),
		promptField('e.g. A paper boat drifts down a rainy street, slow dolly shot'),
		waitForCompletionField,
		{ ...simplifyField, displayOptions: { show: { waitForCompletion: [true] } } },
		mediaField,
		modelParametersField,
		withEndpoint(optionsField('binaryProperty', 'extraBody', 'maxWait', 'pollInterval')),
	],
	async execute(item) {
		const { job, takesModel } = chooseEndpoint(item);
		const body = await readBody(item, generateVideo.start.modelTypes, {
			prompt: item.context.getNodeParameter('prompt', item.itemIndex, ''),
			...mediaBody(await readMedia(item)),
		});
		return await runJob(item, job, takesModel ? body : mergeBody(body, { model: null }));
	},
};
