import {
	ACCOUNT,
	API_KEY,
	ASSISTANT,
	BATCH,
	callOperation,
	FILE,
	listModels,
	listModelsWithDetails,
	MESSAGE,
	MODEL,
	RUN,
	THREAD,
	type Endpoint,
} from '../../client';
import { failureOf, fakePorts } from '../unit/fake-ports';

const ENDPOINTS = [ACCOUNT, API_KEY, ASSISTANT, BATCH, FILE, MESSAGE, MODEL, RUN, THREAD].flatMap(
	(table) => Object.values<Endpoint>(table),
);

/** A body with all that any endpoint requires, and answers with all that any holds. */
const BODY = { model: 'm', role: 'user', content: 'Hi', requests: [{}], assistant_id: 'a' };
const ANSWER = { id: '1', data: [], models: [], current_balance: 1, balance: 1, spend: 1 };

describe.each(ENDPOINTS)('$method $path', (endpoint) => {
	const { method, path } = endpoint;
	const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!);
	const ids = Object.fromEntries(names.map((name) => [name, `${name} 1`]));
	const input = { ids, query: { order: 'desc' }, body: BODY };

	test('is asked for with its ids in the path', () => {
		expect(endpoint.request(input)).toEqual({
			method,
			path: path.replace(/\{(\w+)\}/g, '$1%201'),
			query: { order: 'desc' },
			...(method !== 'GET' && { body: BODY }),
		});
		for (const name of names)
			expect(() => endpoint.request({ ...input, ids: { ...ids, [name]: ' ' } })).toThrow(
				new RegExp(`^${name}: is required`),
			);
	});

	test('passes its answer on as it is', async () => {
		const { output } = await callOperation(fakePorts([{ body: ANSWER }]), endpoint, input);
		expect(output).toEqual(ANSWER);
	});
});

const row = { id: 'some/model', type: 'openai/chat-completions', aliases: [], tags: [], info: {} };

test.each([
	[listModels, { path: '/v1/models', query: { include: 'all' } }],
	[listModelsWithDetails, { path: '/v1/models/with-details' }],
])('the catalogue: %#', async (operation, request) => {
	const ports = fakePorts([{ body: { object: 'list', data: [row] } }]);
	const { output } = await callOperation(ports, operation, {});
	expect(output).toEqual({ models: [row] });
	expect(ports.requests).toEqual([{ method: 'GET', ...request }]);
	const error = await failureOf(() => callOperation(fakePorts([{ body: {} }]), operation, {}));
	expect(error.code).toBe('unexpected-response');
});
