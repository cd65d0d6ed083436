import './environment';
import 'reflect-metadata';
import { createRequire } from 'node:module';
import { resolve } from 'node:path';
import {
	BinaryDataService,
	ExecutionLifecycleHooks,
	LoadOptionsContext,
	PackageDirectoryLoader,
	WorkflowExecute,
} from 'n8n-core';
import {
	createRunExecutionData,
	ICredentialsHelper,
	NodeHelpers,
	Workflow,
	type IDataObject,
	type IExecuteData,
	type IHttpRequestOptions,
	type INode,
	type INodeExecutionData,
	type INodeListSearchResult,
	type INodePropertyOptions,
	type INodeTypes,
	type IRun,
	type ITaskData,
	type IWorkflowExecuteAdditionalData,
	type ResourceMapperFields,
} from 'n8n-workflow';

/** n8n-core's own copy of the container: another copy holds other services. */
const { Container } = createRequire(require.resolve('n8n-core'))('@n8n/di') as {
	Container: { get<Service>(type: abstract new (...args: never[]) => Service): Service };
};

/** The built package: what n8n itself would load. */
const PACKAGE = resolve(__dirname, '../../..');

/** Where the node's requests go. */
export interface Credential {
	readonly apiKey: string;
	readonly baseUrl: string;
}

/** What one execution of the node gave. */
export interface NodeRun {
	readonly status: string;
	readonly items: INodeExecutionData[];
	/** The second output: error items, when On Error is `continueErrorOutput`. */
	readonly errorItems: INodeExecutionData[];
	readonly error?: Error & { description?: string; httpCode?: string; context: IDataObject };
	/** The whole run as n8n would store it. */
	readonly run: IRun;
}

let loading: Promise<PackageDirectoryLoader> | undefined;

async function loadPackage(): Promise<PackageDirectoryLoader> {
	loading ??= (async () => {
		const loader = new PackageDirectoryLoader(PACKAGE);
		await loader.loadAll();
		await Container.get(BinaryDataService).init();
		return loader;
	})();
	return await loading;
}

/** Runs the node `aimlApi` of the built package in n8n-core's own engine. */
export async function runNode(
	credential: Credential,
	parameters: IDataObject,
	options: {
		items?: INodeExecutionData[];
		onError?: INode['onError'];
		/** Retry On Fail, with this many tries. */
		tries?: number;
		cancelAfter?: number;
		/** The execution this one goes on from, as one that a person retries does. */
		retryOf?: NodeRun;
	} = {},
): Promise<NodeRun> {
	const { items = [{ json: {} }], onError, tries, cancelAfter, retryOf } = options;
	const settings = {
		...(onError && { onError }),
		...(tries && { retryOnFail: true, maxTries: tries, waitBetweenTries: 0 }),
	};
	const { workflow, node, additionalData } = await prepare(credential, parameters, settings);
	const start: IExecuteData = {
		node,
		data: { main: [items] },
		source: { main: [{ previousNode: BEFORE }] },
	};
	const contextData = structuredClone(retryOf?.run.data.executionData?.contextData ?? {});
	if (retryOf) additionalData.executionId = '2';
	const data = createRunExecutionData({
		executionData: { nodeExecutionStack: [start], contextData },
		resultData: { runData: { [BEFORE]: [ran(items)] } },
	});
	const running = new WorkflowExecute(additionalData, 'manual', data).processRunExecutionData(
		workflow,
	);
	const cancel =
		cancelAfter === undefined ? undefined : setTimeout(() => running.cancel(), cancelAfter);
	const run = await running;
	clearTimeout(cancel);
	const [output, errors] = run.data.resultData.runData[node.name]?.[0]?.data?.main ?? [];
	return {
		status: run.status,
		items: output ?? [],
		errorItems: errors ?? [],
		error: run.data.resultData.error as NodeRun['error'],
		run,
	};
}

/** The node that the items come from. */
const BEFORE = 'Before';

/** What n8n keeps of a node that has run. */
function ran(items: INodeExecutionData[]): ITaskData {
	const output = { data: { main: [items] }, source: [], executionStatus: 'success' as const };
	return { ...output, startTime: 0, executionTime: 0, executionIndex: 0 };
}

/** Reads the catalogue, as the picker does: the first execution of a process need not ask for it then. */
export async function readCatalogue(credential: Credential): Promise<void> {
	await searchModels(credential, { resource: 'chat', operation: 'complete' });
}

/** Calls the model picker as the editor does. */
export async function searchModels(
	credential: Credential,
	parameters: IDataObject,
	filter?: string,
): Promise<INodeListSearchResult> {
	const { workflow, node, additionalData } = await prepare(credential, parameters);
	const type = workflow.nodeTypes.getByNameAndVersion(node.type, node.typeVersion);
	const context = new LoadOptionsContext(workflow, node, additionalData, 'parameters.model');
	return await type.methods!.listSearch!.searchModels!.call(context, filter);
}

