import type {
	IBinaryKeyData,
	IDataObject,
	IExecuteFunctions,
	INodeExecutionData,
	INodeProperties,
} from 'n8n-workflow';
import type { Call, Model } from '../../client';
import type { ItemMemory } from '../shared/item-memory';
import type { NodePorts } from '../shared/transport';

export { hasModality } from '../../client';

/** One input item on its way through an operation. */
export interface Item {
	readonly context: IExecuteFunctions;
	readonly itemIndex: number;
	readonly ports: NodePorts;
	/** The ports for one of several requests to the same path, which `part` tells apart from the others. */
	readonly portsFor: (part: string) => NodePorts;
	/** The ports for a request whose answer is for several items, of which this is the first. */
	readonly sharedPorts: (firstItem: number) => NodePorts;
	/** What earlier tries have paid for. */
	readonly memory: ItemMemory;
}

/** One operation of a resource: what the editor shows and what runs. */
export interface NodeOperation {
	readonly value: string;
	/** Title Case, as in the Operation list. */
	readonly name: string;
	/** Sentence case, as in the list of actions, e.g. `Generate an image`. */
	readonly action: string;
	readonly description: string;
	/** Catalogue `type` values the model picker offers. */
	readonly modelTypes?: readonly string[];
	/** Those of them that fit when it depends on another field, which `read` gives. */
	readonly modelTypesFor?: (read: (field: string) => unknown) => readonly string[];
	/** Which models of those types the picker offers; all, unless it is given. */
	readonly fits?: (model: Model) => boolean;
	/** Wire names that have a field of their own and are left out of Model Parameters. */
	readonly ownFields?: readonly string[];
	/** Its fields, without the display options, which the registry adds. */
	readonly properties: readonly INodeProperties[];
	execute(item: Item): Promise<INodeExecutionData[]>;
}

/** The catalogue types of an operation, given its other fields. */
export function modelTypesOf(
	operation: NodeOperation | undefined,
	read: (field: string) => unknown,
): readonly string[] {
	return operation?.modelTypesFor?.(read) ?? operation?.modelTypes ?? [];
}

/** One resource: a folder of operations. */
export interface NodeResource {
	readonly value: string;
	readonly name: string;
	readonly operations: readonly NodeOperation[];
}

/** An output item: the result, what the call was and cost, and the item it came from. */
export function outputItem(
	{ itemIndex }: Item,
	json: object,
	call: Call,
	binary?: IBinaryKeyData,
): INodeExecutionData {
	return {
		json: { ...withoutNullError(json as IDataObject), call: call as unknown as IDataObject },
		...(binary && { binary }),
		pairedItem: { item: itemIndex },
	};
}

/** The API tells by `error: null` that there is none; whoever looks for errors in n8n goes by the name alone. */
function withoutNullError({ error, ...rest }: IDataObject): IDataObject {
	return error === null || error === undefined ? rest : { error, ...rest };
}
