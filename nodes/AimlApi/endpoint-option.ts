import type { INodeProperties } from 'n8n-workflow';
import { invalidInput } from '../../client';
import { readOptions } from './fields';
import type { Item } from './operation';

/** The Options with the choice of an older endpoint, by its path. */
export function withEndpoint(options: INodeProperties, paths: readonly string[]): INodeProperties {
	const endpoint: INodeProperties = {
		displayName: 'Endpoint',
		name: 'endpoint',
		type: 'options',
		options: [
			{ name: 'The Endpoint of All Models', value: '' },
			...paths.map((path) => ({ name: path, value: path })),
		],
		default: '',
		description:
			'Where the request goes. The older endpoints are for models that only they still serve.',
	};
	const others = (options.options ?? []) as INodeProperties[];
	return {
		...options,
		options: [...others, endpoint].sort((a, b) => a.displayName.localeCompare(b.displayName)),
	};
}

/**
 * The path of the older endpoint that was chosen; undefined for the usual one.
 * @throws AimlApiError `invalid-input` for a path that is none of these
 */
export function readEndpoint(item: Item, paths: readonly string[]): string | undefined {
	const path = String(readOptions(item).endpoint ?? '');
	if (path === '') return undefined;
	if (!paths.includes(path))
		throw invalidInput('endpoint', `“${path}” is no endpoint of this operation.`);
	return path;
}
