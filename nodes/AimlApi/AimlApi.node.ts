import {
	NodeConnectionTypes,
	NodeHelpers,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeProperties,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';
import { invalidInput, type Transport } from '../../client';
import { runItems, DEFAULT_CONCURRENCY } from '../shared/items';
import { RunMemory } from '../shared/run-memory';
import { createPorts, CREDENTIAL, readBaseUrl } from '../shared/transport';
import { catalogueAtHand } from './catalogue';
import { labelField } from './field-label';
import { readOptions, readPortOptions } from './fields';
import { getModelParameters } from './methods/get-model-parameters';
import { getVoices } from './methods/get-voices';
import { searchModels } from './methods/search-models';
import { findOperation, operationProperties, RESOURCES } from './resources';
import type { Item, NodeOperation } from './operation';
import { explainWrongModel, refuseWrongModel } from './wrong-model';

/** The action node: one resource for each modality of the API. */
export class AimlApi implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'AI/ML API',
		name: 'aimlApi',
		icon: { light: 'file:aimlApi.svg', dark: 'file:aimlApi.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle:
			'={{ ($parameter["operation"] + ": " + $parameter["resource"]).replace(/([A-Z])/g, " $1").toSentenceCase() }}',
		description: 'Chat, images, video and more from over 600 models behind one key',
		defaults: { name: 'AI/ML API' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: CREDENTIAL, required: true }],
		properties: [
			{
				displayName: 'Resource',
				name: 'resource',
				type: 'options',
				noDataExpression: true,
				options: RESOURCES.map(({ name, value }) => ({ name, value })),
				default: 'chat',
			},
			...operationProperties(),
		],
	};

	methods = {
		listSearch: { searchModels },
		loadOptions: { getVoices },
		resourceMapping: { getModelParameters },
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		if (this.getInputData().length === 0) return [[]];
		const settings = await readSettings(this).catch((error: unknown) => ({ error }));
		const items = await runItems(
			this,
			'error' in settings ? 1 : settings.concurrency,
			new RunMemory(this),
			async (itemIndex, memories, isStopped) => {
				const resource = this.getNodeParameter('resource', itemIndex) as string;
				const operationName = this.getNodeParameter('operation', itemIndex) as string;
				const operation = findOperation(resource, operationName);
				const run = async () => {
					// As an error of the item it goes where On Error sends it.
					if ('error' in settings) throw settings.error;
					if (!operation)
						throw invalidInput('operation', `“${operationName}” is no operation of “${resource}”.`);
					const { baseUrl, catalogue } = settings;
					const options = readOptions({ context: this, itemIndex });
					const ports = createPorts(this, baseUrl, { ...readPortOptions(options), isStopped });
					const memory = memories[itemIndex]!;
					const withTransport = (transport: Transport) => ({ ...ports, transport });
					const portsFor = (part?: string) =>
						withTransport(memory.transport(ports.transport, part));
					const sharedPorts = (firstItem: number) =>
						withTransport(memories[firstItem]!.sharedTransport(ports.transport));
					const item = {
						context: this,
						itemIndex,
						ports: portsFor(),
						portsFor,
						sharedPorts,
						memory,
					};
					evaluateParameters(item, operation);
					await refuseWrongModel(item, operation, catalogue);
					return await operation
						.execute(item)
						.catch(async (error: unknown) =>
							Promise.reject(await explainWrongModel(item, operation, error, catalogue)),
						);
				};
				return await run().catch((error: unknown) =>
					Promise.reject(labelField(error, operation?.properties ?? [], this.getNode())),
				);
			},
		);
		return [items];
	}
}

/** What counts for the whole run. @throws AimlApiError `invalid-input` for a base URL or a concurrency that is none */
async function readSettings(context: IExecuteFunctions) {
	const baseUrl = await readBaseUrl(context);
	return { baseUrl, concurrency: readConcurrency(context), catalogue: catalogueAtHand(baseUrl) };
}

/** Items in flight at once. It is one number for the whole run, so the first item's value counts. */
function readConcurrency(context: IExecuteFunctions): number {
	// On its own: an expression of another option that fails for this item is the failure of this item.
	const count = Number(context.getNodeParameter('options.concurrency', 0, DEFAULT_CONCURRENCY));
	if (Number.isInteger(count) && count >= 1 && count <= 200) return count;
	throw invalidInput('concurrency', 'must be a whole number from 1 to 200.');
}

/** Texts and lists go into the request; only of these some are needed after it. */
const READ_LATE: ReadonlyArray<INodeProperties['type']> = ['boolean', 'number', 'options'];

/**
 * Evaluates the expressions of the switches that are shown: one that fails must do so before anything is
 * paid for, also where its value is needed only afterwards.
 */
function evaluateParameters({ context, itemIndex }: Item, { properties }: NodeOperation): void {
	const node = context.getNode();
	for (const property of properties) {
		const value = node.parameters[property.name];
		const isExpression = typeof value === 'string' && value.startsWith('=');
		if (
			isExpression &&
			READ_LATE.includes(property.type) &&
			NodeHelpers.displayParameter(node.parameters, property, node, null)
		)
			context.getNodeParameter(property.name, itemIndex, '');
	}
}
