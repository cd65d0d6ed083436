import type { NodeResource } from '../../operation';
import { generate } from './generate';
import { uploadReference } from './upload-reference';

export const music: NodeResource = {
	value: 'music',
	name: 'Music',
	operations: [generate, uploadReference],
};
