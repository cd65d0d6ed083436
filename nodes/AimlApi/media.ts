import type { INodeProperties } from 'n8n-workflow';
import { invalidInput, type JsonObject, type MultipartFile } from '../../client';
import type { Item } from './operation';

/** A file that goes into a request, under the name of the field that takes it. */
export interface InputMedia {
	/** The wire name, e.g. `image_url`. */
	readonly parameter: string;
	/** Where it is, when it was given by URL. */
	readonly url?: string;
	/** What it is, when it was given as a binary of the item. */
	readonly file?: MultipartFile;
}

/** Files that go with a request: by URL, or from a binary field of the item. */
export const mediaField: INodeProperties = {
	displayName: 'Media',
	name: 'media',
	type: 'fixedCollection',
	typeOptions: { multipleValues: true, sortable: true },
	default: {},
	placeholder: 'Add Media',
	description: 'Images, audio, video or documents the model works on',
	options: [
		{
			displayName: 'Input',
			name: 'input',
			values: [
				{
					displayName: 'Parameter',
					name: 'parameter',
					type: 'string',
					default: 'image_url',
					placeholder: 'e.g. image_url',
					description:
						'The request field that takes the file, as the model names it. The same name several times makes a list.',
				},
				{
					displayName: 'Source',
					name: 'source',
					type: 'options',
					options: [
						{ name: 'Binary File', value: 'binary' },
						{ name: 'URL', value: 'url' },
					],
					default: 'url',
				},
				{
					displayName: 'URL',
					name: 'url',
					type: 'string',
					default: '',
					placeholder: 'e.g. https://example.com/photo.jpg',
					displayOptions: { show: { source: ['url'] } },
				},
				{
					displayName: 'Input Data Field Name',
					name: 'binaryProperty',
					type: 'string',
					default: 'data',
					hint: 'The name of the input field containing the file',
					displayOptions: { show: { source: ['binary'] } },
				},
			],
		},
	],
};

interface MediaInput {
	readonly parameter?: string;
	readonly source?: string;
	readonly url?: string;
	readonly binaryProperty?: string;
}

/**
 * The files of the Media field, in its order.
 * @throws AimlApiError `invalid-input` for a URL that is not http(s), or a missing or empty file
 */
export async function readMedia(item: Item): Promise<InputMedia[]> {
	const { input = [] } = item.context.getNodeParameter('media', item.itemIndex, {}) as {
		input?: MediaInput[];
	};
	return await Promise.all(
		input.map(async ({ parameter = '', source = 'url', url = '', binaryProperty }, index) => {
			const field = `media[${index}]`;
			if (parameter.trim() === '') throw invalidInput(`${field}.parameter`, 'is empty.');
			const name = parameter.trim();
			if (source === 'binary')
				return {
					parameter: name,
					file: await readFile(item, binaryProperty ?? '', `${field}.binaryProperty`),
				};
			return { parameter: name, url: checkUrl(url, `${field}.url`) };
		}),
	);
}

/** An http(s) or data URL. */
export function checkUrl(url: string, field: string): string {
	const text = url.trim();
	if (!/^(https?:\/\/[^\s/]|data:)/i.test(text))
		throw invalidInput(field, 'must be a URL that starts with http:// or https://.');
	return text;
}

/** A binary of the item as bytes. */
export async function readFile(
	{ context, itemIndex }: Item,
	property: string,
	field: string,
): Promise<MultipartFile> {
	const binary = context.getInputData()[itemIndex]?.binary?.[property];
	if (!binary) throw invalidInput(field, `the item has no binary field “${property}”.`);
	const bytes = await context.helpers.getBinaryDataBuffer(itemIndex, property);
	if (bytes.length === 0) throw invalidInput(field, `the file in “${property}” is empty.`);
	return { bytes, fileName: binary.fileName ?? property, mimeType: binary.mimeType };
}

/** A file as a data URL. */
export function toDataUrl({ bytes, mimeType }: MultipartFile): string {
	return `data:${mimeType};base64,${Buffer.from(bytes).toString('base64')}`;
}

/** The media as body fields: a name given several times, or a plural one, takes a list. */
export function mediaBody(media: readonly InputMedia[]): JsonObject {
	const body: Record<string, string | string[]> = {};
	for (const { parameter, url, file } of media) {
		const value = url ?? toDataUrl(file!);
		const before = body[parameter];
		if (before !== undefined) body[parameter] = [before, value].flat();
		else body[parameter] = /s$/.test(parameter) ? [value] : value;
	}
	return body;
}
