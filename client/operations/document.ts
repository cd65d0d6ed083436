import { requireFields } from '../body';
import { readMedia, type GeneratedMedia } from '../media';
import type { Operation } from '../operation';
import type { JsonObject } from '../transport';

/** Documented for all models, bytes; what a model takes less of stands in its own description. */
export const MAX_DOCUMENT_BYTES = 50_000_000;

/** A text that was recognized. */
export interface RecognizedText {
	/** The Markdown of all pages, with an empty line between them. */
	readonly text: string;
	readonly pages: readonly RecognizedPage[];
	/** What `document_annotation_format` asked for: JSON as a text. */
	readonly annotation?: string;
	/** The API's own body. */
	readonly body: JsonObject;
}

/** One page, counted from 0. */
export interface RecognizedPage {
	readonly index: number;
	readonly markdown: string;
	readonly images: readonly PageImage[];
	/** Pixels, and dots per inch. */
	readonly dimensions?: JsonObject;
}

/** A picture on a page, with its place. */
export interface PageImage {
	/** Its name in the Markdown. */
	readonly id: string;
	/** Its bytes, when `include_image_base64` asked for them. */
	readonly media?: GeneratedMedia;
	readonly details: JsonObject;
}

/**
 * `POST /v1/ocr`. The input is the request body: `model` and `document`, which is
 * `{type: 'document_url', document_url}` or `{type: 'image_url', image_url}`; one family of models takes
 * a plain URL or base64 text instead, with `mimeType` beside it.
 */
export const recognizeText: Operation<JsonObject, RecognizedText> = {
	name: 'document:recognizeText',
	modelTypes: ['internal/optical-character-recognition'],
	request: (body) => ({
		method: 'POST',
		path: '/v1/ocr',
		body: requireFields(body, 'model', 'document'),
	}),
	parse(answer) {
		const { body } = answer;
		if (!Array.isArray(body.pages) || body.pages.length === 0)
			throw answer.unexpected('The answer holds no pages.');
		const pages = (body.pages as JsonObject[]).map(readPage);
		const { document_annotation: annotation } = body;
		return {
			text: pages
				.map(({ markdown }) => markdown.trim())
				.filter(Boolean)
				.join('\n\n'),
			pages,
			...(typeof annotation === 'string' && annotation && { annotation }),
			body,
		};
	},
};

/** The `document` of a request: a picture and anything else have two names. */
export function documentBody(url: string, mimeType = ''): JsonObject {
	return mimeType.startsWith('image/')
		? { type: 'image_url', image_url: url }
		: { type: 'document_url', document_url: url };
}

function readPage(page: JsonObject, position: number): RecognizedPage {
	const { index, markdown, images, dimensions } = page;
	return {
		index: typeof index === 'number' ? index : position,
		markdown: typeof markdown === 'string' ? markdown : '',
		images: Array.isArray(images) ? (images as JsonObject[]).map(readImage) : [],
		...(typeof dimensions === 'object' &&
			dimensions !== null && { dimensions: dimensions as JsonObject }),
	};
}

function readImage({ id, image_base64, ...details }: JsonObject): PageImage {
	const media = readMedia({ b64_json: image_base64 });
	return { id: String(id ?? ''), ...(media && { media }), details };
}
