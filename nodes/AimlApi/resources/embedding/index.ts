import type { NodeResource } from '../../operation';
import { create } from './create';

export const embedding: NodeResource = {
	value: 'embedding',
	name: 'Embedding',
	operations: [create],
};
