import { free, paid, step, text, type Step } from '../lib/step';
import { modelById } from '../lib/workflow';

const MODEL = 'gpt-4o-mini';

/** What a question cost, seen from all sides. */
export const account: Step[] = [
	step(
		'Ask',
		{ resource: 'chat', operation: 'complete', model: modelById(MODEL), prompt: 'Hello' },
		{ json: { call: paid(MODEL) } },
	),
	step(
		'See the balance',
		{ resource: 'account', operation: 'getBalance' },
		{
			json: { current_balance: expect.any(Number), currency: 'USD', call: free() },
		},
	),
	step(
		'See the usage',
		{ resource: 'account', operation: 'getUsage', additionalFields: { groupBy: 'model' } },
		{
			json: {
				currency: 'USD',
				models: expect.arrayContaining([expect.objectContaining({ model: MODEL })]),
			},
		},
	),
	step(
		'See the log',
		{ resource: 'account', operation: 'getLogs', limit: 1, additionalFields: { model: MODEL } },
		{ json: { model: MODEL, status: text(/./), cost: { usd: expect.any(Number) } } },
	),
	step(
		'See the charge',
		{
			resource: 'account',
			operation: 'getTransactions',
			limit: 1,
			additionalFields: { direction: 'CHARGE' },
		},
		{ json: { type: 'MODEL_USAGE', amount: { usd: expect.any(Number) } } },
	),
];
