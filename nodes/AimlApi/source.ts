import type { INodeProperties } from 'n8n-workflow';
import { invalidInput, type MultipartFile } from '../../client';
import { readText } from './fields';
import { checkUrl, readFile } from './media';
import type { Item } from './operation';

/** What an uploaded file may be. */
export interface UploadLimits {
	/** In the words of an error, e.g. `a WAV or MP3 file`. */
	readonly needed: string;
	/** Media types that fit; a file without a telling type does too. */
	readonly types: RegExp;
	/** The documented limit, bytes. */
	readonly maxBytes?: number;
}

/** The one file an operation works on: how its fields are called, and what it may be. */
export interface SourceFields extends UploadLimits {
	/** Wire-like names of the fields, e.g. `audioSource` and `audioUrl`. */
	readonly source: string;
	readonly url: string;
	/** Title Case, e.g. `Audio`. */
	readonly label: string;
	readonly placeholder: string;
	/** True where the API takes a data URL in place of an address. */
	readonly takesDataUrl?: boolean;
}

/** A file by URL or by its bytes; neither when the URL is empty, so that Extra Body may give it. */
export interface Source {
	readonly url?: string;
	readonly file?: MultipartFile;
}

/** The fields that ask for a file by URL, or as a binary of the item. */
export function sourceFields({ source, url, label, placeholder }: SourceFields): INodeProperties[] {
	return [
		{
			displayName: `${label} Source`,
			name: source,
			type: 'options',
			options: [
				{ name: 'Binary File', value: 'binary' },
				{ name: 'URL', value: 'url' },
			],
			default: 'url',
		},
		{
			displayName: `${label} URL`,
			name: url,
			type: 'string',
			default: '',
			placeholder,
			displayOptions: { show: { [source]: ['url'] } },
		},
		{
			displayName: 'Input Data Field Name',
			name: 'binaryPropertyName',
			type: 'string',
			default: 'data',
			hint: 'The name of the input field containing the file',
			displayOptions: { show: { [source]: ['binary'] } },
		},
	];
}

/**
 * The file of an item, by URL or as a binary.
 * @throws AimlApiError `invalid-input` for a URL that is not http(s), and for a file that does not fit
 */
export async function readSource(item: Item, fields: SourceFields): Promise<Source> {
	const { source, url } = fields;
	if (item.context.getNodeParameter(source, item.itemIndex, 'url') !== 'binary') {
		const given = readText(item, url);
		if (given.trim() === '') return {};
		if (/^data:/i.test(given.trim()) && !fields.takesDataUrl)
			throw invalidInput(url, 'must be a URL that starts with http:// or https://.');
		return { url: checkUrl(given, url) };
	}
	return { file: await readUpload(item, { ...fields, needed: fields.needed }) };
}

/**
 * The file in the item's field `binaryPropertyName`.
 * @throws AimlApiError `invalid-input` when it is missing, empty, too large or of the wrong kind
 */
export async function readUpload(
	item: Item,
	{ needed, types, maxBytes }: UploadLimits,
	property = readText(item, 'binaryPropertyName'),
	field = 'binaryPropertyName',
): Promise<MultipartFile> {
	const file = await readFile(item, property, field);
	const told = file.mimeType.split(';')[0]!.trim();
	if (told && told !== 'application/octet-stream' && !types.test(told))
		throw invalidInput(field, `the file is ${told}, but ${needed} is needed.`);
	if (maxBytes !== undefined && file.bytes.length > maxBytes)
		throw invalidInput(
			field,
			`the file has ${(file.bytes.length / 1e6).toFixed(1)} MB, and the API takes at most ${maxBytes / 1e6} MB.`,
		);
	return file;
}
