import { defineEndpoint } from '../endpoint';
import type { Operation } from '../operation';

/** What is left to spend. */
export interface Balance {
	readonly current_balance: number;
	/** `USD`. */
	readonly currency: string;
}

/** `GET /v2/billing`. Needs the key, so it also proves it. */
export const getBalance: Operation<void, Balance> = {
	name: 'account:getBalance',
	modelTypes: [],
	request: () => ({ method: 'GET', path: '/v2/billing' }),
	parse(answer) {
		const { current_balance, currency } = answer.body;
		if (typeof current_balance !== 'number')
			throw answer.unexpected('The answer holds no balance.');
		return { current_balance, currency: typeof currency === 'string' ? currency : 'USD' };
	},
};

/** What else the account tells. */
export const ACCOUNT = {
	/** `GET /v2/billing/detail`: the balance, the owner and the automatic top-up. */
	getBillingDetail: defineEndpoint('account:getBalance', 'GET', '/v2/billing/detail', {
		holds: 'current_balance',
	}),
	/** `GET /v1/billing/balance`: the balance in credits, which the documentation calls legacy. */
	getCredits: defineEndpoint('account:getBalance', 'GET', '/v1/billing/balance', {
		holds: 'balance',
	}),
	/** `GET /v2/billing/transactions`: the ledger. It refuses a management key. */
	getTransactions: defineEndpoint('account:getTransactions', 'GET', '/v2/billing/transactions', {
		paging: 'cursor',
	}),
	/** `GET /v2/usage`: what was spent in a period. */
	getUsage: defineEndpoint('account:getUsage', 'GET', '/v2/usage', { holds: 'spend' }),
	/** `GET /v2/usage/detail`: the same for each model or day. */
	getUsageDetail: defineEndpoint('account:getUsage', 'GET', '/v2/usage/detail', {
		holds: 'spend',
	}),
	/** `GET /v2/logs`: one row for each request; 200 calls a minute. */
	getLogs: defineEndpoint('account:getLogs', 'GET', '/v2/logs', { paging: 'offset' }),
} as const;
