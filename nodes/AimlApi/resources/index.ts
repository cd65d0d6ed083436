import type { INodeProperties } from 'n8n-workflow';
import type { NodeOperation, NodeResource } from '../operation';
import { account } from './account';
import { apiKey } from './api-key';
import { assistant } from './assistant';
import { batch } from './batch';
import { chat } from './chat';
import { document } from './document';
import { embedding } from './embedding';
import { file } from './file';
import { image } from './image';
import { job } from './job';
import { message } from './message';
import { model } from './model';
import { model3d } from './model3d';
import { moderation } from './moderation';
import { music } from './music';
import { run } from './run';
import { search } from './search';
import { speech } from './speech';
import { thread } from './thread';
import { video } from './video';

/** Everything the node can do, in the order of the Resource list. */
export const RESOURCES: readonly NodeResource[] = [
	model3d,
	account,
	apiKey,
	assistant,
	batch,
	chat,
	document,
	embedding,
	file,
	image,
	job,
	message,
	model,
	moderation,
	music,
	run,
	search,
	speech,
	thread,
	video,
];

/** The operation behind a resource and an operation value; undefined when there is none. */
export function findOperation(resource: string, operation: string): NodeOperation | undefined {
	return RESOURCES.find(({ value }) => value === resource)?.operations.find(
		({ value }) => value === operation,
	);
}

/** The fields of all operations, each shown for its own resource and operation only. */
export function operationProperties(): INodeProperties[] {
	return RESOURCES.flatMap((resource) => [
		operationSelector(resource),
		...resource.operations.flatMap((operation) =>
			operation.properties.map((property) => showFor(resource, operation, property)),
		),
	]);
}

function operationSelector({ value, operations }: NodeResource): INodeProperties {
	const first = operations[0]?.value;
	return {
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: [value] } },
		options: operations
			.map(({ name, value: operation, action, description }) => ({
				name,
				value: operation,
				action,
				description,
			}))
			.sort((a, b) => a.name.localeCompare(b.name)),
		default: first,
	};
}

function showFor(
	{ value: resource }: NodeResource,
	{ value: operation }: NodeOperation,
	property: INodeProperties,
): INodeProperties {
	const { show, ...rest } = property.displayOptions ?? {};
	return {
		...property,
		displayOptions: { ...rest, show: { resource: [resource], operation: [operation], ...show } },
	};
}
