import type { NodeResource } from '../../operation';
import { generate } from './generate';

export const model3d: NodeResource = {
	value: 'model3d',
	name: '3D Model',
	operations: [generate],
};
