import type { INodeProperties } from 'n8n-workflow';
import {
	invalidInput,
	parseDataUrl,
	type JsonObject,
	type MultipartFile,
	type Parameter,
} from '../../client';
import { inputFileField, readModelId } from './fields';
import { describeOnce } from './model-parameters';
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

/** The one that takes the file, where the model has several. */
const parameterField: INodeProperties = {
	displayName: 'Parameter',
	name: 'parameter',
	type: 'string',
	default: 'image_url',
	placeholder: 'e.g. image_url',
	description:
		'The request field that takes the file, as the model names it: image_url for most images, video_url or audio_url for others. The same name several times makes a list.',
};

const sourceField: INodeProperties = {
	displayName: 'Source',
	name: 'source',
	type: 'options',
	options: [
		{ name: 'Binary File', value: 'binary', description: 'A file of the input item' },
		{ name: 'URL', value: 'url', description: 'A file on the web' },
	],
	default: 'url',
	description: 'Where the file is',
};

const fileFields: readonly INodeProperties[] = [
	{
		displayName: 'URL',
		name: 'url',
		type: 'string',
		default: '',
		placeholder: 'e.g. https://example.com/photo.jpg',
		description: 'The address of the file, or a data URL',
		displayOptions: { show: { source: ['url'] } },
	},
	inputFileField({
		name: 'binaryProperty',
		displayOptions: { show: { source: ['binary'] } },
	}),
];

function mediaOf(values: INodeProperties[], description: string): INodeProperties {
	return {
		displayName: 'Media',
		name: 'media',
		type: 'fixedCollection',
		typeOptions: { multipleValues: true, sortable: true },
		default: {},
		placeholder: 'Add Media',
		description,
		options: [{ displayName: 'Input', name: 'input', values }],
	};
}

/** Files that go with a request, each under the name of the field that takes it. */
export const mediaField = mediaOf(
	[parameterField, sourceField, ...fileFields],
	'Images, audio, video or documents the model works on',
);

/** Files that go into a message, where each is sent as its type asks for. */
export const messageMediaField = (description: string): INodeProperties =>
	mediaOf([sourceField, ...fileFields], description);

/** The same where the API has several kinds of addresses, of which only the user can tell the right one. */
export const chatMediaField = (description: string): INodeProperties =>
	mediaOf(
		[
			sourceField,
			{
				...parameterField,
				description: 'What the URL leads to: image_url or video_url',
				displayOptions: { show: { source: ['url'] } },
			},
			...fileFields,
		],
		description,
	);

/** An expression may give a number or nothing. */
interface MediaInput {
	readonly parameter?: unknown;
	readonly source?: unknown;
	readonly url?: unknown;
	readonly binaryProperty?: unknown;
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
		input.map(async ({ parameter = 'image_url', source, url, binaryProperty }, index) => {
			const field = `media[${index}]`;
			const name = String(parameter ?? '').trim();
			if (source !== 'binary') {
				const address = String(url ?? '').trim();
				if (address === '') throw invalidInput(`${field}.url`, 'is required and is empty.');
				return { parameter: name, url: checkUrl(address, `${field}.url`) };
			}
			const property = String(binaryProperty ?? '');
			return { parameter: name, file: await readFile(item, property, `${field}.binaryProperty`) };
		}),
	);
}

/** An http(s) address, or a data URL that holds bytes. */
export function checkUrl(url: string, field: string): string {
	const text = url.trim();
	if (/^data:/i.test(text)) {
		const data = parseDataUrl(text);
		if (!data) throw invalidInput(field, 'is a data URL, but not one of a type in base64.');
		if (data.base64 === '') throw invalidInput(field, 'is a data URL without any bytes.');
	} else if (!/^https?:\/\/[^\s/]/i.test(text))
		throw invalidInput(field, 'must be a URL that starts with http:// or https://.');
	return text;
}

/** Refuses a file whose type tells that it is something else; one without a telling type may be anything. */
export function checkType(mimeType: string, types: RegExp, needed: string, field: string): void {
	const told = mimeType.split(';')[0]!.trim();
	if (told && told !== 'application/octet-stream' && !types.test(told))
		throw invalidInput(field, `The file is ${told}, but ${needed} is needed.`);
}

