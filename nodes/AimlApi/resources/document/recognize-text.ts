import {
	callOperation,
	DEFAULT_MODELS,
	documentBody,
	guessMimeType,
	invalidInput,
	MAX_DOCUMENT_BYTES,
	mergeBody,
	parseDataUrl,
	recognizeText as operation,
	type Call,
	type JsonObject,
	type RecognizedPage,
} from '../../../../client';
import {
	modelField,
	optionsField,
	readBody,
	readJsonObject,
	readOptions,
	simplifyField,
} from '../../fields';
import { binariesOf, storeFiles } from '../../generated-files';
import { checkSize, toDataUrl } from '../../media';
import { describeOnce, modelParametersField } from '../../model-parameters';
import { outputItem, type Item, type NodeOperation } from '../../operation';
import { readSource, sourceFields, type Source, type SourceFields } from '../../source';

const TYPES = operation.modelTypes;

const DOCUMENT: SourceFields = {
	source: 'documentSource',
	url: 'documentUrl',
	label: 'Document',
	needed: 'a document',
	placeholder: 'e.g. https://example.com/invoice.pdf',
	types: /^image\/|^application\/(pdf|vnd\.|msword)|^text\/html$/,
	takesDataUrl: true,
	maxBytes: MAX_DOCUMENT_BYTES,
};

/** `POST /v1/ocr`: the text of a document as Markdown, page by page, with the pictures on its pages. */
export const recognizeText: NodeOperation = {
	value: 'recognizeText',
	name: 'Recognize Text',
	action: 'Recognize the text of a document',
	description: 'Read a PDF or a picture of a text as Markdown',
	modelTypes: TYPES,
	ownFields: ['document', 'mimeType', 'model'],
	properties: [
		modelField(DEFAULT_MODELS.document),
		...sourceFields(DOCUMENT),
		modelParametersField,
		{
			displayName:
				'The pictures on the pages come as binaries when the model parameter include_image_base64 is added and switched on.',
			name: 'picturesNotice',
			type: 'notice',
			default: '',
		},
		simplifyField,
		optionsField('binaryProperty', 'extraBody'),
	],
	async execute(item) {
		const source = await readSource(item, DOCUMENT);
		const given = await readBody(item, TYPES, {});
		// Extra Body has the last word, also to take a field away.
		const extraBody = readJsonObject('extraBody', readOptions(item).extraBody);
		const body = mergeBody(await documentFields(item, given, source), given, extraBody);
		const { output, call } = await callOperation(item.ports, operation, body);
		const { pages, binaries } = await presentPages(item, output.pages, call);
		const { text, annotation } = output;
		const simplify = item.context.getNodeParameter('simplify', item.itemIndex, true);
		const json = simplify
			? { text, pageCount: pages.length, ...(annotation && { annotation }), pages }
			: { text, ...output.body };
		return [outputItem(item, json, call, binaries)];
	},
};

/** The model's own description tells whether it takes the document as a text or as an object. */
async function documentFields(
	item: Item,
	{ model, document: given }: JsonObject,
	{ file, url = '' }: Source,
): Promise<JsonObject> {
	if (given !== undefined || typeof model !== 'string') return {};
	if (!file && !url) throw invalidInput(DOCUMENT.url, 'is required and is empty.');
	const parameters = await describeOnce(item, { id: model, type: TYPES[0]! });
	const described = parameters.find(({ name }) => name === 'document');
	const mimeType = file?.mimeType ?? parseDataUrl(url)?.mimeType ?? guessMimeType({ url });
	if (described?.kind !== 'text') {
		const document = documentBody(file ? toDataUrl(file) : url, mimeType);
		const limit = described?.fileLimits?.[String(document.type)];
		if (file) checkSize(file.bytes.length, limit, 'binaryPropertyName');
		return { document };
	}
	const document = file
		? Buffer.from(file.bytes).toString('base64')
		: (parseDataUrl(url)?.base64 ?? url);
	return { document, ...(mimeType && { mimeType }) };
}

/** The pictures of all pages become binaries, which the pages name. */
async function presentPages(item: Item, pages: readonly RecognizedPage[], call: Call) {
	const pictures = pages.flatMap(({ images }) =>
		images.flatMap(({ id, media }) => (media ? { id, media } : [])),
	);
	const files = pictures.map(({ media }) => media);
	const naming = (index: number) => ({
		baseName: pictures[index]!.id.replace(/\.[a-z0-9]+$/i, '') || `image-${index + 1}`,
		fallbackMimeType: 'image/jpeg',
	});
	const stored = await storeFiles(item, files, { naming, call });
	const names = stored.map(({ json }) => json.binaryProperty).values();
	const presented = pages.map(({ images, ...page }) => ({
		...page,
		images: images.map(({ id, media, details }) => ({
			id,
			...details,
			...(media && { binaryProperty: names.next().value }),
		})),
	}));
	return { pages: presented, ...(stored.length > 0 && { binaries: binariesOf(stored) }) };
}
