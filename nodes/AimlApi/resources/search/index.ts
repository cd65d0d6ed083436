import type { NodeResource } from '../../operation';
import { answer } from './answer';
import { findOperations } from './find';

export const search: NodeResource = {
	value: 'search',
	name: 'Search',
	operations: [answer, ...findOperations],
};
