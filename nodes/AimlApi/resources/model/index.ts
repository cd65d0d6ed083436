import type { NodeResource } from '../../operation';
import { get, getMetrics } from './get';
import { getMany } from './get-many';

export const model: NodeResource = {
	value: 'model',
	name: 'Model',
	operations: [get, getMany, getMetrics],
};
