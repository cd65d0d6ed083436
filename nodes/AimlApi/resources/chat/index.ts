import type { NodeResource } from '../../operation';
import { complete } from './complete';
import { completeText } from './complete-text';
import { message } from './message';
import { respond } from './respond';

export const chat: NodeResource = {
	value: 'chat',
	name: 'Chat',
	operations: [complete, completeText, message, respond],
};
