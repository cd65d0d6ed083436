import type { Route } from '.';
import { INITIAL_BALANCE, KEY_WITHOUT_CREDIT } from '../account';
import { ApiError } from '../errors';
import type { Exchange, JsonObject } from '../exchange';

/** Balances, the ledger, what was used, and the logs. */
export const billing: readonly Route[] = [
	get('/v2/billing', (exchange) => ({ ...balanceOf(exchange) })),
	get('/v2/billing/detail', (exchange) => ({
		user_id: 1,
		email: 'sandbox@example.com',
		...balanceOf(exchange),
		autotopup_settings: { is_enabled: false, threshold: 5, amount: 20, currency: 'USD' },
	})),
	get('/v1/billing/balance', (exchange) => {
		const balance = Math.round(balanceOf(exchange).current_balance * 2_000_000);
		return {
			balance,
			lowBalance: balance === 0,
			lowBalanceThreshold: 10_000,
			lastUpdated: new Date().toISOString(),
			autoDebitStatus: 'disabled',
			status: 'current',
			statusExplanation: 'The balance is up to date.',
		};
	}),
	get('/v2/billing/transactions', transactions),
	get('/v2/usage', usage),
	get('/v2/usage/detail', (exchange) => ({ ...usage(exchange), models: usageOfModels(exchange) })),
	get('/v2/logs', logs),
];

function get(path: string, answer: (exchange: Exchange) => JsonObject): Route {
	return {
		method: 'GET',
		path,
		access: 'keyed',
		answer: (exchange) => exchange.send(200, answer(exchange)),
	};
}

function balanceOf({ state, key }: Exchange) {
	return { current_balance: state.account.balance(key), currency: 'USD' };
}

/** The newest first; the cursor is opaque to clients. */
function transactions(exchange: Exchange): JsonObject {
	const { query } = exchange;
	const rows = [
		...chargesOf(exchange).map(({ at, cost, model }) => ({
			created_at: at,
			direction: 'CHARGE',
			type: 'MODEL_USAGE',
			amount: { usd: cost.usd_spent, credits: cost.credits_used },
			model: model ?? null,
			reference_id: null,
		})),
		{
			created_at: '2026-01-01T00:00:00.000Z',
			direction: 'TOPUP',
			type: 'INIT',
			amount: { usd: INITIAL_BALANCE, credits: INITIAL_BALANCE * 2_000_000 },
			model: null,
			reference_id: null,
		},
	].filter((row) =>
		(['direction', 'type'] as const).every((name) => [null, row[name]].includes(query.get(name))),
	);
	const offset = Number(Buffer.from(query.get('cursor') ?? '', 'base64url').toString() || 0);
	const end = offset + limitOf(exchange);
	const has_more = rows.length > end;
	const next_cursor = has_more ? Buffer.from(String(end)).toString('base64url') : null;
	return { data: rows.slice(offset, end), pagination: { next_cursor, has_more } };
}

function usage(exchange: Exchange): JsonObject {
	const charges = chargesOf(exchange);
	const end = new Date();
	return {
		api_key_prefix: exchange.key!.slice(0, 8),
		start: new Date(end.getTime() - 86_400_000).toISOString(),
		end: end.toISOString(),
		spend: charges.reduce((sum, { cost }) => sum + cost.usd_spent, 0),
		currency: 'USD',
		requests: charges.length,
	};
}

function usageOfModels(exchange: Exchange): JsonObject[] {
	const charges = chargesOf(exchange).map(({ model = 'unknown', cost }) => ({ model, cost }));
	return [...new Set(charges.map(({ model }) => model))].map((model) => {
		const own = charges.filter((charge) => charge.model === model);
		const spend = own.reduce((sum, { cost }) => sum + cost.usd_spent, 0);
		return { model, spend, requests: own.length };
	});
}

function logs(exchange: Exchange): JsonObject {
	const { query } = exchange;
	const rows = chargesOf(exchange)
		.filter(({ model }) => [null, model].includes(query.get('model')))
		.map(({ at, cost, model }, index) => ({
			created: at,
			status: 'succeeded',
			origin: 'api',
			model: model ?? 'unknown',
			cost: { usd: cost.usd_spent, credits: cost.credits_used },
			tokens: { input: 0, output: 0, total: 0 },
			request_id: null,
			inference_id: `inference-${index}`,
			client_request_id: null,
		}));
	const shown = query.get('status') === 'failed' ? [] : rows;
	const offset = Number(query.get('offset') ?? 0);
	const limit = limitOf(exchange);
	const data = shown.slice(offset, offset + limit);
	const has_more = shown.length > offset + limit;
	return { data, pagination: { limit, offset, total: shown.length, has_more } };
}

/** The newest first. */
function chargesOf({ state, key }: Exchange) {
	return key === KEY_WITHOUT_CREDIT ? [] : [...state.account.charges].reverse();
}

/** Documented: 1 to 100. */
function limitOf({ query }: Exchange): number {
	const limit = Number(query.get('limit') ?? 50);
	if (!Number.isInteger(limit) || limit < 1 || limit > 100)
		throw new ApiError(400, 'Query validation error\nlimit: Expected 1 to 100');
	return limit;
}
