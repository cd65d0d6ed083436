import '../n8n/lib/environment';
import 'reflect-metadata';
import { ExecuteContext } from 'n8n-core';
import {
	createRunExecutionData,
	ICredentialsHelper,
	Workflow,
	type ICredentialDataDecryptedObject,
	type IDataObject,
	type IExecuteFunctions,
	type IHttpRequestOptions,
	type INode,
	type INodeType,
	type IWorkflowExecuteAdditionalData,
} from 'n8n-workflow';
import { AimlApi } from '../../credentials/AimlApi.credentials';

const NODE: INode = {
	id: 'node',
	name: 'AI/ML API',
	type: 'n8n-nodes-aiml.aimlApi',
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
	credentials: { aimlApi: { id: '1', name: 'Test' } },
};
const NODE_TYPE = {
	description: { properties: [], credentials: [{ name: 'aimlApi', required: true }] },
} as unknown as INodeType;

/** What n8n hands to a node's `execute`: its own request helper, with this credential and signal. */
export function createContext(
	credential: { apiKey: string; baseUrl: string },
	signal: AbortSignal,
): IExecuteFunctions {
	const workflow = new Workflow({
		id: '1',
		nodes: [NODE],
		connections: {},
		active: false,
		nodeTypes: {
			getByName: () => NODE_TYPE,
			getByNameAndVersion: () => NODE_TYPE,
			getKnownTypes: () => ({}),
		},
	});
	const additionalData = {
		credentialsHelper: new OneCredential(credential, workflow),
	} as unknown as IWorkflowExecuteAdditionalData;
	const input = { main: [[{ json: {} }]] };
	return new ExecuteContext(
		workflow,
		NODE,
		additionalData,
		'manual',
		createRunExecutionData(),
		0,
		[{ json: {} }],
		input,
		{ node: NODE, data: input, source: null },
		[],
		signal,
	);
}

/** n8n's credential store with one entry, whose header is set by the credential's own definition. */
class OneCredential extends ICredentialsHelper {
	private readonly definition = new AimlApi();

	constructor(
		private readonly credential: ICredentialDataDecryptedObject,
		private readonly workflow: Workflow,
	) {
		super();
	}

	override async getDecrypted(): Promise<ICredentialDataDecryptedObject> {
		return { ...this.credential };
	}

	override getCredentialsProperties() {
		return this.definition.properties;
	}

	override async authenticate(
		$credentials: IDataObject,
		_type: string,
		options: IHttpRequestOptions,
	) {
		const { headers = {} } = this.definition.authenticate.properties;
		for (const [name, value] of Object.entries(headers)) {
			const text = this.workflow.expression.getSimpleParameterValue(
				NODE,
				String(value),
				'internal',
				{ $credentials },
				undefined,
				'',
			);
			options.headers = { ...options.headers, [name]: text };
		}
		return options;
	}

	override getParentTypes() {
		return [];
	}

	override isCredentialUsableByNode() {
		return true;
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
