import {
	callOperation,
	describeRequest,
	readParameterValue,
	type JsonObject,
	type Parameter,
} from '../../client';
import { toField } from '../../nodes/AimlApi/methods/get-model-parameters';
import { docsJson } from '../sandbox/docs-json';
import { allModels, type Schema } from '../sandbox/models';
import { findProblems } from '../sandbox/validation';
import { fakePorts } from '../unit/fake-ports';

/** A documented parameter, and what the client reads from the description of its model. */
interface Documented {
	readonly model: string;
	readonly name: string;
	readonly schema: Schema;
	readonly parameter: Parameter;
}

let documented: readonly Documented[];

// Each parameter of each model of the catalogue: a few thousand.
beforeAll(async () => {
	const read = allModels().map(async (model) => {
		const body = docsJson(model, 'https://api.example') as JsonObject;
		const { output } = await callOperation(fakePorts([{ body }]), describeRequest, model);
		return output
			.filter(({ name }) => name !== 'model')
			.map((parameter) => {
				const { name } = parameter;
				return { model: model.id, name, schema: model.request.properties[name]!, parameter };
			});
	});
	documented = (await Promise.all(read)).flat();
});

/** The field of the form that a value needs: undefined for objects, lists and mixed types. */
function neededField(schema: Schema): string | undefined {
	const members = (schema.anyOf ?? schema.oneOf ?? [schema]) as Schema[];
	const types = members
		.flatMap(({ type }) => type as string | string[])
		.filter((type) => type !== 'null')
		.map((type) => (type === 'integer' ? 'number' : type));
	const [type] = types;
	if (!['string', 'number', 'boolean'].includes(type!) || new Set(types).size > 1) return undefined;
	const isChoice = members.every((member) => 'enum' in member || 'const' in member);
	return isChoice && type !== 'boolean' ? 'options' : type;
}

it('offers every plain parameter in a field of its type', () => {
	const plain = documented.filter(({ schema }) => neededField(schema) !== undefined);
	expect(plain.length).toBeGreaterThan(5000);
	const others = plain.filter(
		({ schema, parameter }) =>
			parameter.kind === 'json' || toField(parameter).type !== neededField(schema),
	);
	expect(others).toEqual([]);
	const isEmpty = ({ type, options }: ReturnType<typeof toField>) =>
		type === 'options' && !options?.length;
	expect(plain.filter(({ parameter }) => isEmpty(toField(parameter)))).toEqual([]);
});

it('offers every documented default, and takes it from the form as something the model accepts', () => {
	const withDefault = documented.filter(({ schema }) => (schema.default ?? null) !== null);
	expect(withDefault.length).toBeGreaterThan(1000);
	const problems = withDefault.flatMap(({ model, name, schema, parameter }) => {
		const { defaultValue } = toField(parameter);
		if (defaultValue === undefined || defaultValue === null) return [`${model} ${name}: lost`];
		// An expression gives a text where the field gives a number or a switch.
		return [defaultValue, String(defaultValue)].flatMap((given) =>
			findProblems(
				{ required: [name], properties: { [name]: schema } },
				{ [name]: readParameterValue(parameter, given) },
			).map((problem) => `${model} ${problem}`),
		);
	});
	expect(problems).toEqual([]);
});
