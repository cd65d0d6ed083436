import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { RESOURCES } from '../../nodes/AimlApi/resources';
import { inferSchema, mergeSchemas, type OutputSchema } from '../../scripts/lib/output-schema';
import { runEveryOperation, type Outputs } from './lib/every-operation';

/** From here, beside the compiled node, n8n's editor takes what an operation will put out. */
const FOLDER = join(__dirname, '../../nodes/AimlApi/__schema__/v1.0.0');

const OPERATIONS = RESOURCES.flatMap((resource) =>
	resource.operations.map((operation) => ({
		name: `${resource.value}/${operation.value}`,
		properties: operation.properties,
	})),
);

function readSchema(name: string): OutputSchema {
	const file = join(FOLDER, `${name}.json`);
	if (!existsSync(file)) throw new Error(`${name} has no schema: run \`npm run schemas\``);
	return JSON.parse(readFileSync(file, 'utf8')) as OutputSchema;
}

let outputs: Outputs;
beforeAll(async () => {
	outputs = await runEveryOperation();
}, 180_000);

describe.each(OPERATIONS)('$name', ({ name, properties }) => {
	it('puts out nothing but what its schema says', () => {
		const schema = readSchema(name);
		const { items: actual } = inferSchema(outputs.get(name));
		// What is not in the schema, or is of another type, would be added or replaced; what is in another
		// order would make `npm run schemas` write another file.
		expect(mergeSchemas(actual!, schema)).toEqual(mergeSchemas(schema, actual!));
		expect(Object.keys(actual!.properties!.call!.properties!)).toEqual(
			Object.keys(schema.properties!.call!.properties!),
		);
		expect(mergeSchemas(schema, actual!)).toEqual(schema);
	});

	it('tells what the call was, and at most ten fields beside it and the job', () => {
		const { call, job: _job, ...fields } = readSchema(name).properties!;
		expect(call).toMatchObject({ properties: { attempts: { type: 'number' } } });
		expect(Object.keys(fields).length).toBeGreaterThan(0);
		expect(Object.keys(fields).length).toBeLessThanOrEqual(10);
	});

	it('asks for Simplify in the same words everywhere', () => {
		const fields = properties.filter((property) => property.name === 'simplify');
		for (const { displayName, description, default: value } of fields)
			expect({ displayName, description, value }).toEqual({
				displayName: 'Simplify',
				description:
					'Whether to return a simplified version of the response instead of the raw data',
				value: true,
			});
	});
});

test('the schemas are those of operations that exist', () => {
	expect([...outputs.keys()].sort()).toEqual(OPERATIONS.map(({ name }) => name).sort());
});
