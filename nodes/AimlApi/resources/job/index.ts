import type { NodeResource } from '../../operation';
import { get } from './get';
import { wait } from './wait';

export const job: NodeResource = { value: 'job', name: 'Job', operations: [get, wait] };
