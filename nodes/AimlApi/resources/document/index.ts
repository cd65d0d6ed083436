import type { NodeResource } from '../../operation';
import { recognizeText } from './recognize-text';

export const document: NodeResource = {
	value: 'document',
	name: 'Document',
	operations: [recognizeText],
};
