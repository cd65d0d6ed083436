import {
	callOperation,
	describeRequest,
	mergeBody,
	readParameterValue,
	type JsonObject,
	type Parameter,
} from '../../client';
import { fakePorts } from '../unit/fake-ports';
import { REQUEST_CONTRADICTIONS } from './contradictions';
import { chat, image, video, type Documentation, type RequestSample } from './documented';

/** A model's description as the API serves it: an OpenAPI document around the request's schema. */
async function describeModel(
	{ path, definitions, schemas }: Documentation<RequestSample>,
	model: string,
): Promise<readonly Parameter[]> {
	const schema = schemas.find(({ models }) => models.includes(model))!.request;
	const requestBody = { content: { 'application/json': { schema } } };
	const body = { openapi: '3.0.0', paths: { [path]: { post: { requestBody } } }, definitions };
	const input = { id: model, type: 'any' };
	return (await callOperation(fakePorts([{ body }]), describeRequest, input)).output;
}

/** A value as a person types it into a form. */
function typed(value: unknown): string {
	return typeof value === 'string' ? value : JSON.stringify(value);
}

const documented: Record<string, Documentation<RequestSample>> = { chat, image, video };
const samples = Object.entries(documented).flatMap(([operation, documentation]) =>
	documentation.samples.map((sample) => ({ operation, documentation, ...sample })),
);

test.each(samples)(
	'$operation $model: a form made from its description can send the documented body',
	async ({ documentation, model, body }) => {
		const parameters = await describeModel(documentation, model);
		const mend = REQUEST_CONTRADICTIONS.find((each) => each.model === model)?.mend ?? {};
		const wanted = mergeBody(body, mend);
		const sent: JsonObject = {};
		for (const [name, value] of Object.entries(wanted)) {
			const parameter = parameters.find((each) => each.name === name);
			if (!parameter) throw new Error(`The description does not know ${name}.`);
			sent[name] = readParameterValue(parameter, typed(value));
		}
		expect(sent).toEqual(wanted);
	},
);

test.each(samples)('$operation $model: model comes as a choice', async (sample) => {
	const parameters = await describeModel(sample.documentation, sample.model);
	const model = parameters.find(({ name }) => name === 'model');
	expect(model).toMatchObject({ kind: 'choice', required: true });
	expect(model!.choices).toContain(sample.model);
});
