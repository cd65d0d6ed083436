import type { INodeProperties } from 'n8n-workflow';

/** The same fields, shown only where another field has one of these values. */
export function showWhen(
	field: string,
	values: readonly string[],
	...properties: readonly INodeProperties[]
): INodeProperties[] {
	return properties.map((property) => ({
		...property,
		displayOptions: {
			...property.displayOptions,
			show: { ...property.displayOptions?.show, [field]: [...values] },
		},
	}));
}
