import {
	callOperation,
	describeRequest,
	readParameters,
	readParameterValue,
	type JsonObject,
	type Parameter,
} from '../../client';
import { failureOf, fakePorts } from './fake-ports';

/** The one parameter that this property becomes. */
function parameterOf(property: JsonObject, document: JsonObject = {}): Parameter {
	return readParameters({ properties: { it: property } }, document)[0]!;
}

describe('describing a request', () => {
	const MODEL = { id: 'some/model#1', type: 'openai/image-generations' };
	const schema = {
		type: 'object',
		properties: { prompt: { type: 'string' }, seed: { type: 'integer' } },
		required: ['prompt'],
	};
	const body = { content: { 'application/json': { schema } } };
	const describe = async (document: JsonObject) =>
		(await callOperation(fakePorts([{ body: document }]), describeRequest, MODEL)).output;
	const expected = [
		{ name: 'prompt', kind: 'text', required: true },
		{ name: 'seed', kind: 'number', required: false, integer: true },
	];

	test('asks for this model behind this endpoint', () => {
		expect(describeRequest.request(MODEL)).toEqual({
			method: 'GET',
			path: '/docs-json',
			query: { model: MODEL.id, endpoint: MODEL.type },
		});
	});

	test('reads the body of the POST, not the check of a job beside it', async () => {
		const paths = {
			'/poll': { get: { parameters: [] } },
			'/start': { post: { requestBody: body } },
		};
		expect(await describe({ openapi: '3.0.0', paths })).toEqual(expected);
	});

	test('follows references, also to names with a slash', async () => {
		const document = {
			paths: { '/start': { post: { requestBody: { $ref: '#/components/requestBodies/a~1b' } } } },
			components: {
				requestBodies: {
					'a/b': {
						content: { 'application/json': { schema: { $ref: '#/components/schemas/c' } } },
					},
				},
				schemas: { c: schema },
			},
		};
		expect(await describe(document)).toEqual(expected);
	});

	test.each<[string, JsonObject]>([
		['nothing', {}],
		['only a check', { paths: { '/poll': { get: {} } } }],
		['no body', { paths: { '/start': { post: {} } } }],
		[
			'a reference that leads nowhere',
			{ paths: { '/s': { post: { requestBody: { $ref: '#/x' } } } } },
		],
	])('%s is told', async (_name, document) => {
		expect((await failureOf(() => describe(document))).code).toBe('unexpected-response');
	});
});

describe('a property becomes a field', () => {
	test.each<[string, JsonObject, Partial<Parameter>]>([
		['a text', { type: 'string', maxLength: 40 }, { kind: 'text', maxLength: 40 }],
		[
			'a number',
			{ type: 'number', minimum: 0, maximum: 1.5 },
			{ kind: 'number', minimum: 0, maximum: 1.5 },
		],
		['a whole number', { type: 'integer' }, { kind: 'number', integer: true }],
		['a switch', { type: 'boolean' }, { kind: 'boolean' }],
		['a list', { type: 'array', items: {} }, { kind: 'list' }],
		['an object', { type: 'object' }, { kind: 'object' }],
		[
			'a choice',
			{ type: 'string', enum: ['url', 'b64_json'] },
			{ kind: 'choice', choices: ['url', 'b64_json'] },
		],
		[
			'a choice of numbers',
			{ type: 'integer', enum: [5, 10] },
			{ kind: 'choice', choices: [5, 10], integer: true },
		],
		['one possible value', { const: 'fixed' }, { kind: 'choice', choices: ['fixed'] }],
		['what has no type', {}, { kind: 'json' }],
		[
			'a preset or an object of its own',
			{ anyOf: [{ type: 'object' }, { type: 'string', enum: ['square', 'wide'] }] },
			{ kind: 'json', choices: ['square', 'wide'], acceptsText: true },
		],
		['a text or a list', { type: ['string', 'array'] }, { kind: 'json', acceptsText: true }],
		[
			'a text or a number',
			{ anyOf: [{ type: 'string' }, { type: 'integer' }] },
			{ kind: 'json', acceptsText: true, plainTypes: ['number'] },
		],
		[
			'an address or any other text',
			{
				oneOf: [
					{ type: 'string', format: 'uri' },
					{ type: 'string', maxLength: 9 },
				],
			},
			{ kind: 'text' },
		],
		[
			'presets in two lists',
			{
				anyOf: [
					{ type: 'string', enum: ['a', 'b'] },
					{ type: 'string', const: 'c' },
				],
			},
			{ kind: 'choice', choices: ['a', 'b', 'c'] },
		],
		[
			'presets or a text of its own',
			{ anyOf: [{ type: 'string', enum: ['a'] }, { type: 'string' }, { type: 'null' }] },
			{ kind: 'text' },
		],
		[
			'whole numbers in two ranges',
			{
				anyOf: [
					{ type: 'integer', maximum: 5 },
					{ type: 'integer', minimum: 9 },
				],
			},
			{ kind: 'number', integer: true },
		],
		[
			'a switch or a text',
			{ anyOf: [{ type: 'boolean' }, { type: 'string' }] },
			{ kind: 'json', acceptsText: true, plainTypes: ['boolean'] },
		],
	])('%s', (_name, property, expected) => {
		expect(parameterOf(property)).toEqual({ name: 'it', required: false, ...expected });
	});

	test.each<[string, JsonObject]>([
		['a list of types', { type: ['integer', 'null'], minimum: 1 }],
		['a union', { anyOf: [{ type: 'integer', minimum: 1 }, { type: 'null' }] }],
		['another kind of union', { oneOf: [{ type: 'null' }, { type: 'integer', minimum: 1 }] }],
		['a mark', { type: 'integer', minimum: 1, nullable: true }],
	])('that may be null, told by %s, is the field without null', (_name, property) => {
		expect(parameterOf(property)).toMatchObject({ kind: 'number', integer: true, minimum: 1 });
	});

	test.each<[JsonObject, unknown]>([
		[{ type: 'integer', default: '30' }, 30],
		[{ type: 'number', default: 'many' }, undefined],
		[{ type: 'number', default: '' }, undefined],
		[{ type: 'integer', enum: [5, 10], default: '5' }, 5],
		[{ type: 'string', enum: ['5', '10'], default: '10' }, '10'],
		[{ type: 'string', enum: ['a', 'b'], default: 'c' }, undefined],
		[{ type: 'boolean', default: 'false' }, false],
		[{ type: 'boolean', default: 'maybe' }, undefined],
		[{ type: 'string', default: '' }, ''],
		[{ type: 'boolean', default: false }, false],
		[{ type: 'integer', default: 0 }, 0],
		[{ type: 'string', default: null }, undefined],
	])('the default of %j is %j', (property, expected) => {
		expect(parameterOf(property).default).toBe(expected);
	});

	test('is described by itself before what it refers to', () => {
		const document = { parts: { a: { type: 'string', description: 'General.' } } };
		const reference = { $ref: '#/parts/a' };
		expect(parameterOf(reference, document)).toMatchObject({
			kind: 'text',
			description: 'General.',
		});
		expect(parameterOf({ ...reference, description: 'Own.' }, document).description).toBe('Own.');
	});

	test('a reference may be the only part of a schema', () => {
		const document = { sizes: { type: 'string', enum: ['S', 'L'] } };
		const property = { allOf: [{ $ref: '#/sizes' }], default: 'L', description: 'Size.' };
		expect(parameterOf(property, document)).toEqual({
			name: 'it',
			kind: 'choice',
			required: false,
			choices: ['S', 'L'],
			default: 'L',
			description: 'Size.',
		});
	});

	test('a reference may lead to a reference', () => {
		const document = { a: { $ref: '#/b' }, b: { type: 'integer' } };
		expect(parameterOf({ $ref: '#/a' }, document).kind).toBe('number');
	});

	test('references that go round in a circle come to an end', () => {
		const document = { a: { $ref: '#/b' }, b: { $ref: '#/a' } };
		expect(parameterOf({ $ref: '#/a' }, document).kind).toBe('json');
	});
});

