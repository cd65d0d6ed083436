import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import {
	callOperation,
	describeRequest,
	isAimlApiError,
	readParameterValue,
	type JsonObject,
	type Parameter,
} from '../../client';
import type { Item } from './operation';

/** The chosen model's own parameters as typed fields. */
export const modelParametersField: INodeProperties = {
	displayName: 'Model Parameters',
	name: 'modelParameters',
	type: 'resourceMapper',
	noDataExpression: true,
	default: { mappingMode: 'defineBelow', value: null },
	description: 'Settings of the chosen model, as it describes them; only what is added is sent',
	typeOptions: {
		loadOptionsDependsOn: ['model.value'],
		resourceMapper: {
			resourceMapperMethod: 'getModelParameters',
			// In the mode `add`, n8n would not start without what the form requires.
			mode: 'map',
			valuesLabel: 'Model Parameters',
			// A form that could not be read is saved empty; read later, the editor would add and send all of it.
			addAllFields: false,
			fieldWords: { singular: 'parameter', plural: 'parameters' },
			supportAutoMap: false,
			noFieldsError: 'This model describes no further parameters. Extra Body takes any as JSON.',
		},
	},
};

/**
 * The model parameters that were set, in the types the model's own description asks for.
 * Without a description (the catalogue is down) they are sent as n8n gives them.
 *
 * @throws AimlApiError `invalid-input` naming the parameter
 */
export async function readModelParameters(
	item: Item,
	model: { id: string; type: string },
): Promise<JsonObject> {
	const { value } = item.context.getNodeParameter('modelParameters', item.itemIndex, {}) as {
		value?: IDataObject | null;
	};
	const set = Object.entries(value ?? {}).filter(
		([, given]) => given !== null && given !== undefined && given !== '',
	);
	if (set.length === 0) return {};
	const parameters = await describeOnce(item, model);
	return Object.fromEntries(
		set.map(([name, given]) => {
			const parameter = parameters.find((known) => known.name === name);
			return [name, parameter ? readParameterValue(parameter, given) : given];
		}),
	);
}

/** Descriptions read in one run of the node, so that its items share them. */
const descriptions = new WeakMap<IExecuteFunctions, Map<string, Promise<readonly Parameter[]>>>();

/** The parameters a model describes, read once in a run; none when its description is out of reach. */
export function describeOnce(
	{ context, ports }: Item,
	model: { id: string; type: string },
): Promise<readonly Parameter[]> {
	const known = descriptions.get(context) ?? new Map<string, Promise<readonly Parameter[]>>();
	descriptions.set(context, known);
	const key = `${model.type} ${model.id}`;
	const reading =
		known.get(key) ??
		callOperation(ports, describeRequest, model, 2).then(
			({ output }) => output,
			(error: unknown) => {
				if (isAimlApiError(error) && error.code !== 'cancelled') return [];
				throw error;
			},
		);
	known.set(key, reading);
	return reading;
}