/** @throws AimlApiError `invalid-input` for more bytes than the API takes; undefined sets no limit */
export function checkSize(bytes: number, maxBytes: number | undefined, field: string): void {
	if (maxBytes !== undefined && bytes > maxBytes)
		throw invalidInput(
			field,
			`The file has ${(bytes / 1e6).toFixed(1)} MB, and the API takes at most ${maxBytes / 1e6} MB.`,
		);
}

/** The bytes that a text in base64 stands for, give or take two. */
export function bytesIn(base64: string): number {
	return (base64.length * 3) / 4;
}

/** A binary of the item as bytes. */
export async function readFile(
	{ context, itemIndex }: Item,
	property: string,
	field: string,
): Promise<MultipartFile> {
	const binary = context.getInputData()[itemIndex]?.binary?.[property];
	if (!binary) {
		const names = Object.keys(context.getInputData()[itemIndex]?.binary ?? {});
		const others =
			names.length > 0 ? `only ${names.map((name) => `“${name}”`).join(', ')}` : 'nor any other';
		throw invalidInput(field, `The item has no binary field “${property}”, ${others}.`);
	}
	const bytes = await context.helpers.getBinaryDataBuffer(itemIndex, property);
	if (bytes.length === 0) throw invalidInput(field, `The file in “${property}” is empty.`);
	return { bytes, fileName: binary.fileName ?? property, mimeType: binary.mimeType };
}

/** A file as a data URL. */
export function toDataUrl({ bytes, mimeType }: MultipartFile): string {
	return `data:${mimeType};base64,${Buffer.from(bytes).toString('base64')}`;
}

/** What the API's names of fields say of the file that goes into them, e.g. `reference_audio_url`. */
const KINDS: ReadonlyArray<readonly [name: RegExp, types: RegExp, needed: string]> = [
	[/audio/, /^(audio|video)\/|^application\/ogg$/, 'audio'],
	[/video/, /^video\//, 'a video'],
	[/image/, /^image\//, 'an image'],
	[/mesh/, /^model\//, 'a mesh'],
];

/**
 * The files of the Media field as body fields: a name given several times, or a plural one, takes a list.
 * @throws AimlApiError `invalid-input` for a file of another kind than the name of its field says, or
 * larger than the model's own description allows, and for a field that is not in that description
 */
export async function readMediaBody(
	item: Item,
	[type = '']: readonly string[],
): Promise<JsonObject> {
	const media = await readMedia(item);
	const body = mediaBody(media);
	for (const [index, { parameter, url, file }] of media.entries()) {
		if (parameter === '')
			throw invalidInput(`media[${index}].parameter`, 'is required and is empty.');
		const described = await describeOnce(item, { id: readModelId(item), type });
		const found = described.find(({ name }) => name === parameter);
		if (!found && described.length > 0)
			throw invalidInput(`media[${index}].parameter`, unknownField(parameter, described));
		const bytes = file?.bytes.length ?? bytesIn(parseDataUrl(url ?? '')?.base64 ?? '');
		checkSize(bytes, found?.fileLimits?.[parameter], `media[${index}]`);
	}
	return body;
}

/** The fields of a model that may take a file, going by what they are called. */
function unknownField(parameter: string, described: readonly Parameter[]): string {
	const takesFile = ({ name, kind, choices, isUrl }: Parameter) =>
		isUrl === true ||
		(/audio|file|frame|image|mask|mesh|url|video/.test(name) &&
			!choices &&
			['json', 'list', 'object', 'text'].includes(kind));
	const names = described.filter(takesFile).map(({ name }) => name);
	const advice = names.length > 0 ? `a file goes into ${names.join(' or ')}` : 'it takes no file';
	return `“${parameter}” is no field of this model: ${advice}. Extra Body sends fields it does not describe.`;
}

function mediaBody(media: readonly InputMedia[]): JsonObject {
	const body: Record<string, string | string[]> = {};
	for (const [index, { parameter, url, file }] of media.entries()) {
		const kind = KINDS.find(([name]) => name.test(parameter));
		const mimeType = file?.mimeType ?? parseDataUrl(url ?? '')?.mimeType;
		if (kind && mimeType) checkType(mimeType, kind[1], kind[2], `media[${index}]`);
		const value = url ?? toDataUrl(file!);
		const before = body[parameter];
		if (before !== undefined) body[parameter] = [before, value].flat();
		else body[parameter] = /s$/.test(parameter) ? [value] : value;
	}
	return body;
}