describe('what a form gave becomes what is sent', () => {
	const field = (parameter: Partial<Parameter>): Parameter => ({
		name: 'it',
		kind: 'text',
		required: false,
		...parameter,
	});

	test.each<[Partial<Parameter>, unknown, unknown]>([
		[{ kind: 'text' }, 'Grüße', 'Grüße'],
		[{ kind: 'text' }, 7, '7'],
		[{ kind: 'text', maxLength: 3 }, 'abc', 'abc'],
		[{ kind: 'number' }, '0.5', 0.5],
		[{ kind: 'number', minimum: 1, maximum: 4 }, 4, 4],
		[{ kind: 'number', integer: true }, '-1', -1],
		[{ kind: 'boolean' }, 'false', false],
		[{ kind: 'boolean' }, true, true],
		[{ kind: 'choice', choices: [5, 10] }, '5', 5],
		[{ kind: 'choice', choices: ['5', '10'] }, 5, '5'],
		[{ kind: 'list' }, '["a"]', ['a']],
		[{ kind: 'list' }, ['a'], ['a']],
		[{ kind: 'object' }, '{"width":64}', { width: 64 }],
		[{ kind: 'json', acceptsText: true }, 'square_hd', 'square_hd'],
		[{ kind: 'json', acceptsText: true }, '{"width":64}', { width: 64 }],
		[{ kind: 'json', acceptsText: true }, '42', '42'],
		[{ kind: 'json', acceptsText: true }, 'null', 'null'],
		[{ kind: 'json', acceptsText: true, plainTypes: ['number'] }, '42', 42],
		[{ kind: 'json', acceptsText: true, plainTypes: ['number'] }, 'true', 'true'],
		[{ kind: 'json' }, 'true', true],
	])('%j of %j is %j', (parameter, given, sent) => {
		expect(readParameterValue(field(parameter), given)).toEqual(sent);
	});

	test.each<[Partial<Parameter>, unknown, RegExp]>([
		[{ kind: 'text' }, { a: 1 }, /text/],
		[{ kind: 'text', maxLength: 3 }, 'abcd', /3 characters/],
		[{ kind: 'number' }, 'many', /number/],
		[{ kind: 'number' }, ' ', /number/],
		[{ kind: 'number' }, NaN, /number/],
		[{ kind: 'number', integer: true }, '1.5', /whole/],
		[{ kind: 'number', minimum: 1 }, 0, /at least 1/],
		[{ kind: 'number', maximum: 4 }, 5, /at most 4/],
		[{ kind: 'boolean' }, 'yes', /true or false/],
		[{ kind: 'choice', choices: ['a', 'b'] }, 'c', /one of a, b/],
		[{ kind: 'list' }, '{"a":1}', /list/],
		[{ kind: 'object' }, '[1]', /object/],
		[{ kind: 'object' }, 'null', /object/],
		[{ kind: 'json' }, '{"a":', /JSON/],
	])('%j refuses %j before it is sent', async (parameter, given, problem) => {
		const error = await failureOf(() => readParameterValue(field(parameter), given));
		expect(error).toMatchObject({ code: 'invalid-input', details: { field: 'it' } });
		expect(error.message).toMatch(problem);
	});
});
