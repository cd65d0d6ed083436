import type { NodeResource } from '../../operation';
import { generate } from './generate';

export const video: NodeResource = { value: 'video', name: 'Video', operations: [generate] };