/** Asks for the typed form of a model as the editor does. */
export async function getModelParameters(
	credential: Credential,
	parameters: IDataObject,
	settings: Partial<INode> = {},
): Promise<ResourceMapperFields> {
	const { workflow, node, additionalData } = await prepare(credential, parameters, settings);
	const type = workflow.nodeTypes.getByNameAndVersion(node.type, node.typeVersion);
	const path = 'parameters.modelParameters';
	const context = new LoadOptionsContext(workflow, node, additionalData, path);
	return await type.methods!.resourceMapping!.getModelParameters!.call(context);
}

/** Asks for the list behind an options field as the editor does. */
export async function loadOptions(
	credential: Credential,
	method: string,
	parameters: IDataObject,
): Promise<INodePropertyOptions[]> {
	const { workflow, node, additionalData } = await prepare(credential, parameters);
	const type = workflow.nodeTypes.getByNameAndVersion(node.type, node.typeVersion);
	const context = new LoadOptionsContext(workflow, node, additionalData, 'parameters');
	return await type.methods!.loadOptions![method]!.call(context);
}

/** The bytes of a binary that the node put into n8n's store. */
export async function readBinary(item: INodeExecutionData, property = 'data'): Promise<Buffer> {
	const binary = item.binary![property]!;
	return await Container.get(BinaryDataService).getAsBuffer(binary);
}

async function prepare(
	credential: Credential,
	parameters: IDataObject,
	settings: Partial<INode> = {},
) {
	const loader = await loadPackage();
	const shortName = (type: string) => type.split('.').pop()!;
	const nodeTypes: INodeTypes = {
		getByName: (type) => loader.getNode(shortName(type)).type,
		getByNameAndVersion: (type, version) =>
			NodeHelpers.getVersionedNodeType(loader.getNode(shortName(type)).type, version),
		getKnownTypes: () => ({}),
	};
	const node: INode = {
		id: 'node',
		name: 'AI/ML API',
		type: 'n8n-nodes-aiml.aimlApi',
		typeVersion: 1,
		position: [0, 0],
		parameters: parameters as INode['parameters'],
		credentials: { aimlApi: { id: '1', name: 'Test' } },
		...settings,
	};
	const workflow = new Workflow({
		id: '1',
		name: 'test',
		nodes: [{ ...node, id: 'before', name: BEFORE, parameters: {} }, node],
		connections: { [BEFORE]: { main: [[{ node: node.name, type: 'main', index: 0 }]] } },
		active: false,
		nodeTypes,
		settings: {},
	});
	const url = 'http://127.0.0.1:5678/';
	const additionalData = {
		executionId: '1',
		credentialsHelper: new TestCredentials(loader, credential, workflow, node),
		hooks: new ExecutionLifecycleHooks('manual', '1', {
			id: '1',
			name: 'test',
			active: false,
			isArchived: false,
			createdAt: new Date(0),
			updatedAt: new Date(0),
			nodes: [node],
			connections: {},
			activeVersionId: null,
		}),
		currentNodeExecutionIndex: 0,
		currentNodeParameters: parameters,
		variables: {},
		setExecutionStatus() {},
		logAiEvent() {},
		externalSecretsProxy: undefined,
		restApiUrl: url,
		instanceBaseUrl: url,
		webhookBaseUrl: url,
		webhookTestBaseUrl: url,
		webhookWaitingBaseUrl: url,
		formWaitingBaseUrl: url,
	} as unknown as IWorkflowExecuteAdditionalData;
	return { workflow, node, additionalData };
}

/** Decrypted credentials without a database; headers are set by the credential type's own definition. */
class TestCredentials extends ICredentialsHelper {
	constructor(
		private readonly loader: PackageDirectoryLoader,
		private readonly credential: Credential,
		private readonly workflow: Workflow,
		private readonly node: INode,
	) {
		super();
	}

	override getParentTypes() {
		return [];
	}

	override isCredentialUsableByNode() {
		return true;
	}

	override getCredentialsProperties(type: string) {
		return this.loader.getCredential(type).type.properties;
	}

	override async getDecrypted() {
		return { ...this.credential };
	}

	override async authenticate(
		credentials: IDataObject,
		type: string,
		options: IHttpRequestOptions,
	) {
		const { authenticate } = this.loader.getCredential(type).type;
		if (typeof authenticate !== 'object')
			throw new Error('The credential has no generic authentication');
		const headers = authenticate.properties.headers ?? {};
		for (const [name, value] of Object.entries(headers)) {
			const text = this.workflow.expression.getSimpleParameterValue(
				this.node,
				String(value),
				'internal',
				{ $credentials: credentials },
				undefined,
				'',
			);
			options.headers = { ...options.headers, [name]: text };
		}
		return options;
	}

	override async preAuthentication() {
		return undefined;
	}

	override async runPreAuthentication() {
		return undefined;
	}

	override async updateCredentials() {}

	override async updateCredentialsOauthTokenData() {}

	override async getCredentials(): Promise<never> {
		throw new Error('Only decrypted credentials are used here');
	}
}
