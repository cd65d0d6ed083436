import type { NodeResource } from '../../operation';
import { classify } from './classify';

export const moderation: NodeResource = {
	value: 'moderation',
	name: 'Moderation',
	operations: [classify],
};
