import type { NodeResource } from '../../operation';
import { analyze } from './analyze';
import { detectFeatures } from './detect-features';
import { edit } from './edit';
import { generate } from './generate';

export const image: NodeResource = {
	value: 'image',
	name: 'Image',
	operations: [generate, edit, analyze, detectFeatures],
};
