import type { INodeProperties } from 'n8n-workflow';
import { audioDuration, invalidInput, parseDataUrl, type MultipartFile } from '../../client';
import { inputFileField, readText } from './fields';
import { bytesIn, checkSize, checkType, checkUrl, readFile } from './media';
import type { Item } from './operation';

/** What an uploaded file may be. */
export interface UploadLimits {
	/** In the words of an error, e.g. `a WAV or MP3 file`. */
	readonly needed: string;
	/** Media types that fit; a file without a telling type does too. */
	readonly types: RegExp;
	/** The documented limit, bytes. */
	readonly maxBytes?: number;
	/** How long a recording must and may be, seconds; one whose length its bytes do not tell is let through. */
	readonly seconds?: { readonly above: number; readonly upTo: number };
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
				{ name: 'Binary File', value: 'binary', description: 'A file of the input item' },
				{ name: 'URL', value: 'url', description: 'A file on the web' },
			],
			default: 'url',
			hint: 'For a file of an earlier node, choose Binary File',
		},
		{
			displayName: `${label} URL`,
			name: url,
			type: 'string',
			default: '',
			placeholder,
			description: 'The address of the file',
			displayOptions: { show: { [source]: ['url'] } },
		},
		inputFileField({ displayOptions: { show: { [source]: ['binary'] } } }),
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
		const checked = checkUrl(given, url);
		const data = parseDataUrl(checked);
		if (data) {
			checkType(data.mimeType, fields.types, fields.needed, url);
			checkSize(bytesIn(data.base64), fields.maxBytes, url);
		}
		return { url: checked };
	}
	return { file: await readUpload(item, fields) };
}

/**
 * The file in the item's field `binaryPropertyName`.
 * @throws AimlApiError `invalid-input` when it is missing, empty, too large, too long or of the wrong kind
 */
export async function readUpload(
	item: Item,
	{ needed, types, maxBytes, seconds }: UploadLimits,
	property = readText(item, 'binaryPropertyName'),
	field = 'binaryPropertyName',
): Promise<MultipartFile> {
	const file = await readFile(item, property, field);
	checkType(file.mimeType, types, needed, field);
	checkSize(file.bytes.length, maxBytes, field);
	const duration = seconds && audioDuration(file.bytes);
	if (duration !== undefined && (duration <= seconds!.above || duration > seconds!.upTo))
		throw invalidInput(
			field,
			`The recording is ${duration.toFixed(1)} s long; it must be longer than ${seconds!.above} s and at most ${seconds!.upTo} s.`,
		);
	return file;
}
