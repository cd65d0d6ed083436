import type { NodeResource } from '../../operation';
import { synthesize } from './synthesize';
import { transcribe } from './transcribe';

export const speech: NodeResource = {
	value: 'speech',
	name: 'Speech',
	operations: [synthesize, transcribe],
};
