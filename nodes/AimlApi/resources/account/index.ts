import type { NodeResource } from '../../operation';
import { getBalance } from './get-balance';
import { getLogs, getTransactions, getUsage } from './usage';

export const account: NodeResource = {
	value: 'account',
	name: 'Account',
	operations: [getBalance, getLogs, getTransactions, getUsage],
};
